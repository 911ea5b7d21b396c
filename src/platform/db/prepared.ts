import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/** How many statements one connection keeps planned: each takes the server some ten to a hundred kilobytes. */
const most = 300

/**
 * A connection that has the server keep the plan of a statement from its second use on. Planning a query over tables under row-level
 * security costs several times what running it does (ADR 23), and pages ask the same questions again and again.
 *
 * Values are no part of a statement's text, and policies read who acts as they run: a kept plan serves every actor.
 */
export function preparing(client: pg.PoolClient): PostgresPoolClient {
  /** The name of each statement that is kept; null: asked once. */
  const names = new Map<string, string | null>()
  let kept = 0
  const nameOf = (text: string): string | null => {
    const name = names.get(text)
    if (name === undefined) {
      // Lists of any length make ever new texts: what was asked once is not kept, nor is an endless list of what was asked.
      if (names.size < most * 4) names.set(text, null)
      return null
    }
    if (name !== null || kept === most) return name
    kept += 1
    names.set(text, `kept_${kept}`)
    return `kept_${kept}`
  }
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(asked: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof asked !== 'string') return client.query(asked as never)
    // What has no values ('begin', 'commit') has nothing to plan.
    const name = values.length === 0 ? null : nameOf(asked)
    return client.query({ text: asked, values: [...values], ...(name === null ? {} : { name }) })
  }
  const { processID } = client as { processID?: number }
  return {
    ...(processID === undefined ? {} : { processID }),
    query,
    release: () => client.release(),
  }
}
