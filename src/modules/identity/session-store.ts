import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { SignedIn } from '#platform/http.ts'
import { isId } from '#platform/ids.ts'
import { permissionsOf } from './rights.ts'
import { roles, type Role } from './roles.ts'

/** Under which id a session is kept: the token itself is kept nowhere. */
export const sessionId = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * How long a session lasts in milliseconds: unused, and in all. NIST SP 800-63B section 4.2.3 (two factors, personal data): ask again after
 * 30 minutes without activity and after 12 hours in any case. The longest working day of the people who use it is shorter.
 */
export const sessionLasts = { idle: 30 * 60_000, whole: 12 * 3_600_000 } as const

/** An office that a person may act in today: their tenure runs and the office has a role in a partnership. */
export type Acting = {
  accessId: string
  personId: string
  personName: string
  officeId: string
  officeTitle: string
  organisationId: string
  organisationName: string
  role: string
  partnershipId: string
  partnershipSlug: string
  partnershipName: string
}

/** Who may act today, in which office of which partnership; inside `signingIn`. */
export const actings = (db: Db | Tx, today: string) =>
  db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    // Its holder, or a deputy during an absence.
    .innerJoin('identity.holding as tenure', 'tenure.office_id', 'office.id')
    .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
    .where((where) =>
      where.or([
        where('tenure.partnership_id', 'is', null),
        where('tenure.partnership_id', '=', where.ref('access.partnership_id')),
      ]),
    )
    // Somebody who left deputises no longer: a deputy holds an office of their own in the partnership.
    .where(
      sql<boolean>`(not tenure.is_deputy or exists (select from identity.tenure as own where own.person_id = person.id
        and own.starts_on <= ${today} and (own.ends_on is null or own.ends_on >= ${today})
        and (own.partnership_id is null or own.partnership_id = access.partnership_id)
        and not exists (select from identity.stop where tenure_id = own.id and partnership_id = access.partnership_id and lifted_at is null)))`,
    )
    // Whoever was stopped at once acts in none of what they held, until they are let in again.
    .where(
      sql<boolean>`not exists (select from identity.stop where coalesce(tenure_id, deputy_id) = tenure.id
        and partnership_id = access.partnership_id and lifted_at is null)`,
    )
    .where('tenure.starts_on', '<=', today)
    .where((where) => where.or([where('tenure.ends_on', 'is', null), where('tenure.ends_on', '>=', today)]))
    .where((where) => where.or([where('access.starts_on', 'is', null), where('access.starts_on', '<=', today)]))
    .where((where) => where.or([where('access.ends_on', 'is', null), where('access.ends_on', '>=', today)]))
    .select([
      'access.id as accessId',
      'person.id as personId',
      'person.name as personName',
      'office.id as officeId',
      sql<string>`case when tenure.is_deputy then 'Deputy for ' || office.title else office.title end`.as(
        'officeTitle',
      ),
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'access.role',
      'partnership.id as partnershipId',
      'partnership.slug as partnershipSlug',
      'partnership.short_name as partnershipName',
    ])

/**
 * The offices in which a person may act today, by partnership and office, inside `signingIn`, as far as a way in opens those of their
 * organisations (slugs; null: every one).
 */
export const listActingsFor = (
  db: Db | Tx,
  personId: string,
  today: string,
  organisations: readonly string[] | null,
): Promise<Acting[]> =>
  actings(db, today)
    .where('person.id', '=', personId)
    .$if(organisations !== null, (found) => found.where('organisation.slug', 'in', organisations ?? []))
    .orderBy('partnership.short_name')
    .orderBy('office.title')
    .orderBy('access.id')
    .execute()

/** The organisations (slugs) of the offices in which a person may act today, inside `signingIn`; the same statement for nobody (null). */
export const listOrganisationsOf = async (tx: Tx, personId: string | null, today: string): Promise<string[]> =>
  (
    await actings(tx, today)
      .where('person.id', '=', personId ?? '00000000-0000-0000-0000-000000000000')
      .clearSelect()
      .select('organisation.slug')
      .distinct()
      .execute()
  ).map(({ slug }) => slug)

/** Whether a person may act anywhere today, inside `signingIn`. */
export const hasOffices = async (tx: Tx, personId: string, today: string): Promise<boolean> =>
  (await actings(tx, today).where('person.id', '=', personId).limit(1).execute()).length > 0

/** The invented people of the demonstration with every office they may act in, for the local sign-in page. */
export const listSamplePeople = (db: Db, today: string): Promise<Acting[]> =>
  signingIn(() =>
    actings(db, today)
      .where('person.is_sample', '=', true)
      .orderBy('partnership.short_name')
      .orderBy('access.role')
      .orderBy('organisation.name')
      .execute(),
  )

export type NewSession = {
  personId: string
  accessId: string
  method: 'sample' | 'organisation' | 'passkey' | 'link'
  strength: 'link' | 'one' | 'two'
  /** A second factor or a passkey was proved just now. */
  steppedUp?: boolean
  now: Date
  /** The provider that vouched, and the slugs of the organisations whose offices the way in opens; none: every office of the person. */
  provider?: string
  organisations?: readonly string[]
}

export type Begun = { token: string; csrfToken: string }

const newToken = (): string => randomBytes(32).toString('base64url')

/**
 * Begins a session under a token that nobody knew before, inside `signingIn`. That the office is the person's own and runs today is the
 * caller's to know (`listActingsFor`).
 *
 * @returns the token, which goes into the cookie and nowhere else, and the token that forms carry
 */
export async function beginSession(tx: Tx, session: NewSession): Promise<Begun> {
  const { personId, accessId, method, strength, steppedUp = false, now, provider, organisations } = session
  const token = newToken()
  const csrfToken = newToken()
  await tx
    .insertInto('identity.session')
    .values({
      id: sessionId(token),
      person_id: personId,
      access_id: accessId,
      csrf_token: csrfToken,
      method,
      strength,
      stepped_up_at: steppedUp ? now : null,
      created_at: now,
      last_seen_at: now,
      provider: provider ?? null,
      organisations: organisations ? [...organisations] : null,
    })
    .execute()
  return { token, csrfToken }
}

/**
 * Notes inside `signingIn` that the person behind a session has just proved a second factor. The session goes on under a new token, so that
 * one which somebody else came to know is worth nothing more; set the cookie anew.
 *
 * @returns the new token; null when the session is gone
 */
export async function steppedUpNow(tx: Tx, token: string, now: Date): Promise<Begun | null> {
  const next = newToken()
  const row = await tx
    .updateTable('identity.session')
    .set({ id: sessionId(next), stepped_up_at: now, last_seen_at: now, strength: 'two' })
    .where('id', '=', sessionId(token))
    .returning('csrf_token as csrfToken')
    .executeTakeFirst()
  return row ? { token: next, csrfToken: row.csrfToken } : null
}

/** Begins a session in one office of a sample person. @returns the token for the cookie, or null when that office is not theirs to offer */
export async function beginSampleSession(
  tx: Tx,
  accessId: string,
  clock: Clock,
): Promise<{ token: string; acting: Acting } | null> {
  if (!isId(accessId)) return null
  const acting = await actings(tx, clock.today())
    .where('access.id', '=', accessId)
    .where('person.is_sample', '=', true)
    .executeTakeFirst()
  if (!acting) return null
  const { personId } = acting
  // They stand for somebody who has signed in fully; what asks for a fresh factor asks them too.
  const { token } = await beginSession(tx, { personId, accessId, method: 'sample', strength: 'two', now: clock.now() })
  return { token, acting }
}

/** Ends a session inside `signingIn`. @returns whose it was, where, and which provider had vouched; undefined when there was none (any more) */
export const endSession = (tx: Tx, token: string) =>
  tx
    .deleteFrom('identity.session as session')
    .using('identity.access as access')
    .whereRef('access.id', '=', 'session.access_id')
    .where('session.id', '=', sessionId(token))
    .returning([
      'session.person_id as personId',
      'session.provider',
      'access.office_id as officeId',
      'access.partnership_id as partnershipId',
    ])
    .executeTakeFirst()

/** The organisations (slugs) whose offices a session opens; null: all of the person's own. */
export const organisationsOfSession = (db: Db, token: string): Promise<string[] | null> =>
  signingIn(async () => {
    const session = await db
      .selectFrom('identity.session')
      .where('id', '=', sessionId(token))
      .select('organisations')
      .executeTakeFirstOrThrow()
    return session.organisations
  })

/** The offices that a person may choose from in this session: their own of today, as far as the way in may vouch for them. */
export const listActingsOfSession = (db: Db, token: string, today: string): Promise<Acting[]> =>
  signingIn(() => inSession(db, token, today).orderBy('partnership.short_name').orderBy('office.title').execute())

const inSession = (db: Db | Tx, token: string, today: string) =>
  actings(db, today)
    .innerJoin('identity.session as session', 'session.person_id', 'person.id')
    .where('session.id', '=', sessionId(token))
    .where(vouchedFor)

/** A way in that vouches for some organisations only opens no office of another. */
export const vouchedFor = sql<boolean>`(session.organisations is null or organisation.slug = any (session.organisations))`

/**
 * Changes the office in which a session acts, when it is one that the session opens. It goes on under new tokens: the rights change, and a
 * form that was opened in the other office is not sent in this one.
 *
 * @returns null when the office is not the person's, or not for this session
 */
export async function actIn(
  tx: Tx,
  token: string,
  accessId: string,
  clock: Clock,
): Promise<(Begun & { acting: Acting }) | null> {
  if (!isId(accessId)) return null
  const acting = await inSession(tx, token, clock.today()).where('access.id', '=', accessId).executeTakeFirst()
  if (!acting) return null
  const next = { token: newToken(), csrfToken: newToken() }
  await tx
    .updateTable('identity.session')
    .set({ id: sessionId(next.token), csrf_token: next.csrfToken, access_id: accessId, last_seen_at: clock.now() })
    .where('id', '=', sessionId(token))
    .execute()
  return { ...next, acting }
}

const before = (now: Date, milliseconds: number): Date => new Date(now.getTime() - milliseconds)

/**
 * Finds who is behind a session token; null when it is unknown, unused too long, too old, or the office has ended. Where sample people do
 * not count (in production), a session that one of them began elsewhere on the same database is none.
 */
export const findSignedIn = (
  db: Db,
  token: string,
  clock: Clock,
  permissions: ReadonlyMap<string, ReadonlySet<string>>,
  { withSamplePeople }: { withSamplePeople: boolean },
): Promise<SignedIn | null> =>
  signingIn(async () => {
    const id = sessionId(token)
    const now = clock.now()
    const row = await actings(db, clock.today())
      .innerJoin('identity.session as session', (join) =>
        join.onRef('session.access_id', '=', 'access.id').onRef('session.person_id', '=', 'person.id'),
      )
      .where('session.id', '=', id)
      .where('session.last_seen_at', '>', before(now, sessionLasts.idle))
      .where('session.created_at', '>', before(now, sessionLasts.whole))
      .where(vouchedFor)
      .$if(!withSamplePeople, (sessions) => sessions.where('person.is_sample', '=', false))
      .select([
        'session.csrf_token as csrfToken',
        'session.created_at as createdAt',
        'session.last_seen_at as lastSeenAt',
        'session.strength',
        'session.stepped_up_at as steppedUpAt',
        'access.modules',
        'access.authorities',
        sql<boolean>`exists (select from identity.office_use
          where access_id = access.id and person_id = person.id and suspended_at is not null)`.as('isSuspended'),
        sql<string[]>`array(select module from identity.module_off where partnership_id = access.partnership_id)`.as(
          'modulesOff',
        ),
      ])
      .executeTakeFirst()
    if (!row) return null
    const {
      csrfToken,
      createdAt,
      lastSeenAt,
      accessId: _access,
      steppedUpAt,
      strength,
      modules,
      isSuspended,
      ...person
    } = row
    // Written at most once a minute: a page view should not cost a write.
    const isDue = now.getTime() - lastSeenAt.getTime() > 60_000
    if (isDue) await db.updateTable('identity.session').set({ last_seen_at: now }).where('id', '=', id).execute()
    const ofRole = permissions.get(row.role) ?? new Set<string>()
    const rightsWith = (proved: string) =>
      permissionsOf(ofRole, { strength: proved, modules, modulesOff: row.modulesOff, isSuspended })
    const actor: Actor = {
      ...person,
      reach: roles[row.role as Role].reach,
      permissions: rightsWith(strength),
      modulesOff: new Set(row.modulesOff),
      authorities: new Set(row.authorities),
    }
    const idleEnd = (isDue ? now : lastSeenAt).getTime() + sessionLasts.idle
    const endsAt = new Date(Math.min(idleEnd, createdAt.getTime() + sessionLasts.whole))
    const withheld = strength === 'two' ? new Set<string>() : rightsWith('two').difference(actor.permissions)
    return { actor, csrfToken, steppedUpAt, endsAt, isSuspended, withheld }
  })

export type Ended = { personId: string; csrfToken: string; why: 'idle' | 'whole' }

/** Whose a session was that ended by itself within the last day, and why; null when it runs, was ended or never was. */
export const findEnded = (db: Db, token: string, clock: Clock): Promise<Ended | null> =>
  signingIn(async () => {
    const now = clock.now()
    const row = await db
      .selectFrom('identity.session')
      .where('id', '=', sessionId(token))
      .where('last_seen_at', '>', before(now, 24 * 3_600_000))
      .select(['person_id as personId', 'csrf_token as csrfToken', 'created_at', 'last_seen_at'])
      .executeTakeFirst()
    if (!row) return null
    const { personId, csrfToken } = row
    const isOld = row.created_at <= before(now, sessionLasts.whole)
    const isIdle = row.last_seen_at <= before(now, sessionLasts.idle)
    if (!isOld && !isIdle) return null
    return { personId, csrfToken, why: isIdle ? ('idle' as const) : ('whole' as const) }
  })
