import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, type Role } from '#modules/identity/public.ts'
import { raiseMatter } from '#modules/meetings/public.ts'
import { registerRecord } from '#modules/thread/public.ts'
import { installation } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { emptyDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'

type Invented = [name: string, role: Role, organisation: string, partnership: 'kent' | 'medway']

const people: Invented[] = [
  ['Mary Manager', 'business-manager', 'team', 'kent'],
  ['Ada Administrator', 'administrator', 'team', 'kent'],
  ['Ned Analyst', 'analyst', 'team', 'kent'],
  ['Carol Chair', 'group-chair', 'police', 'kent'],
  ['Ola Otherchair', 'group-chair', 'hospital', 'kent'],
  ['Mo Member', 'group-member', 'hospital', 'kent'],
  ['Eve Executive', 'executive-member', 'council', 'kent'],
  ['Pat Police', 'safeguarding-lead', 'police', 'kent'],
  ['Hal Hospital', 'safeguarding-lead', 'hospital', 'kent'],
  ['Ina Inspector', 'scrutineer', 'team', 'kent'],
  ['Max Medway', 'business-manager', 'medway-team', 'medway'],
]

export type World = Site & {
  partnerships: Record<'kent' | 'medway', string>
  organisations: Record<string, string>
  offices: Record<string, string>
  persons: Record<string, string>
  /** Groups of Kent: a sub-group that the police chair, the Executive that the council chairs, and one that Medway owns as well. */
  groups: Record<'scrutiny' | 'executive' | 'joint', string>
  addMeeting: (meeting?: Partial<NewMeeting>) => Promise<{ id: string; reference: string; items: string[] }>
  addMatter: (group: string, title?: string) => Promise<{ id: string; recordId: string; reference: string }>
}

type NewMeeting = {
  group: string
  title: string
  startsAt: string
  kind: string
  state: string
  items: { title: string; marking?: string; matterId?: string }[]
}

async function addPartnership(db: Db, slug: string, shortName: string): Promise<string> {
  const { id } = await db
    .insertInto('partnerships.partnership')
    .values({ slug, name: `${shortName} partnership`, short_name: shortName, purpose: 'Invented for a test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A group with a chair's seat, filled by an office. */
async function addGroup(
  tx: Tx,
  { slug, name, owners, chair, organisation, kind = 'sub-group' }: NewGroup,
): Promise<string> {
  const { id } = await tx
    .insertInto('partnerships.group')
    .values({
      slug,
      name,
      kind,
      frequency: 'Quarterly',
      ownership: owners.length > 1 ? 'joint' : 'own',
      source: 'a test',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const partnershipId of owners)
    await tx
      .insertInto('partnerships.group_partnership')
      .values({ group_id: id, partnership_id: partnershipId })
      .execute()
  const { id: seatId } = await tx
    .insertInto('partnerships.seat')
    .values({ group_id: id, position: 1, title: 'Chair', role: 'chair', source: 'a test', authorities: ['chair'] })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('partnerships.seat_organisation')
    .values({ seat_id: seatId, position: 1, organisation_id: organisation })
    .execute()
  await tx
    .insertInto('partnerships.seat_filling')
    .values({ seat_id: seatId, office_id: chair, starts_on: '2020-01-01' })
    .execute()
  return id
}
type NewGroup = {
  slug: string
  name: string
  owners: string[]
  chair: string
  organisation: string
  kind?: string
}

/** Two small invented partnerships with groups, chairs and agencies, and the service over them. */
export async function minutesWorld(t: TestContext, existing?: Db): Promise<World> {
  const db = existing ?? (await emptyDb(t))
  const partnerships = {
    kent: await addPartnership(db, 'kent', 'KENT'),
    medway: await addPartnership(db, 'medway', 'MEDWAY'),
  }
  const organisations: Record<string, string> = {}
  const offices: Record<string, string> = {}
  const persons: Record<string, string> = {}
  const groups = await db.transaction().execute(async (tx) => {
    for (const [slug, name] of [
      ['team', 'Kent Team'],
      ['police', 'Shared Police'],
      ['hospital', 'Kent Hospital'],
      ['council', 'Kent Council'],
      ['medway-team', 'Medway Team'],
    ] as const) {
      organisations[slug] = await addOrganisation(tx, { slug, name, sector: 'police', isCategory: false, aliases: [] })
    }
    for (const [name, role, organisation, partnership] of people) {
      await addSamplePerson(tx, {
        name,
        organisationId: organisations[organisation] ?? '',
        office: `${name}’s office`,
        role,
        partnershipId: partnerships[partnership],
        startsOn: '2020-01-01',
      })
      const row = await tx
        .selectFrom('identity.tenure as tenure')
        .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
        .where('person.name', '=', name)
        .select(['tenure.office_id as officeId', 'person.id as personId'])
        .executeTakeFirstOrThrow()
      offices[name] = row.officeId
      persons[name] = row.personId
      await tx
        .updateTable('identity.person')
        .set({ email: `${name.toLowerCase().replaceAll(' ', '.')}@agency.example` })
        .where('id', '=', row.personId)
        .execute()
    }
    let position = 1
    for (const slug of ['police', 'hospital', 'council']) {
      await tx
        .insertInto('partnerships.agency')
        .values({
          partnership_id: partnerships.kent,
          organisation_id: organisations[slug] ?? '',
          position: (position += 1),
          category: 'police',
          name_as_printed: slug,
          source: 'a test',
        })
        .execute()
    }
    const own = [partnerships.kent]
    return {
      scrutiny: await addGroup(tx, {
        slug: 'scrutiny',
        name: 'Scrutiny group',
        owners: own,
        chair: offices['Carol Chair'] ?? '',
        organisation: organisations['police'] ?? '',
      }),
      executive: await addGroup(tx, {
        slug: 'executive',
        name: 'Executive',
        kind: 'executive',
        owners: own,
        chair: offices['Eve Executive'] ?? '',
        organisation: organisations['council'] ?? '',
      }),
      joint: await addGroup(tx, {
        slug: 'joint',
        name: 'Joint group',
        owners: [partnerships.kent, partnerships.medway],
        chair: offices['Carol Chair'] ?? '',
        organisation: organisations['police'] ?? '',
      }),
    }
  })
  const service = await site(t, db, { role: 'business-manager' })

  const addMeeting: World['addMeeting'] = ({
    group = groups.scrutiny,
    title = 'Scrutiny group',
    startsAt = '2026-11-18T10:00:00Z',
    kind = 'ordinary',
    state = 'called',
    items = [{ title: 'Neglect audit' }, { title: 'Missing children' }],
  } = {}) =>
    db.transaction().execute(async (tx) => {
      const record = await registerRecord(tx, {
        partnershipId: partnerships.kent,
        kind: 'meeting',
        title,
        state,
        page: (reference) => `/meetings/${reference}`,
        year: 2026,
        ...(group === groups.joint ? { sharedWith: [partnerships.medway] } : {}),
      })
      const { id } = await tx
        .insertInto('meetings.meeting')
        .values({
          record_id: record.id,
          reference: record.reference,
          partnership_id: partnerships.kent,
          group_id: group,
          kind,
          title,
          starts_at: startsAt,
          ends_at: new Date(new Date(startsAt).getTime() + 7_200_000),
          state,
          called_at: startsAt,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const made: string[] = []
      for (const [index, item] of items.entries()) {
        const row = await tx
          .insertInto('meetings.agenda_item')
          .values({
            meeting_id: id,
            position: index + 1,
            title: item.title,
            purpose: 'decide',
            marking: item.marking ?? 'OFFICIAL',
            matter_id: item.matterId ?? null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        made.push(row.id)
      }
      return { id, reference: record.reference, items: made }
    })

  const kent = installation({ id: partnerships.kent, slug: 'kent', name: 'KENT partnership' }, [])
  const addMatter: World['addMatter'] = (groupId, title = 'Waiting lists') =>
    db.transaction().execute((tx) => raiseMatter(tx, kent, { groupId, title, purpose: 'decide', year: 2026 }))

  return { ...service, partnerships, organisations, offices, persons, groups, addMeeting, addMatter }
}
