import type { Db, Tx } from '#platform/db/connect.ts'
import type { Figure } from './measure.ts'

export type EnteredFigure = Figure & { itemId: string; enteredBy: string | null; enteredAt: Date; isReplaced: boolean }

/** The figures entered for the measures of a plan, newest day first; of several for one day the last entered counts. */
export async function listFigures(db: Db | Tx, planId: string): Promise<EnteredFigure[]> {
  const rows = await db
    .selectFrom('plan.figure as figure')
    .leftJoin('identity.person as person', 'person.id', 'figure.entered_by')
    .where('figure.plan_id', '=', planId)
    .orderBy('figure.true_on', 'desc')
    .orderBy('figure.seq', 'desc')
    .limit(5_000)
    .select(['figure.item_id as itemId', 'figure.true_on as trueOn', 'figure.value', 'figure.numerator'])
    .select(['figure.denominator', 'figure.unknown_reason as unknownReason', 'figure.source'])
    .select(['figure.is_invented as isInvented', 'person.name as enteredBy', 'figure.entered_at as enteredAt'])
    .execute()
  const seen = new Set<string>()
  return rows.map((row) => {
    const key = `${row.itemId} ${row.trueOn}`
    const isReplaced = seen.has(key)
    seen.add(key)
    return {
      ...row,
      value: numberOf(row.value),
      numerator: numberOf(row.numerator),
      denominator: numberOf(row.denominator),
      isReplaced,
    }
  })
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))
