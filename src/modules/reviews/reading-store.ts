import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { sealedFields } from './case.ts'
import { wordsFor } from '#platform/words.ts'

const most = 50

/** Who read what identifies the child of a case, newest first; at most fifty, and how many there are in all. */
export async function listReadings(db: Db, actor: Actor, caseId: string) {
  const readings = db
    .selectFrom('platform.audit_event as event')
    .where('event.partnership_id', '=', actor.partnershipId)
    .where('event.subject', '=', caseId)
    .where('event.name', '=', 'reviews.case-read')
  const { count } = await readings
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await readings
    .leftJoin('identity.person as person', 'person.id', 'event.person_id')
    .leftJoin('identity.office as office', 'office.id', 'event.office_id')
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(most)
    .select(['event.at', 'event.details', 'person.name as person', 'office.title as office'])
    .execute()
  return { count, readings: rows.map(({ details, ...row }) => ({ ...row, fields: fieldsIn(details) })) }
}

function fieldsIn(details: unknown): string[] {
  const fields = typeof details === 'object' && details !== null && 'fields' in details ? details.fields : []
  return (Array.isArray(fields) ? fields : [])
    .map((field) => wordsFor(sealedFields, field))
    .filter((words) => words !== '')
}
