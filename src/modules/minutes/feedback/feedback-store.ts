import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('minutes.feedback as feedback')
    .innerJoin('thread.record as record', 'record.id', 'feedback.record_id')
    .innerJoin('partnerships.group as group', 'group.id', 'feedback.group_id')
    .leftJoin('identity.person as person', 'person.id', 'feedback.sent_by')
    .where('feedback.partnership_id', '=', actor.partnershipId)
    .select([
      'feedback.id',
      'feedback.record_id as recordId',
      'record.reference',
      'feedback.group_id as groupId',
      'group.name as groupName',
      'group.slug as groupSlug',
      'feedback.quarter_on as quarterOn',
      'feedback.due_on as dueOn',
      'feedback.state',
      'feedback.sent_at as sentAt',
      'person.name as sentBy',
      'feedback.is_invented as isInvented',
      'feedback.version',
    ])

export type Feedback = Awaited<ReturnType<ReturnType<typeof visibleTo>['executeTakeFirstOrThrow']>>

export const findFeedback = (db: Db | Tx, actor: Actor, reference: string): Promise<Feedback | undefined> =>
  visibleTo(db, actor).where('record.reference', '=', reference).executeTakeFirst()

/** Feedback of a partnership, newest quarter first; at most 200. */
export const listFeedback = (
  db: Db | Tx,
  actor: Actor,
  filter: { quarterOn?: string; groupId?: string; state?: 'draft' | 'sent' } = {},
): Promise<Feedback[]> =>
  visibleTo(db, actor)
    .$if(filter.quarterOn !== undefined, (query) => query.where('feedback.quarter_on', '=', filter.quarterOn ?? ''))
    .$if(filter.groupId !== undefined, (query) => query.where('feedback.group_id', '=', filter.groupId ?? ''))
    .$if(filter.state !== undefined, (query) => query.where('feedback.state', '=', filter.state ?? ''))
    .orderBy('feedback.quarter_on', 'desc')
    .orderBy('group.name')
    .limit(200)
    .execute()

/** What a group's feedback says under each heading that is in use, or under which something was written. */
export const listParts = (db: Db | Tx, feedbackIds: readonly string[]) =>
  feedbackIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('minutes.feedback_part as part')
        .innerJoin('minutes.feedback_heading as heading', 'heading.id', 'part.heading_id')
        .where('part.feedback_id', 'in', feedbackIds)
        .orderBy('heading.position')
        .limit(2_000)
        .select(['part.feedback_id as feedbackId', 'heading.id as headingId', 'heading.name', 'part.text'])
        .execute()

/** Where it was sent, and to how many addresses. */
export const listDeliveries = (db: Db | Tx, feedbackId: string) =>
  db
    .selectFrom('minutes.feedback_delivery as delivery')
    .innerJoin('minutes.feedback_destination as destination', 'destination.id', 'delivery.destination_id')
    .where('delivery.feedback_id', '=', feedbackId)
    .orderBy('destination.position')
    .limit(50)
    .select(['destination.name', 'destination.kind', 'delivery.mails'])
    .execute()

type NewFeedback = {
  recordId: string
  groupId: string
  quarterOn: string
  dueOn: string
  isInvented: boolean
}

/** @returns its id, or undefined when this group's feedback of the quarter is there already */
export const insertFeedback = async (tx: Tx, actor: Actor, row: NewFeedback): Promise<string | undefined> =>
  (
    await tx
      .insertInto('minutes.feedback')
      .values({
        record_id: row.recordId,
        partnership_id: actor.partnershipId,
        group_id: row.groupId,
        quarter_on: row.quarterOn,
        due_on: row.dueOn,
        is_invented: row.isInvented,
      })
      .returning('id')
      .executeTakeFirst()
  )?.id

export async function putPart(tx: Tx, feedbackId: string, headingId: string, text: string): Promise<void> {
  await tx
    .insertInto('minutes.feedback_part')
    .values({ feedback_id: feedbackId, heading_id: headingId, text })
    .onConflict((clash) => clash.columns(['feedback_id', 'heading_id']).doUpdateSet({ text }))
    .execute()
}

/** Moves feedback on. @throws conflict when somebody else saved first */
export async function saveFeedback(
  tx: Tx,
  id: string,
  version: number,
  change: { state?: 'sent'; sent_at?: Date; sent_by?: string | null },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('minutes.feedback')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Somebody else has changed this feedback. Open it again to see how it stands.')
}

/** Kinds of group that give feedback: those that work below the Executive. Source: Kent's framework 2024, section 3, 'KSCMP sub-groups'. */
const kinds = ['sub-group', 'partnership-group']

/** The groups of a partnership that give feedback on a quarter, with what they have written of it. */
export const listOwing = (db: Db | Tx, actor: Actor, quarterOn: string) =>
  db
    .selectFrom('partnerships.group_partnership as place')
    .innerJoin('partnerships.group as group', 'group.id', 'place.group_id')
    .leftJoin('minutes.feedback as feedback', (join) =>
      join
        .onRef('feedback.group_id', '=', 'group.id')
        .on('feedback.partnership_id', '=', actor.partnershipId)
        .on('feedback.quarter_on', '=', quarterOn),
    )
    .leftJoin('thread.record as record', 'record.id', 'feedback.record_id')
    .where('place.partnership_id', '=', actor.partnershipId)
    .where('group.kind', 'in', kinds)
    .where('group.operating', '<>', 'no')
    .where((where) => where.or([where('group.ends_on', 'is', null), where('group.ends_on', '>=', quarterOn)]))
    .orderBy('place.position')
    .limit(200)
    .select(['group.id as groupId', 'group.name as groupName', 'group.slug as groupSlug'])
    .select(['record.reference', sql<'draft' | 'sent' | null>`feedback.state`.as('state'), 'feedback.due_on as dueOn'])
    .execute()
