import { Kysely, PostgresDialect, sql, type PostgresPoolClient, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/schema.gen.ts'
import { actingScope } from './acting.ts'
import { preparing } from './prepared.ts'

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

function openPool(url: string, most: number, options?: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    types,
    application_name: 'goldenthread',
    ...(options === undefined ? {} : { options }),
  })
  // A connection that the server drops while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  return pool
}

/**
 * Opens a pool of connections as the owner of the tables, who sees every row: for migrations, packs and the command line.
 *
 * @param url a PostgreSQL address; `?host=/folder` reaches a server by its Unix socket
 * @param most the largest number of connections, 10 when not given
 */
export function connect(url: string, most = 10): Db {
  const pool = openPool(url, most)
  return kyselyOn([pool], () => pool.connect())
}

/** `take` gives a connection of one of the pools, ready for use. */
function kyselyOn(pools: readonly [pg.Pool, ...pg.Pool[]], take: () => Promise<pg.PoolClient>): Db {
  // Kysely, too, knows a connection by its object.
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        async connect() {
          const client = await take()
          const known = wrapped.get(client) ?? preparing(client)
          wrapped.set(client, known)
          return known
        },
        async end() {
          await Promise.all(pools.map((pool) => pool.end()))
        },
        options: pools[0].options,
      },
    }),
  })
}

/** The role that owns nothing and is under row-level security (db/migrations, 'row_level_security'). */
export const applicationRole = 'goldenthread_app'

/**
 * Opens the pool that the web server uses: as the application's role, and every connection taken from it acts for the scope of the
 * unit of work that takes it, never for an earlier one.
 *
 * @param url where the application's own login is given, its address; else the owner's, which then steps down to the role
 * @param most the largest number of connections for the work itself, 10 when not given; four more find out who asks
 */
export function connectAsApplication(url: string, most = 10): Db {
  const pool = openPool(url, most, `-c role=${applicationRole}`)
  // Each request first finds out who asks: on connections of their own, so that the others need not be told of it and back again.
  const signIns = openPool(url, mostSignIns, `-c role=${applicationRole}`)
  // What each connection was last told. Telling costs a round trip, so the same is not said twice.
  const told = new WeakMap<pg.PoolClient, string>()
  return kyselyOn([pool, signIns], async () => {
    const { reach, partnershipId, organisationId, personId, officeId } = actingScope()
    const client = await (reach === 'sign-in' ? signIns : pool).connect()
    const settings = [reach, partnershipId ?? '', organisationId ?? '', personId ?? '', officeId ?? '']
    const key = settings.join()
    if (told.get(client) === key) return client
    try {
      // Outside any transaction, so that a rollback does not bring an earlier actor back.
      await client.query({ ...tell, values: settings })
    } catch (error) {
      client.release(true)
      throw error
    }
    told.set(client, key)
    return client
  })
}

const mostSignIns = 4

const tell = {
  name: 'acting',
  text: `select set_config('goldenthread.reach', $1, false), set_config('goldenthread.partnership', $2, false),
    set_config('goldenthread.organisation', $3, false), set_config('goldenthread.person', $4, false),
    set_config('goldenthread.office', $5, false)`,
}

/**
 * Makes sure that the application's connection is under row-level security, before anybody is served. Throws a sentence that says
 * what to do when its role could see every row.
 */
export async function ensureCannotBypass(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string; bypasses: boolean; owns: boolean }>`
    select r.rolname as name, r.rolsuper or r.rolbypassrls as bypasses,
      exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relowner = r.oid and n.nspname in ('platform', 'identity', 'partnerships')) as owns
    from pg_roles r where r.rolname = current_user`.execute(db)
  const [role] = rows
  if (role === undefined || role.bypasses || role.owns) {
    throw new Error(
      `The application reaches the database as ${role?.name ?? 'an unknown role'}, which row-level security does not bind: set DATABASE_APP_URL to a login that is only a member of ${applicationRole}.`,
    )
  }
}
