import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import type { HeldOn } from '#platform/holding.ts'
import { roleTitle } from './roles.ts'

const at = (instant: Date | null): string => (instant === null ? 'never' : instantInWords(instant))
const on = (date: string | null, none = 'no end set'): string => (date === null ? none : inWords(date))

/** Whether the acting partnership holds the person at all: asked under its own scope, before what only sign-in may read. */
const isOurs = async (db: Db, personId: string): Promise<boolean> =>
  (await db.selectFrom('identity.person').where('id', '=', personId).select('id').executeTakeFirst()) !== undefined

/** Rows about how a person signs in, which no page of a partnership reads otherwise. */
const asSignIn = async (db: Db, personId: string, work: () => Promise<string[][]>): Promise<string[][]> =>
  (await isOurs(db, personId)) ? signingIn(work) : []

const person: HeldOn = {
  from: ['identity.person.id'],
  title: 'Who you are',
  columns: ['Name', 'E-mail', 'Invented for a demonstration', 'Name removed on'],
  rows: async (db, _actor, personId) =>
    (
      await db
        .selectFrom('identity.person')
        .where('id', '=', personId)
        .select(['name', 'email', 'is_sample as isSample', 'pseudonymised_on as removedOn'])
        .execute()
    ).map((row) => [row.name, row.email ?? 'none', row.isSample ? 'yes' : 'no', on(row.removedOn, 'not removed')]),
}

const offices: HeldOn = {
  from: ['identity.tenure.person_id', 'identity.deputy.person_id'],
  title: 'Offices you hold or held, also as a deputy',
  columns: ['Office', 'Organisation', 'Role', 'From', 'To', 'As a deputy'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('identity.holding as holding')
        .innerJoin('identity.office as office', 'office.id', 'holding.office_id')
        .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
        .innerJoin('identity.access as access', 'access.office_id', 'office.id')
        .where('access.partnership_id', '=', actor.partnershipId)
        .where('holding.person_id', '=', personId)
        .orderBy('holding.starts_on')
        .select(['office.title', 'organisation.name', 'access.role', 'holding.starts_on as startsOn'])
        .select(['holding.ends_on as endsOn', 'holding.is_deputy as isDeputy'])
        .execute()
    ).map((row) => [
      row.title,
      row.name,
      roleTitle(row.role),
      on(row.startsOn),
      on(row.endsOn),
      row.isDeputy ? 'yes' : 'no',
    ]),
}

const namedDeputies: HeldOn = {
  from: ['identity.deputy.named_by'],
  title: 'Deputies you named',
  columns: ['When', 'Reason', 'From', 'To'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('identity.deputy')
        .where('partnership_id', '=', actor.partnershipId)
        .where('named_by', '=', personId)
        .orderBy('named_at')
        .select(['named_at as namedAt', 'reason', 'starts_on as startsOn', 'ends_on as endsOn'])
        .execute()
    ).map((row) => [at(row.namedAt), row.reason, on(row.startsOn), on(row.endsOn)]),
}

const stops: HeldOn = {
  from: ['identity.stop.person_id', 'identity.stop.stopped_by', 'identity.stop.lifted_by'],
  title: 'Accesses that were stopped at once: your own, and those you stopped or let in again',
  columns: ['Office', 'Whose', 'Stopped', 'Let in again'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('identity.stop as stop')
        .innerJoin('identity.office as office', 'office.id', 'stop.office_id')
        .where('stop.partnership_id', '=', actor.partnershipId)
        .where((where) =>
          where.or([
            where('stop.person_id', '=', personId),
            where('stop.stopped_by', '=', personId),
            where('stop.lifted_by', '=', personId),
          ]),
        )
        .orderBy('stop.stopped_at')
        .select(['office.title', 'stop.person_id as who', 'stop.stopped_at as stoppedAt', 'stop.lifted_at as liftedAt'])
        .execute()
    ).map((row) => [
      row.title,
      row.who === personId ? 'yours' : 'somebody else’s',
      at(row.stoppedAt),
      row.liftedAt === null ? 'not yet' : at(row.liftedAt),
    ]),
}

const uses: HeldOn = {
  from: ['identity.office_use.person_id'],
  title: 'When your offices were last used',
  columns: ['Office', 'Last used', 'Suspended'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('identity.office_use as used')
        .innerJoin('identity.access as access', 'access.id', 'used.access_id')
        .innerJoin('identity.office as office', 'office.id', 'access.office_id')
        .where('access.partnership_id', '=', actor.partnershipId)
        .where('used.person_id', '=', personId)
        .orderBy('office.title')
        .select(['office.title', 'used.last_used_at as lastUsedAt', 'used.suspended_at as suspendedAt'])
        .execute()
    ).map((row) => [row.title, at(row.lastUsedAt), row.suspendedAt === null ? 'no' : at(row.suspendedAt)]),
}

const sessions: HeldOn = {
  from: ['identity.session.person_id'],
  title: 'Your sign-ins that are still kept',
  columns: ['Began', 'Last used', 'How', 'Office'],
  rows: (db, actor, personId) =>
    asSignIn(db, personId, async () =>
      (
        await db
          .selectFrom('identity.session as session')
          .innerJoin('identity.access as access', 'access.id', 'session.access_id')
          .innerJoin('identity.office as office', 'office.id', 'access.office_id')
          .where('access.partnership_id', '=', actor.partnershipId)
          .where('session.person_id', '=', personId)
          .orderBy('session.created_at')
          .limit(5_000)
          .select(['session.created_at as createdAt', 'session.last_seen_at as lastSeenAt', 'session.method'])
          .select('office.title')
          .execute()
      ).map((row) => [at(row.createdAt), at(row.lastSeenAt), row.method, row.title]),
    ),
}

/** The ways of signing in that belong to the person alone. No key or code of them is shown: it would open what they open. */
const waysIn: HeldOn = {
  from: [
    'identity.person_account.person_id',
    'identity.passkey.person_id',
    'identity.passkey_challenge.person_id',
    'identity.authenticator_app.person_id',
    'identity.code_sheet.person_id',
    'identity.one_time_link.person_id',
    'identity.held_form.person_id',
    'identity.factor_opening.person_id',
  ],
  title: 'Ways in which you sign in',
  columns: ['What', 'Its name', 'Since, or until', 'Last used'],
  rows: (db, _actor, personId) =>
    asSignIn(db, personId, async () => {
      const { rows } = await sql<{ what: string; named: string; at: Date; used: Date | null }>`
        select 'Account at your organisation' as what, issuer as named, linked_at as at, null::timestamptz as used
          from identity.person_account where person_id = ${personId}
        union all select 'Passkey', name, created_at, last_used_at from identity.passkey where person_id = ${personId}
        union all select 'Passkey being asked for', purpose, expires_at, null from identity.passkey_challenge where person_id = ${personId}
        union all select 'App that makes codes', '', created_at, last_used_at from identity.authenticator_app where person_id = ${personId}
        union all select 'Codes on paper', kind, created_at, last_used_at from identity.code_sheet where person_id = ${personId}
        union all select 'E-mailed link', '', expires_at, used_at from identity.one_time_link where person_id = ${personId}
        union all select 'Form held while you sign in again (sealed: only your browser can open it)', '', expires_at, null
          from identity.held_form where person_id = ${personId}
        union all select 'You may add a first second factor after a link', '', ends_on::timestamp at time zone 'Europe/London', null
          from identity.factor_opening where person_id = ${personId}
        order by 1, 3`.execute(db)
      return rows.map((row) => [row.what, row.named, at(row.at), at(row.used)])
    }),
}

const switchedOff: HeldOn = {
  from: ['identity.module_off.switched_by'],
  title: 'Modules you switched off',
  columns: ['Module', 'When'],
  rows: async (db: Db, actor: Actor, personId: string) =>
    (
      await db
        .selectFrom('identity.module_off')
        .where('partnership_id', '=', actor.partnershipId)
        .where('switched_by', '=', personId)
        .select(['module', 'switched_at as switchedAt'])
        .execute()
    ).map((row) => [row.module, at(row.switchedAt)]),
}

/** What identity holds on a person, for a subject-access request. */
export const identityHeldOn: readonly HeldOn[] = [
  person,
  offices,
  namedDeputies,
  stops,
  uses,
  sessions,
  waysIn,
  switchedOff,
]
