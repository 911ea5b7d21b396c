import { inWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'
import { isSeenBy } from './item-scope.ts'

/** What the tracker holds on a person, for a subject-access request. */
export const trackerHeldOn: readonly HeldOn[] = [
  {
    from: ['tracker.move.person_id', 'tracker.progress.person_id'],
    title: 'Recommendations and actions that you moved on or wrote an update for',
    columns: ['Reference', 'What you did', 'On'],
    rows: async (db, actor, personId) => {
      const moves = db
        .selectFrom('tracker.move as done')
        .innerJoin('tracker.item as item', 'item.id', 'done.item_id')
        .innerJoin('thread.record as record', 'record.id', 'item.record_id')
        .where(isSeenBy(actor))
        .where('done.person_id', '=', personId)
        .select(['record.reference', 'done.name as what', 'done.moved_on as on'])
      const updates = db
        .selectFrom('tracker.progress as done')
        .innerJoin('tracker.item as item', 'item.id', 'done.item_id')
        .innerJoin('thread.record as record', 'record.id', 'item.record_id')
        .where(isSeenBy(actor))
        .where('done.person_id', '=', personId)
        .select(['record.reference', 'done.words as what', 'done.given_on as on'])
      const rows = [...(await moves.execute()), ...(await updates.execute())]
      return rows.map((row) => [row.reference, row.what, inWords(row.on)])
    },
  },
  {
    from: ['tracker.evidence.person_id', 'tracker.evidence.verified_by', 'tracker.part.verified_by'],
    title: 'Evidence that you gave, and deliveries that you verified',
    columns: ['Reference', 'Evidence or part', 'You gave it', 'You verified it'],
    rows: async (db, actor, personId) => {
      const evidence = await db
        .selectFrom('tracker.evidence as evidence')
        .innerJoin('tracker.item as item', 'item.id', 'evidence.item_id')
        .innerJoin('thread.record as record', 'record.id', 'item.record_id')
        .where(isSeenBy(actor))
        .where((where) =>
          where.or([where('evidence.person_id', '=', personId), where('evidence.verified_by', '=', personId)]),
        )
        .select(['record.reference', 'evidence.what', 'evidence.person_id as by', 'evidence.verified_by as verifiedBy'])
        .execute()
      const parts = await db
        .selectFrom('tracker.part as part')
        .innerJoin('tracker.item as item', 'item.id', 'part.item_id')
        .innerJoin('thread.record as record', 'record.id', 'item.record_id')
        .where(isSeenBy(actor))
        .where('part.verified_by', '=', personId)
        .select(['record.reference', 'part.position'])
        .execute()
      const yes = (is: boolean) => (is ? 'yes' : 'no')
      return [
        ...evidence.map((row) => [row.reference, row.what, yes(row.by === personId), yes(row.verifiedBy === personId)]),
        ...parts.map((row) => [row.reference, `Part ${row.position}`, 'no', 'yes']),
      ]
    },
  },
  {
    from: ['tracker.extension.asked_by', 'tracker.extension.decided_by'],
    title: 'Later dates that you asked for or decided',
    columns: ['Reference', 'Asked on', 'Decided on'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('tracker.extension as extension')
          .innerJoin('tracker.item as item', 'item.id', 'extension.item_id')
          .innerJoin('thread.record as record', 'record.id', 'item.record_id')
          .where(isSeenBy(actor))
          .where((where) =>
            where.or([where('extension.asked_by', '=', personId), where('extension.decided_by', '=', personId)]),
          )
          .select(['record.reference', 'extension.asked_on as askedOn', 'extension.decided_on as decidedOn'])
          .execute()
      ).map((row) => [
        row.reference,
        inWords(row.askedOn),
        row.decidedOn === null ? 'not yet' : inWords(row.decidedOn),
      ]),
  },
  {
    from: ['tracker.retest.done_by', 'tracker.import.sent_by', 'tracker.import.confirmed_by'],
    title: 'Re-tests that you recorded, and action trackers that you sent in',
    columns: ['What', 'On'],
    rows: async (db, actor, personId) => {
      const retests = await db
        .selectFrom('tracker.retest as retest')
        .innerJoin('tracker.item as item', 'item.id', 'retest.item_id')
        .innerJoin('thread.record as record', 'record.id', 'item.record_id')
        .where(isSeenBy(actor))
        .where('retest.done_by', '=', personId)
        .select(['record.reference', 'retest.done_on as on'])
        .execute()
      const imports = await db
        .selectFrom('tracker.import')
        .where('partnership_id', '=', actor.partnershipId)
        .where((where) => where.or([where('sent_by', '=', personId), where('confirmed_by', '=', personId)]))
        .select(['file_name as fileName', 'sent_on as on'])
        .execute()
      return [
        ...retests.map((row) => [`Re-test of ${row.reference}`, row.on === null ? 'not recorded' : inWords(row.on)]),
        ...imports.map((row) => [`Action tracker ${row.fileName}`, inWords(row.on)]),
      ]
    },
  },
]
