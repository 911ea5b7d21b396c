import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, type Role } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { rolePermissions } from '#src/app.ts'
import { emptyDb } from '#test/support/database.ts'
import { site, type Page, type Site, type Who } from '#test/support/site.ts'

type Invented = [name: string, role: Role, organisation: string, partnership: 'kent' | 'medway', authorities?: string[]]

const people: Invented[] = [
  ['Mary Manager', 'business-manager', 'Team', 'kent'],
  ['Ann Analyst', 'analyst', 'Team', 'kent'],
  ['Sue Scrutineer', 'scrutineer', 'Team', 'kent'],
  ['Lee Lead', 'lead-partner', 'Council', 'kent', ['sign-off']],
  ['Dee Delegate', 'delegated-partner', 'Council', 'kent'],
  ['Pat Police', 'executive-member', 'Police', 'kent'],
  ['Hal Health', 'executive-member', 'Health', 'kent'],
  ['Dan Data', 'data-lead', 'Police', 'kent'],
  ['Max Medway', 'business-manager', 'Medway Team', 'medway'],
  ['Una Unitary', 'executive-member', 'Medway Council', 'medway'],
]

export const manager: Who = { role: 'business-manager' }
export const lead: Who = { role: 'lead-partner' }
export const delegate: Who = { role: 'delegated-partner' }
export const police: Who = { role: 'executive-member', organisation: 'Police' }
export const health: Who = { role: 'executive-member', organisation: 'Health' }
export const medway: Who = { role: 'business-manager', partnership: 'medway' }

export type World = Site & {
  organisations: Record<string, string>
  partnerships: Record<'kent' | 'medway', string>
  /** The id of an invented person's office. */
  office: (name: string) => Promise<string>
  /** An invented person as the actor of a command or store. */
  actor: (name: string) => Promise<Actor>
}

/** Two invented partnerships with one person a role, and the service over them; the business manager of the first acts. */
export async function world(t: TestContext): Promise<World> {
  const db = await emptyDb(t)
  const partnerships = {
    kent: await partnership(db, 'kent', 'KENT'),
    medway: await partnership(db, 'medway', 'MEDWAY'),
  }
  const organisations: Record<string, string> = {}
  await db.transaction().execute(async (tx) => {
    for (const name of ['Team', 'Council', 'Police', 'Health', 'Medway Team', 'Medway Council']) {
      const slug = name.toLowerCase().replace(' ', '-')
      organisations[name] = await addOrganisation(tx, { slug, name, sector: 'police', isCategory: false, aliases: [] })
    }
    for (const [name, role, organisation, at, authorities] of people) {
      await addSamplePerson(tx, {
        name,
        organisationId: organisations[organisation] ?? '',
        office: `${name}’s office`,
        role,
        partnershipId: partnerships[at],
        startsOn: '2026-01-01',
        authorities,
      })
    }
  })
  const held = (name: string) =>
    db
      .selectFrom('identity.tenure as tenure')
      .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
      .innerJoin('identity.office as office', 'office.id', 'tenure.office_id')
      .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
      .innerJoin('identity.access as access', 'access.office_id', 'office.id')
      .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
      .where('person.name', '=', name)
      .select(['person.id as personId', 'person.name as personName', 'office.id as officeId'])
      .select(['office.title as officeTitle', 'organisation.id as organisationId'])
      .select(['organisation.name as organisationName', 'access.role', 'access.authorities'])
      .select(['partnership.id as partnershipId', 'partnership.slug as partnershipSlug'])
      .select('partnership.name as partnershipName')
      .executeTakeFirstOrThrow()
  return {
    ...(await site(t, db, manager)),
    organisations,
    partnerships,
    office: async (name) => (await held(name)).officeId,
    actor: async (name) => {
      const { authorities, ...row } = await held(name)
      const permissions = rolePermissions.get(row.role) ?? new Set<string>()
      return {
        ...row,
        reach: row.role === 'data-lead' ? 'organisation' : 'partnership',
        permissions,
        modulesOff: new Set(),
        authorities: new Set(authorities),
      }
    },
  }
}

async function partnership(db: Db, slug: string, shortName: string): Promise<string> {
  const { id } = await db
    .insertInto('partnerships.partnership')
    .values({ slug, name: `${shortName} partnership`, short_name: shortName, purpose: 'Invented for a test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** That a problem is told twice: on top, as a link to the field, and beside it. */
export function assertTold(page: Page, problem: string, field: string): void {
  assert.equal(page.getByRole('link', { name: problem }).getAttribute('href'), `#${field}`)
  assert.ok(page.document.getElementById(`${field}-error`)?.textContent?.includes(problem), `nothing beside ${field}`)
}

/** The reference of the record whose page an address leads to. */
export const referenceIn = (location: string): string => /[A-Z]+-[A-Z]+-\d{4}-\d{3}/.exec(location)?.[0] ?? ''

/** How often each event of this module was left. */
export async function eventsOf(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'governance.%')
    .orderBy('at')
    .select('name')
    .execute()
  return rows.map(({ name }) => name)
}

/** The version of the form on a page. */
export const versionOn = (page: Page): string =>
  page.document.querySelector<HTMLInputElement>('input[name="version"]')?.value ?? ''
