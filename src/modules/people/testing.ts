import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, type Role } from '#modules/identity/public.ts'
import { fixedClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'

type Invented = [name: string, role: Role, organisation: string, partnerships: ('kent' | 'medway')[]]

const people: Invented[] = [
  ['Mary Manager', 'business-manager', 'team', ['kent']],
  ['Ada Administrator', 'administrator', 'team', ['kent']],
  ['Ann Analyst', 'analyst', 'team', ['kent']],
  ['Pat Police', 'agency-administrator', 'police', ['kent']],
  ['Dan Data', 'data-lead', 'police', ['kent', 'medway']],
  ['Sam Signing', 'signing-officer', 'police', ['kent']],
  ['Nora Nurse', 'agency-administrator', 'hospital', ['kent']],
  ['Hal Health', 'data-lead', 'hospital', ['kent']],
  ['Max Medway', 'business-manager', 'medway-team', ['medway']],
]

export type World = Site & {
  organisations: Record<string, string>
  partnerships: Record<'kent' | 'medway', string>
  /** The office of an invented person, and their tenure of it. */
  officeOf: (name: string) => Promise<{ officeId: string; tenureId: string; personId: string; accessId: string }>
  /** The same service on another day. */
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

/** Two small invented partnerships that share an agency, and the service over them. */
export async function world(t: TestContext): Promise<World> {
  const db = await emptyDb(t)
  const partnerships = {
    kent: await partnership(db, 'kent', 'KENT'),
    medway: await partnership(db, 'medway', 'MEDWAY'),
  }
  const organisations: Record<string, string> = {}
  await db.transaction().execute(async (tx) => {
    for (const [slug, name] of [
      ['team', 'Kent Team'],
      ['police', 'Shared Police'],
      ['hospital', 'Kent Hospital'],
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
  const officeOf = (name: string) =>
    db
      .selectFrom('identity.tenure as tenure')
      .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
      .innerJoin('identity.access as access', 'access.office_id', 'tenure.office_id')
      .where('person.name', '=', name)
      .select([
        'tenure.office_id as officeId',
        'tenure.id as tenureId',
        'person.id as personId',
        'access.id as accessId',
      ])
      .executeTakeFirstOrThrow()
  const service = await site(t, db, { role: 'business-manager' })
  const on = (instant: string) => site(t, db, { role: 'business-manager' }, fixedClock(instant))
  return { ...service, organisations, partnerships, officeOf, on }
}
