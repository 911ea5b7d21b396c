import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { loadDemonstrationCases } from './load-demonstration-cases.ts'

const people = {
  kent: [
    'review-officer',
    'business-manager',
    'delegated-partner',
    'lead-partner',
    'scrutineer',
    'safeguarding-lead',
    'analyst',
  ],
  medway: ['business-manager', 'review-officer'],
} as const

/** Two partnerships with one sample person a role, and the two invented cases of Kent's review officer. */
export async function casesDb(t: TestContext): Promise<Db> {
  const db = await emptyDb(t)
  await db.transaction().execute(async (tx) => {
    for (const slug of ['kent', 'medway'] as const) {
      const { id: partnershipId } = await tx
        .insertInto('partnerships.partnership')
        .values({
          slug,
          name: `${slug} (invented)`,
          short_name: slug === 'kent' ? 'KSCMP' : 'MSCP',
          purpose: 'To test',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const organisation = {
        slug: `${slug}-team`,
        name: `${slug} team`,
        sector: 'partnership',
        isCategory: false,
        aliases: [],
      }
      const organisationId = await addOrganisation(tx, organisation)
      for (const role of people[slug]) {
        const office = `${slug} ${role}`
        const startsOn = '2020-01-01'
        await addSamplePerson(tx, { name: `Sample ${office}`, organisationId, office, role, partnershipId, startsOn })
      }
    }
  })
  await loadDemonstrationCases(db, testClock)
  return db
}

/** Everybody who is signed in has proved a second factor at this instant; null: nobody has. */
export async function stepUpEverybody(db: Db, at: Date | null): Promise<void> {
  await db.updateTable('identity.session').set({ stepped_up_at: at }).execute()
}

/** The sample person of a role as an actor with the permissions given, for commands and stores. */
export async function sampleActor(
  db: Db,
  role: string,
  permissions: readonly string[],
  partnershipSlug = 'kent',
): Promise<Actor & { personId: string; officeId: string }> {
  const row = await db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .innerJoin('identity.tenure as tenure', 'tenure.office_id', 'office.id')
    .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
    .where('access.role', '=', role)
    .where('partnership.slug', '=', partnershipSlug)
    .where('person.is_sample', '=', true)
    .select([
      'person.id as personId',
      'person.name as personName',
      'office.id as officeId',
      'office.title as officeTitle',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'partnership.id as partnershipId',
      'partnership.slug as partnershipSlug',
      'partnership.short_name as partnershipName',
    ])
    .executeTakeFirstOrThrow()
  return {
    ...row,
    role,
    reach: 'partnership',
    permissions: new Set(permissions),
    modulesOff: new Set(),
    authorities: new Set(),
  }
}
