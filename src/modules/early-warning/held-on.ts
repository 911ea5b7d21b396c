import { inWords, instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'

const at = (instant: Date | null): string => (instant === null ? 'not recorded' : instantInWords(instant))

/** What early-warning holds on a person, for a subject-access request. */
export const earlyWarningHeldOn: readonly HeldOn[] = [
  {
    from: ['early_warning.warning.decided_by', 'early_warning.warning.closed_by'],
    title: 'Early warnings you judged or closed',
    columns: ['Warning', 'You judged it', 'You closed it'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('early_warning.warning as warning')
          .innerJoin('thread.record as record', 'record.id', 'warning.record_id')
          .where('warning.partnership_id', '=', actor.partnershipId)
          .where((where) =>
            where.or([where('warning.decided_by', '=', personId), where('warning.closed_by', '=', personId)]),
          )
          .orderBy('record.reference')
          .select(['record.reference', 'warning.decided_by as decidedBy', 'warning.decided_at as decidedAt'])
          .select(['warning.closed_by as closedBy', 'warning.closed_at as closedAt'])
          .execute()
      ).map((row) => [
        row.reference,
        row.decidedBy === personId ? at(row.decidedAt) : 'no',
        row.closedBy === personId ? at(row.closedAt) : 'no',
      ]),
  },
  {
    from: [],
    title: 'Early warnings that your office owns',
    columns: ['Warning', 'Office', 'Answer due'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('early_warning.warning as warning')
          .innerJoin('thread.record as record', 'record.id', 'warning.record_id')
          .innerJoin('identity.office as office', 'office.id', 'warning.owner_office_id')
          .innerJoin('identity.tenure as tenure', 'tenure.office_id', 'office.id')
          .where('warning.partnership_id', '=', actor.partnershipId)
          .where('tenure.person_id', '=', personId)
          .orderBy('record.reference')
          .select(['record.reference', 'office.title', 'warning.due_on as dueOn'])
          .execute()
      ).map((row) => [row.reference, row.title, row.dueOn === null ? 'no date' : inWords(row.dueOn)]),
  },
]
