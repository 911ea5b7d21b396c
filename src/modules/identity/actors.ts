import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { permissionsOf } from './rights.ts'
import { roles, type Role } from './roles.ts'
import { actings, sessionId, vouchedFor } from './session-store.ts'

/** A person in one of their offices: who they would be there, and what the form that changes the office sends. */
export type PersonInOffice = { accessId: string; actor: Actor; isSuspended: boolean }

type Rights = ReadonlyMap<string, ReadonlySet<string>>

const limits = [
  'access.modules',
  'access.authorities',
  sql<boolean>`exists (select from identity.office_use
    where access_id = access.id and person_id = person.id and suspended_at is not null)`.as('isSuspended'),
  sql<string[]>`array(select module from identity.module_off where partnership_id = access.partnership_id)`.as(
    'modulesOff',
  ),
] as const

type Row = Omit<Awaited<ReturnType<typeof withLimits>>[number], 'personId'> & { personId: string | null }
const withLimits = (db: Db, today: string) => actings(db, today).select(limits).execute()

function inOffice({ accessId, modules, isSuspended, ...row }: Row, rights: Rights, strength: string): PersonInOffice {
  const actor: Actor = {
    ...row,
    reach: roles[row.role as Role].reach,
    permissions: permissionsOf(rights.get(row.role) ?? new Set(), {
      strength,
      modules,
      modulesOff: row.modulesOff,
      isSuspended,
    }),
    modulesOff: new Set(row.modulesOff),
    authorities: new Set(row.authorities),
  }
  return { accessId, actor, isSuspended }
}

/**
 * Every office in which the person behind a session may act today, in every partnership, each with the limits of that session: how
 * strongly they signed in, for which organisations their way in vouches, a chosen pack, modules that are off, an office that lay unused.
 * The office in which they act now is one of them.
 */
export const actorsOfSession = (db: Db, token: string, today: string, rights: Rights): Promise<PersonInOffice[]> =>
  signingIn(async () => {
    const rows = await actings(db, today)
      .innerJoin('identity.session as session', 'session.person_id', 'person.id')
      .where('session.id', '=', sessionId(token))
      .where(vouchedFor)
      .orderBy('partnership.short_name')
      .orderBy('office.title')
      .select(limits)
      .select('session.strength')
      .execute()
    return unlessTwice(rows.map(({ strength, ...row }) => inOffice(row, rights, strength)))
  })

/** The same for a person without a session, such as a calendar that they subscribe to: what is theirs to know when they have signed in with two factors. */
export const actorsOf = (
  db: Db,
  personId: string,
  today: string,
  rights: Rights,
  { withSamplePeople }: { withSamplePeople: boolean },
): Promise<PersonInOffice[]> =>
  signingIn(async () => {
    const rows = await actings(db, today)
      .where('person.id', '=', personId)
      .$if(!withSamplePeople, (people) => people.where('person.is_sample', '=', false))
      .orderBy('partnership.short_name')
      .orderBy('office.title')
      .select(limits)
      .execute()
    return unlessTwice(rows.map((row) => inOffice(row, rights, 'two')))
  })

/** Whoever holds an office and deputises in it too, or holds it twice, still acts in it once. */
const unlessTwice = (people: readonly PersonInOffice[]): PersonInOffice[] => [
  ...new Map(people.map((each) => [`${each.accessId} ${each.actor.personId ?? ''}`, each])).values(),
]

export type Reachable = PersonInOffice & { email: string; reportsTo: string | null }

/**
 * Everybody who can be written to today, in each of their offices, for the job that reminds: with an address, not invented, not stopped,
 * and not where the office is suspended because it lay unused.
 *
 * @param db the owner's connection: it looks at people of every partnership
 */
export const everybodyReachable = (db: Db, today: string, rights: Rights): Promise<Reachable[]> =>
  signingIn(async () => {
    const rows = await actings(db, today)
      .where('person.is_sample', '=', false)
      .where('person.pseudonymised_on', 'is', null)
      .where('person.email', 'is not', null)
      .orderBy('person.id')
      .orderBy('access.id')
      .select(limits)
      .select(['person.email', 'office.reports_to as reportsTo'])
      .execute()
    const known = new Map<string, Reachable>()
    for (const { email, reportsTo, ...row } of rows) {
      const person = inOffice(row, rights, 'two')
      if (email !== null && !person.isSuspended) {
        known.set(`${person.accessId} ${person.actor.personId ?? ''}`, { ...person, email, reportsTo })
      }
    }
    return [...known.values()]
  })

/** An office in which nobody acts today: without holder or deputy, or with one whose access is stopped or suspended. */
type Unattended = PersonInOffice & { reportsTo: string | null; isVacant: boolean }

/**
 * The offices of every partnership in which nobody acts today, each with the rights that its holder would have, for the job that reminds:
 * what they owe would otherwise be said to nobody.
 *
 * @param db the owner's connection
 */
export const unattendedOffices = (db: Db, today: string, rights: Rights): Promise<Unattended[]> =>
  signingIn(async () => {
    const held = new Set<string>()
    const attended = new Set<string>()
    for (const { accessId, isSuspended } of await withLimits(db, today)) {
      held.add(accessId)
      if (!isSuspended) attended.add(accessId)
    }
    const rows = await offices(db, today).execute()
    return rows
      .filter(({ accessId }) => !attended.has(accessId))
      .map(({ reportsTo, ...row }) => ({
        ...inOffice({ ...row, personId: null, personName: 'Nobody', isSuspended: false }, rights, 'two'),
        reportsTo,
        isVacant: !held.has(row.accessId),
      }))
  })

const offices = (db: Db, today: string) =>
  db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
    .where((where) => where.or([where('access.starts_on', 'is', null), where('access.starts_on', '<=', today)]))
    .where((where) => where.or([where('access.ends_on', 'is', null), where('access.ends_on', '>=', today)]))
    .orderBy('access.id')
    .select([
      'access.id as accessId',
      'office.id as officeId',
      'office.title as officeTitle',
      'office.reports_to as reportsTo',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'access.role',
      'access.modules',
      'access.authorities',
      'partnership.id as partnershipId',
      'partnership.slug as partnershipSlug',
      'partnership.short_name as partnershipName',
      sql<string[]>`array(select module from identity.module_off where partnership_id = access.partnership_id)`.as(
        'modulesOff',
      ),
    ])
