import { randomUUID } from 'node:crypto'
import type { Db, Tx } from '#platform/db/connect.ts'
import { addDays, quarterOf } from '#platform/dates.ts'

/** Days from the first day of a quarter to the day by which its list must be confirmed, and the least after it was opened. */
const days = { fromQuarter: 42, fromOpening: 28 } as const

const columns = [
  'check.id',
  'check.organisation_id as organisationId',
  'check.quarter_on as quarterOn',
  'check.due_on as dueOn',
  'check.opened_on as openedOn',
  'check.confirmed_at as confirmedAt',
] as const

/** The lists of the quarter in which `today` falls, with who confirmed them and how many people the agency does not know. */
export const listChecks = (db: Db | Tx, partnershipId: string, today: string) =>
  db
    .selectFrom('people.list_check as check')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'check.organisation_id')
    .leftJoin('identity.person as person', 'person.id', 'check.confirmed_by')
    .where('check.partnership_id', '=', partnershipId)
    .where('check.quarter_on', '=', quarterOf(today).startsOn)
    .orderBy('organisation.name')
    .select(columns)
    .select(['organisation.name as organisation', 'person.name as confirmedBy'])
    .select((select) =>
      select
        .selectFrom('people.list_answer as answer')
        .whereRef('answer.check_id', '=', 'check.id')
        .where('answer.answer', '=', 'not-known')
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('notKnown'),
    )
    .execute()

/** Opens the list of an organisation for the quarter, unless it is open. @returns the list's id when it was opened now */
export async function openCheck(
  tx: Tx,
  partnershipId: string,
  organisationId: string,
  today: string,
): Promise<string | null> {
  const { startsOn } = quarterOf(today)
  const [fromQuarter, fromOpening] = [addDays(startsOn, days.fromQuarter), addDays(today, days.fromOpening)]
  const dueOn = fromQuarter > fromOpening ? fromQuarter : fromOpening
  const id = randomUUID()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('people.list_check')
    .values({
      id,
      partnership_id: partnershipId,
      organisation_id: organisationId,
      quarter_on: startsOn,
      due_on: dueOn,
      opened_on: today,
    })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'organisation_id', 'quarter_on']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? id : null
}

export type Answer = { tenureId: string; answer: 'keep' | 'ends' | 'not-known'; endsOn: string | null }

/** Keeps the answers of a list and says that it is confirmed. @returns whether it was still open */
export async function confirmCheck(
  tx: Tx,
  id: string,
  answers: readonly Answer[],
  { by, at }: { by: string | null; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('people.list_check')
    .set({ confirmed_at: at, confirmed_by: by })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const rows = answers.map(({ tenureId, answer, endsOn }) => ({
    check_id: id,
    tenure_id: tenureId,
    answer,
    ends_on: endsOn,
  }))
  if (rows.length > 0) await tx.insertInto('people.list_answer').values(rows).execute()
  return true
}
