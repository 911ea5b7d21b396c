import { instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'

const at = (instant: Date | null): string => (instant === null ? '' : instantInWords(instant))

/** Who may open a case, or gave or ended access: only for cases to which whoever asks has access, as everywhere. */
const access: HeldOn = {
  from: [
    'reviews.case_access.person_id',
    'reviews.case_access.granted_by',
    'reviews.case_access.ended_by',
    'reviews.case_access.looked_by',
  ],
  title: 'Access to reviews of incidents that you had, gave, ended or looked at',
  columns: ['Review', 'Given', 'Ended', 'Looked at', 'Your part'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('reviews.case_access as access')
        .innerJoin('thread.record as record', 'record.id', 'access.case_id')
        .where('access.partnership_id', '=', actor.partnershipId)
        .where((where) =>
          where.or([
            where('access.person_id', '=', personId),
            where('access.granted_by', '=', personId),
            where('access.ended_by', '=', personId),
            where('access.looked_by', '=', personId),
          ]),
        )
        .orderBy('access.granted_at')
        .limit(10_000)
        .select([
          'record.reference',
          'access.granted_at as grantedAt',
          'access.ended_at as endedAt',
          'access.looked_at as lookedAt',
          'access.person_id as personId',
        ])
        .execute()
    ).map((row) => [
      row.reference,
      at(row.grantedAt),
      at(row.endedAt),
      at(row.lookedAt),
      row.personId === personId ? 'It was yours' : 'You gave it, ended it or looked at it',
    ]),
}

const recusals: HeldOn = {
  from: ['reviews.case_recusal.person_id', 'reviews.case_recusal.recorded_by'],
  title: 'Reviews of incidents in which you take no part, or recorded that somebody takes none',
  columns: ['Review', 'Recorded'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('reviews.case_recusal as recusal')
        .innerJoin('thread.record as record', 'record.id', 'recusal.case_id')
        .where('record.partnership_id', '=', actor.partnershipId)
        .where((where) =>
          where.or([where('recusal.person_id', '=', personId), where('recusal.recorded_by', '=', personId)]),
        )
        .orderBy('recusal.recorded_at')
        .limit(10_000)
        .select(['record.reference', 'recusal.recorded_at as recordedAt'])
        .execute()
    ).map((row) => [row.reference, at(row.recordedAt)]),
}

const changes: HeldOn = {
  from: ['reviews.case_history.person_id'],
  title: 'What you changed in reviews of incidents',
  columns: ['Review', 'When'],
  rows: async (db, actor, personId) =>
    (
      await db
        .selectFrom('reviews.case_history as history')
        .innerJoin('thread.record as record', 'record.id', 'history.case_id')
        .where('record.partnership_id', '=', actor.partnershipId)
        .where('history.person_id', '=', personId)
        .orderBy('history.changed_at')
        .limit(10_000)
        .select(['record.reference', 'history.changed_at as changedAt'])
        .execute()
    ).map((row) => [row.reference, at(row.changedAt)]),
}

export const reviewsHeldOn: readonly HeldOn[] = [access, recusals, changes]
