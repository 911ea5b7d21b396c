import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { site, type Page, type Site, type Who } from '#test/support/site.ts'
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

/** The site with these people signed in, the first of whom acts when a call names nobody, and their second factor fresh. */
export async function steppedUpSite(t: TestContext, db: Db, ...people: Who[]): Promise<Site> {
  const one = await site(t, db, people[0] ?? null)
  for (const who of people) await one.get('/about', who)
  await stepUpEverybody(db, testClock.now())
  return one
}

/** The value of the option of a select whose text fits. */
export const optionOf = (page: Page, name: RegExp): string =>
  page.getByRole<HTMLOptionElement>('option', { name }).value

/** That a problem is told twice: on top, as a link to the field, and beside the field with this label. */
export function assertToldAt(page: Page, label: RegExp, problem: string): void {
  const field = page.getByLabelText(label)
  assert.equal(page.getByRole('link', { name: problem }).getAttribute('href'), `#${field.id}`)
  const beside = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => page.document.getElementById(id))
  assert.ok(
    beside.some((each) => each?.textContent?.includes(problem)),
    `nothing beside ${String(label)} says: ${problem}`,
  )
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
