import type { Db, Tx } from '#platform/db/connect.ts'
import type { Line } from './owed-lines.ts'
import type { Stage } from './stages.ts'

/** A step of something that was owed, of which a person was told. */
export type Step = { line: Line; stage: Stage | 'manager' }

const mark = (partnershipId: string, module: string, key: string, dueOn: string | null, stage: string) =>
  JSON.stringify([partnershipId, module, key, dueOn, stage])

export const stepMark = ({ line, stage }: Step): string =>
  mark(line.actor.partnershipId, line.module, line.key, line.dueOn, stage)

/** Of which of these keys a person was told, and at which step. */
export async function listTold(db: Db | Tx, personId: string, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('today.reminder_sent')
    .where('person_id', '=', personId)
    .where('key', 'in', keys)
    .select(['partnership_id', 'module', 'key', 'due_on', 'stage'])
    .execute()
  return new Set(rows.map((row) => mark(row.partnership_id, row.module, row.key, row.due_on, row.stage)))
}

/** Whether a person has had their one mail of a day. */
export const isWrittenTo = async (db: Db, personId: string, today: string): Promise<boolean> =>
  (await db
    .selectFrom('today.reminder_day')
    .where('person_id', '=', personId)
    .where('sent_on', '=', today)
    .select('sent_on')
    .executeTakeFirst()) !== undefined

/**
 * Takes the person's one mail of the day, in the transaction that queues it: of two workers that come at once the second waits here until
 * the first has committed, and is then told that it is taken.
 */
export async function takeDay(tx: Tx, personId: string, today: string, week: string | null): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('today.reminder_day')
    .values({ person_id: personId, sent_on: today, digest_week: week })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Notes of what a person is being told. */
export async function noteTold(tx: Tx, personId: string, steps: readonly Step[], today: string): Promise<void> {
  if (steps.length === 0) return
  await tx
    .insertInto('today.reminder_sent')
    .values(
      steps.map(({ line, stage }) => ({
        person_id: personId,
        partnership_id: line.actor.partnershipId,
        module: line.module,
        key: line.key,
        due_on: line.dueOn,
        stage,
        sent_on: today,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Forgets what people were told of before a day. */
export async function forgetTold(db: Db, before: string): Promise<void> {
  await db.deleteFrom('today.reminder_sent').where('sent_on', '<', before).execute()
  await db.deleteFrom('today.reminder_day').where('sent_on', '<', before).execute()
}
