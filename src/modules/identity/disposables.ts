import { sql } from 'kysely'
import type { Disposable } from '#platform/holding.ts'

/** A day in London as the instant at which it begins. */
const midnight = (date: string) => sql<Date>`(${date}::date)::timestamp at time zone 'Europe/London'`
const londonDay = (column: string) => sql<string>`(${sql.ref(column)} at time zone 'Europe/London')::date`

const endedSessions: Disposable = {
  kind: 'sign-in-sessions',
  whatGoes: 'The session goes. That somebody signed in stays in the audit trail.',
  listDue: async (db, actor, before, most) =>
    (
      await db
        .selectFrom('identity.session as session')
        .innerJoin('identity.access as access', 'access.id', 'session.access_id')
        .innerJoin('identity.office as office', 'office.id', 'access.office_id')
        .where('access.partnership_id', '=', actor.partnershipId)
        .where('session.last_seen_at', '<', midnight(before))
        .orderBy('session.last_seen_at')
        .orderBy('session.id')
        .limit(most)
        .select(['session.id', 'office.organisation_id as organisationId'])
        .select(londonDay('session.last_seen_at').as('startedOn'))
        .execute()
    ).map((session) => ({ ...session, title: 'A sign-in that has ended' })),
  destroy: async (tx, actor, ids, { before }) => {
    const ours = tx.selectFrom('identity.access').where('partnership_id', '=', actor.partnershipId).select('id')
    const gone = await tx
      .deleteFrom('identity.session')
      .where('id', 'in', ids)
      .where('access_id', 'in', ours)
      .where('last_seen_at', '<', midnight(before))
      .returning('id')
      .execute()
    return gone.map(({ id }) => id)
  },
}

const peopleWhoLeft: Disposable = {
  kind: 'people-who-left',
  whatGoes: 'Name, e-mail address and every way of signing in go. The id stays, so that the trail holds together.',
  listDue: async (db, actor, before, most) => {
    const left = sql<string | null>`data_protection.left_on(person.id)`
    const rows = await db
      .selectFrom('identity.person as person')
      .innerJoin('identity.tenure as tenure', 'tenure.person_id', 'person.id')
      .innerJoin('identity.office as office', 'office.id', 'tenure.office_id')
      .innerJoin('identity.access as access', 'access.office_id', 'office.id')
      .where('access.partnership_id', '=', actor.partnershipId)
      .where('person.pseudonymised_on', 'is', null)
      .where(left, '<', before)
      .orderBy('person.id')
      .orderBy('tenure.ends_on', 'desc')
      .distinctOn('person.id')
      .limit(most)
      .select(['person.id', 'office.title as office', 'office.organisation_id as organisationId', left.as('leftOn')])
      .execute()
    return rows
      .map(({ id, office, organisationId, leftOn }) => ({
        id,
        title: `Somebody who was ${office}`,
        startedOn: leftOn ?? before,
        organisationId,
      }))
      .toSorted((one, other) => one.startedOn.localeCompare(other.startedOn))
  },
  destroy: async (tx, _actor, ids, { before, today }) => {
    const gone: string[] = []
    for (const id of ids) {
      const { rows } = await sql<{ done: boolean }>`
        select data_protection.forget_person(${id}::uuid, ${before}::date, ${today}::date) as done`.execute(tx)
      if (rows[0]?.done === true) gone.push(id)
    }
    return gone
  },
}

/** What identity can dispose of under a retention schedule. */
export const identityDisposables: readonly Disposable[] = [endedSessions, peopleWhoLeft]
