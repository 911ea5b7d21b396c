import type { TestContext } from 'node:test'
import { rolePermissions } from '#src/app.ts'
import { addOrganisation, addSamplePerson, roles, type Role } from '#modules/identity/public.ts'
import { listSamplePeople } from '#modules/identity/session-store.ts'
import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { site, type Site, type Who } from '#test/support/site.ts'
import { momentOf } from './moving.ts'
import { proposeItem } from './propose-item.ts'

/** The people of the small partnership below. */
export const manager: Who = { role: 'business-manager' }
export const police: Who = { role: 'signing-officer', organisation: 'Police' }
export const council: Who = { role: 'signing-officer', organisation: 'County Council' }
export const councilLead: Who = { role: 'safeguarding-lead', organisation: 'County Council' }
export const scrutineer: Who = { role: 'scrutineer' }
export const medway: Who = { role: 'business-manager', partnership: 'medway' }

/** Two partnerships with a council, a police force that serves both, a health board and a team. */
export async function trackerDb(t: TestContext): Promise<Db> {
  const db = await emptyDb(t)
  await db.transaction().execute(async (tx) => {
    const partnership = async (slug: string, short_name: string) =>
      (
        await tx
          .insertInto('partnerships.partnership')
          .values({ slug, name: `${slug} partnership`, short_name, purpose: 'Tests' })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id
    const [kent, mscp] = [await partnership('kent', 'KSCMP'), await partnership('medway', 'MSCP')]
    const organisation = (name: string, aliases: string[] = []) =>
      addOrganisation(tx, {
        slug: name.toLowerCase().replaceAll(' ', '-'),
        name,
        sector: 'x',
        isCategory: false,
        aliases: aliases.map((alias) => ({ name: alias })),
      })
    const ids = {
      police: await organisation('Kent Police', ['Police', 'Kent Constabulary']),
      council: await organisation('Kent County Council', ['KCC', 'KCC Children’s Social Work Services']),
      health: await organisation('NHS Kent and Medway Integrated Care Board', ['ICB', 'Kent and Medway CCG']),
      team: await organisation('KSCMP'),
      mscp: await organisation('MSCP'),
    }
    const person = (name: string, organisationId: string, role: Role, partnershipId = kent) =>
      addSamplePerson(tx, {
        name,
        organisationId,
        office: `${role} office`,
        role,
        partnershipId,
        startsOn: '2015-01-01',
      })
    await person('Samuel Illustre', ids.police, 'signing-officer')
    await person('Graham Demoleigh', ids.council, 'signing-officer')
    await person('Niamh Sampleworth', ids.council, 'safeguarding-lead')
    await person('Hedda Specimen', ids.health, 'safeguarding-lead')
    await person('Declan Exampleby', ids.team, 'business-manager')
    await person('Rhys Fictionford', ids.team, 'scrutineer')
    await person('Yasmin Examplethwaite', ids.mscp, 'business-manager', mscp)
  })
  return db
}

export const trackerSite = async (t: TestContext, who: Who | null = manager, clock: Clock = testClock): Promise<Site> =>
  site(t, await trackerDb(t), who, clock)

/** A sample person as the actor that the application would make of them. */
export async function actorAs(
  db: Db,
  { role, organisation = '', partnership = 'kent' }: Who,
  clock: Clock = testClock,
): Promise<Actor> {
  const person = (await listSamplePeople(db, clock.today())).find(
    (each) =>
      each.role === role && each.partnershipSlug === partnership && each.organisationName.includes(organisation),
  )
  if (person === undefined) throw new Error(`there is no ${role} of ${organisation}`)
  const { accessId: _access, ...who } = person
  return {
    ...who,
    reach: roles[role as Role].reach,
    permissions: rolePermissions.get(role) ?? new Set(),
    modulesOff: new Set(),
    authorities: new Set(),
  }
}

/** A proposed recommendation. @returns its reference */
export async function proposed(
  db: Db,
  title: string,
  change: Partial<Parameters<typeof proposeItem>[2]> = {},
  clock: Clock = testClock,
): Promise<string> {
  const done = await proposeItem(db, await actorAs(db, manager, clock), {
    kind: 'recommendation',
    title,
    sourceKind: 'review',
    sourceReference: null,
    sourceTitle: 'A review made up for tests',
    sourceDate: null,
    sourcePage: '12',
    raisedOn: '2026-09-01',
    theme: 'Recording',
    priority: 'medium',
    strength: null,
    childWouldNotice: null,
    measure: null,
    groupId: null,
    ownerOfficeId: null,
    dueOn: null,
    moment: momentOf(clock),
    ...change,
  })
  if (!done.ok) throw new Error(done.problems.map(({ text }) => text).join('; '))
  return done.value.reference
}

/** A group that both partnerships own. @returns its id */
export async function jointGroup(db: Db, slug = 'health-reference'): Promise<string> {
  const { id } = await db
    .insertInto('partnerships.group')
    .values({
      slug,
      name: 'Joint Health Reference Group',
      kind: 'sub-group',
      frequency: '4 a year',
      meetings_a_year: 4,
      ownership: 'joint',
      operating: 'yes',
      source: 'Made up for a test',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const owners = await db.selectFrom('partnerships.partnership').select('id').execute()
  const rows = owners.map((owner) => ({ group_id: id, partnership_id: owner.id }))
  await db.insertInto('partnerships.group_partnership').values(rows).execute()
  return id
}
