import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { SignedIn } from '#platform/http.ts'
import { isId } from '#platform/ids.ts'
import { permissionsOf } from './rights.ts'
import { roles, type Role } from './roles.ts'

const idOf = (token: string): string => createHash('sha256').update(token).digest('hex')
const longestIdle = '12 hours'

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

const actings = (db: Db | Tx, today: string) =>
  db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .innerJoin('identity.tenure as tenure', 'tenure.office_id', 'office.id')
    .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
    .where('tenure.starts_on', '<=', today)
    .where((where) => where.or([where('tenure.ends_on', 'is', null), where('tenure.ends_on', '>=', today)]))
    .where((where) => where.or([where('access.starts_on', 'is', null), where('access.starts_on', '<=', today)]))
    .where((where) => where.or([where('access.ends_on', 'is', null), where('access.ends_on', '>=', today)]))
    .select([
      'access.id as accessId',
      'person.id as personId',
      'person.name as personName',
      'office.id as officeId',
      'office.title as officeTitle',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'access.role',
      'partnership.id as partnershipId',
      'partnership.slug as partnershipSlug',
      'partnership.short_name as partnershipName',
    ])

/** The offices in which a person may act today, by partnership and office. */
export const listActings = (db: Db, personId: string, today: string): Promise<Acting[]> =>
  signingIn(() =>
    actings(db, today)
      .where('person.id', '=', personId)
      .orderBy('partnership.short_name')
      .orderBy('office.title')
      .execute(),
  )

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

/** Begins a session in one office of a sample person. @returns the token for the cookie, or null when that office is not theirs to offer */
export async function beginSampleSession(
  tx: Tx,
  accessId: string,
  today: string,
): Promise<{ token: string; acting: Acting } | null> {
  if (!isId(accessId)) return null
  const acting = await actings(tx, today)
    .where('access.id', '=', accessId)
    .where('person.is_sample', '=', true)
    .executeTakeFirst()
  if (!acting) return null
  const token = randomBytes(32).toString('base64url')
  await tx
    .insertInto('identity.session')
    .values({
      id: idOf(token),
      person_id: acting.personId,
      access_id: acting.accessId,
      csrf_token: randomBytes(24).toString('base64url'),
    })
    .execute()
  return { token, acting }
}

/** Ends a session; signing out twice is no error. */
export async function endSession(db: Db, token: string): Promise<void> {
  await signingIn(() => db.deleteFrom('identity.session').where('id', '=', idOf(token)).execute())
}

/** Changes the office in which a session acts, when it is one of the person's own. @returns whether it was */
export async function actIn(
  tx: Tx,
  token: string,
  personId: string,
  accessId: string,
  today: string,
): Promise<Acting | null> {
  if (!isId(accessId)) return null
  const acting = await actings(tx, today)
    .where('person.id', '=', personId)
    .where('access.id', '=', accessId)
    .executeTakeFirst()
  if (!acting) return null
  await tx.updateTable('identity.session').set({ access_id: accessId }).where('id', '=', idOf(token)).execute()
  return acting
}

/**
 * Finds who is behind a session token; null when it is unknown, idle too long, or the office has ended. Where sample people do
 * not count (in production), a session that one of them began elsewhere on the same database is none.
 */
export const findSignedIn = (
  db: Db,
  token: string,
  today: string,
  permissions: ReadonlyMap<string, ReadonlySet<string>>,
  { withSamplePeople }: { withSamplePeople: boolean },
): Promise<SignedIn | null> =>
  signingIn(async () => {
    const id = idOf(token)
    const row = await actings(db, today)
      .innerJoin('identity.session as session', (join) =>
        join.onRef('session.access_id', '=', 'access.id').onRef('session.person_id', '=', 'person.id'),
      )
      .where('session.id', '=', id)
      .where('session.last_seen_at', '>', sql<Date>`now() - ${longestIdle}::interval`)
      .$if(!withSamplePeople, (sessions) => sessions.where('person.is_sample', '=', false))
      .select([
        'session.csrf_token as csrfToken',
        'session.last_seen_at as lastSeenAt',
        'session.strength',
        'session.stepped_up_at as steppedUpAt',
        'access.modules',
        'access.authorities',
        sql<string[]>`array(select module from identity.module_off where partnership_id = access.partnership_id)`.as(
          'modulesOff',
        ),
      ])
      .executeTakeFirst()
    if (!row) return null
    // Written at most once a minute: a page view should not cost a write.
    if (Date.now() - row.lastSeenAt.getTime() > 60_000) {
      await db.updateTable('identity.session').set({ last_seen_at: new Date() }).where('id', '=', id).execute()
    }
    const { csrfToken, lastSeenAt: _seen, accessId: _access, steppedUpAt, strength, modules, ...person } = row
    const actor: Actor = {
      ...person,
      reach: roles[row.role as Role].reach,
      permissions: permissionsOf(permissions.get(row.role) ?? new Set(), {
        strength,
        modules,
        modulesOff: row.modulesOff,
      }),
      modulesOff: new Set(row.modulesOff),
      authorities: new Set(row.authorities),
    }
    return { actor, csrfToken, steppedUpAt }
  })
