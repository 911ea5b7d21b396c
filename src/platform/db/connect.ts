import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/schema.gen.ts'

/** The connection pool. Reads take it (or a transaction); writes go through a command, which opens the transaction. */
export type Db = Kysely<DB>
/** An open transaction. A function that writes demands it, so that a forgotten transaction is a type error. */
export type Tx = Transaction<DB>

const oid = { date: 1082, numeric: 1700, int8: 20 } as const

/**
 * A date stays 'YYYY-MM-DD' text (the driver's own reading moves it by a day in summer time), numeric stays exact text until a
 * rule converts it, and a count (int8, as `count(*)` gives) becomes a number.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    if (id === oid.date || id === oid.numeric) return (text: string) => text
    if (id === oid.int8) return Number
    return pg.types.getTypeParser(id, format)
  },
}

/**
 * Opens a pool of connections.
 *
 * @param url a PostgreSQL address; `?host=/folder` reaches a server by its Unix socket
 * @param most the largest number of connections, 10 when not given
 */
export function connect(url: string, most = 10): Db {
  const pool = new pg.Pool({ connectionString: url, max: most, types, application_name: 'goldenthread' })
  // A connection that the server drops while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}
