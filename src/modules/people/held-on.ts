import { inWords, instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'

/** What people hold on a person, for a subject-access request. */
export const peopleHeldOn: readonly HeldOn[] = [
  {
    from: ['people.list_check.confirmed_by'],
    title: 'Lists of your agency’s people that you confirmed',
    columns: ['Quarter from', 'When'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('people.list_check')
          .where('partnership_id', '=', actor.partnershipId)
          .where('confirmed_by', '=', personId)
          .orderBy('quarter_on')
          .select(['quarter_on as quarterOn', 'confirmed_at as confirmedAt'])
          .execute()
      ).map((row) => [inWords(row.quarterOn), row.confirmedAt === null ? '' : instantInWords(row.confirmedAt)]),
  },
]
