import { sql } from 'kysely'
import { instantInWords } from '#platform/dates.ts'
import type { Disposable, HeldOn } from '#platform/holding.ts'

const at = (instant: Date | null): string => (instant === null ? 'not yet' : instantInWords(instant))

/** How many events of one person an export lists; more are counted and handed over as a file of the trail. */
const mostEvents = 5_000

const events: HeldOn = {
  from: ['platform.audit_event.person_id'],
  title: `What you did, newest first (the last ${mostEvents.toLocaleString('en-GB')} events)`,
  columns: ['When', 'What', 'To which record'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('platform.audit_event')
        .where('partnership_id', '=', actor.partnershipId)
        .where('person_id', '=', personId)
        .orderBy('at', 'desc')
        .limit(mostEvents)
        .select(['at', 'name', 'subject'])
        .execute()
    ).map((event) => [at(event.at), event.name, event.subject]),
}

const aboutYou: HeldOn = {
  from: [],
  title: 'What others did about you',
  columns: ['When', 'What'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('platform.audit_event')
        .where('partnership_id', '=', actor.partnershipId)
        .where('subject', '=', personId)
        .where('person_id', 'is distinct from', personId)
        .orderBy('at', 'desc')
        .limit(mostEvents)
        .select(['at', 'name'])
        .execute()
    ).map((event) => [at(event.at), event.name]),
}

type Mail = { subject: string; state: string; queuedAt: Date; sentAt: Date | null }

const mails: HeldOn = {
  from: [],
  title: 'Mails to your address',
  columns: ['Subject', 'State', 'Queued', 'Sent'],
  rows: async (db, _actor, personId) => {
    const { rows } = await sql<Mail>`
      select subject, state, queued_at as "queuedAt", sent_at as "sentAt"
      from data_protection.mails_to(${personId}::uuid) order by queued_at`.execute(db)
    return rows.map((mail) => [mail.subject, mail.state, at(mail.queuedAt), at(mail.sentAt)])
  },
}

const handled: HeldOn = {
  from: [
    'data_protection.hold.placed_by',
    'data_protection.hold.released_by',
    'data_protection.dry_run.made_by',
    'data_protection.certificate.authorised_by',
    'data_protection.entry.recorded_by',
    'data_protection.entry.closed_by',
  ],
  title: 'What you did in data protection',
  columns: ['What', 'Its reference', 'When'],
  rows: async (db, actor, personId) => {
    const { rows } = await sql<{ what: string; reference: string; at: Date }>`
      select 'Legal hold placed' as what, id::text as reference, placed_at as at from data_protection.hold
        where placed_by = ${personId} and partnership_id = ${actor.partnershipId}
      union all select 'Legal hold released', id::text, released_at from data_protection.hold
        where released_by = ${personId} and partnership_id = ${actor.partnershipId}
      union all select 'Dry run made', id::text, made_at from data_protection.dry_run
        where made_by = ${personId} and partnership_id = ${actor.partnershipId}
      union all select 'Destruction authorised', reference, destroyed_at from data_protection.certificate
        where authorised_by = ${personId} and partnership_id = ${actor.partnershipId}
      union all select 'Entry recorded', reference, received_at from data_protection.entry
        where recorded_by = ${personId} and partnership_id = ${actor.partnershipId}
      union all select 'Entry closed', reference, decided_at from data_protection.entry
        where closed_by = ${personId} and partnership_id = ${actor.partnershipId}
      order by 3, 1`.execute(db)
    return rows.map((row) => [row.what, row.reference, at(row.at)])
  },
}

/** What the platform and this module hold on a person. */
export const ownHeldOn: readonly HeldOn[] = [events, aboutYou, mails, handled]

/** A mail belongs to the partnerships in which its addressee holds or held an office; the database’s own functions hold to that. */
export const mailDisposable: Disposable = {
  kind: 'mails',
  whatGoes: 'Address, subject and state of the mail go. Mails that wait to be sent stay.',
  listDue: async (db, _actor, before, most) => {
    const { rows } = await sql<{ id: string; startedOn: string }>`
      select id, (queued_at at time zone 'Europe/London')::date as "startedOn"
      from data_protection.mails_due((${before}::date)::timestamp at time zone 'Europe/London', ${most})`.execute(db)
    return rows.map((row) => ({ ...row, title: 'A mail that was sent or given up', organisationId: null }))
  },
  destroy: async (tx, _actor, ids) => {
    const { rows } = await sql<{ id: string }>`
      select destroy_mails as id from data_protection.destroy_mails(${sql.val([...ids])}::uuid[])`.execute(tx)
    return rows.map(({ id }) => id)
  },
}
