import { sql } from 'kysely'
import { installation } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Disposable } from '#platform/holding.ts'
import { number } from '#platform/words.ts'
import { spanOf } from './disposal.ts'
import { lookForDue } from './look-for-due.ts'

type Partnership = { id: string; slug: string; name: string }

/** What is past its time in a partnership, a line a kind, for the command line. Changes nothing, and writes nothing down. */
export async function retentionLines(
  db: Db,
  partnership: Partnership,
  disposables: readonly Disposable[],
  today: string,
): Promise<string[]> {
  const kinds = await db.transaction().execute(async (tx) => {
    // The database's own functions ask in which partnership somebody acts; the command line is nobody, so it says so itself.
    await sql`select set_config('goldenthread.reach', 'partnership', true), set_config('goldenthread.partnership', ${partnership.id}, true)`.execute(
      tx,
    )
    return lookForDue(tx, installation(partnership, []), disposables, today)
  })
  return kinds.map(({ title, due, held, schedule }) => {
    const span = spanOf([...due, ...held.map(({ record }) => record)])
    const oldest = span === null ? '' : `, the oldest from ${inWords(span.oldestOn)}`
    return `${title}: ${number(due.length)} would go, ${number(held.length)} held back${oldest}. ${schedule}.`
  })
}
