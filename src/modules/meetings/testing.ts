import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, type Role } from '#modules/identity/public.ts'
import { fixedClock, type Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb, setDatabaseClock, testClock } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'

type Invented = [
  name: string,
  role: Role,
  organisation: string,
  partnerships: ('kent' | 'medway')[],
  email: string | null,
]

const people: Invented[] = [
  ['Mary Manager', 'business-manager', 'team', ['kent'], 'mary@team.example'],
  ['Ina Inspector', 'lead-member', 'council', ['kent'], null],
  ['Chris Chair', 'group-chair', 'police', ['kent'], 'chris@police.example'],
  ['Nora Nurse', 'safeguarding-lead', 'hospital', ['kent'], 'nora@hospital.example'],
  ['Otto Outside', 'group-member', 'college', ['kent'], 'otto@college.example'],
  ['Max Medway', 'business-manager', 'medway-team', ['medway'], 'max@medway.example'],
]

export type World = Site & {
  partnerships: Record<'kent' | 'medway', string>
  organisations: Record<string, string>
  /** 'quality' is Kent's own, with Chris in the chair and Nora as a member; 'joint' belongs to both partnerships. */
  groups: Record<'quality' | 'joint' | 'executive', string>
  offices: Record<string, string>
  on: (instant: string) => Promise<Site>
}

async function partnership(db: Db, slug: string, shortName: string): Promise<string> {
  const { id } = await db
    .insertInto('partnerships.partnership')
    .values({ slug, name: `${shortName} partnership`, short_name: shortName, purpose: 'Invented for a test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function group(db: Db, slug: string, name: string, owners: string[], perYear: number | null): Promise<string> {
  const { id } = await db
    .insertInto('partnerships.group')
    .values({
      slug,
      name,
      kind: slug === 'executive' ? 'executive' : 'sub-group',
      frequency: perYear === null ? 'Not stated in the source' : `${perYear} a year`,
      meetings_a_year: perYear,
      ownership: owners.length > 1 ? 'joint' : 'own',
      operating: 'yes',
      source: 'Invented for a test',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('partnerships.group_partnership')
    .values(owners.map((owner) => ({ group_id: id, partnership_id: owner })))
    .execute()
  return id
}

async function seat(db: Db, groupId: string, position: number, role: string, officeId: string): Promise<void> {
  const { id } = await db
    .insertInto('partnerships.seat')
    .values({ group_id: groupId, position, role, title: `Seat ${position}`, source: 'Invented for a test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('partnerships.seat_filling')
    .values({ seat_id: id, office_id: officeId, starts_on: '2026-01-01' })
    .execute()
}

/** Two small invented partnerships with a group of one and a group of both, and the service over them. */
export async function world(t: TestContext, clock: Clock = testClock): Promise<World> {
  const db = await emptyDb(t)
  await setDatabaseClock(db, clock)
  const partnerships = {
    kent: await partnership(db, 'kent', 'KENT'),
    medway: await partnership(db, 'medway', 'MEDWAY'),
  }
  const organisations: Record<string, string> = {}
  const offices: Record<string, string> = {}
  await db.transaction().execute(async (tx) => {
    for (const [slug, name] of [
      ['team', 'Kent Team'],
      ['council', 'Kent Council'],
      ['police', 'Shared Police'],
      ['hospital', 'Kent Hospital'],
      ['college', 'Kent College'],
      ['medway-team', 'Medway Team'],
    ] as const) {
      organisations[slug] = await addOrganisation(tx, { slug, name, sector: 'police', isCategory: false, aliases: [] })
    }
    for (const [name, role, organisation, all] of people) {
      for (const each of all) {
        await addSamplePerson(tx, {
          name,
          organisationId: organisations[organisation] ?? '',
          office: `${name}’s office`,
          role,
          partnershipId: partnerships[each],
          startsOn: '2026-01-01',
        })
      }
    }
  })
  for (const [name, , , , email] of people) {
    if (email !== null) await db.updateTable('identity.person').set({ email }).where('name', '=', name).execute()
    const tenure = await db
      .selectFrom('identity.tenure as tenure')
      .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
      .where('person.name', '=', name)
      .select('tenure.office_id as officeId')
      .executeTakeFirstOrThrow()
    offices[name] = tenure.officeId
  }
  const groups = {
    executive: await group(db, 'executive', 'Executive', [partnerships.kent], 6),
    quality: await group(db, 'quality', 'Quality Group', [partnerships.kent], 4),
    joint: await group(db, 'joint', 'Joint Group', [partnerships.kent, partnerships.medway], null),
  }
  await seat(db, groups.quality, 1, 'chair', offices['Chris Chair'] ?? '')
  await seat(db, groups.quality, 2, 'member', offices['Nora Nurse'] ?? '')
  await seat(db, groups.joint, 1, 'chair', offices['Max Medway'] ?? '')
  await seat(db, groups.joint, 2, 'member', offices['Nora Nurse'] ?? '')
  const service = await site(t, db, { role: 'business-manager' }, clock)
  const on = async (instant: string) => {
    const later = fixedClock(instant)
    await setDatabaseClock(db, later)
    return site(t, db, { role: 'business-manager' }, later)
  }
  return { ...service, partnerships, organisations, groups, offices, on }
}

/** Arranges a meeting of a group through its page. @returns its reference */
export async function arranged({ post }: Site, groupId: string, over: Record<string, string> = {}): Promise<string> {
  const answer = await post('/meetings/arrange', {
    group: groupId,
    kind: 'extraordinary',
    title: '',
    on: '10/12/2026',
    startsAt: '10am',
    endsAt: 'midday',
    place: 'Sessions House',
    theme: '',
    ...over,
  })
  if (answer.status !== 303) throw new Error(`the meeting was not arranged: ${answer.page.text}`)
  return /\/meetings\/([^?]+)/.exec(answer.location)?.[1] ?? ''
}
