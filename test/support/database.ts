import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { loadDemonstration } from '#src/demonstration.ts'
import { fixedClock, type Clock } from '#platform/clock.ts'
import { connect, connectAsApplication, type Db } from '#platform/db/connect.ts'
import { migrate } from '#platform/db/migrate.ts'
import { useKeyRing } from '#platform/sealing.ts'

/** The day on which tests happen, unless they say otherwise: fixed, so that nothing depends on when they run. */
export const testClock = fixedClock('2026-11-22T10:00:00Z')

// One ring for every test process: the demonstration is sealed once and opened by all of them.
useKeyRing({ current: 'k-test', keys: new Map([['k-test', Buffer.alloc(32, 'only for tests')]]) })

const root = join(import.meta.dirname, '../..')

/** The server that the test runner started (or that you name yourself), as an address of its maintenance database. */
function serverUrl(): string {
  const url = process.env['GOLDENTHREAD_TEST_DATABASE_URL']
  if (url === undefined)
    throw new Error('Run the tests with `npm test -- path/to/file.test.ts`: it starts PostgreSQL for them.')
  return url
}

function urlOf(database: string): string {
  const url = new URL(serverUrl())
  url.pathname = `/${database}`
  return url.href
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function hashOf(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const entry of (await readdir(join(root, folder), { recursive: true, withFileTypes: true })).toSorted((a, b) =>
      join(a.parentPath, a.name).localeCompare(join(b.parentPath, b.name)),
    )) {
      if (entry.isFile()) hash.update(entry.name).update(await readFile(join(entry.parentPath, entry.name)))
    }
  }
  return hash.digest('hex').slice(0, 10)
}

/** Makes a template database once, however many test files ask for it at the same time; the name holds a hash of what it is made from. */
async function template(name: string, folders: readonly string[], fill: (db: Db) => Promise<void>): Promise<string> {
  const full = `gt_${name}_${await hashOf(folders)}`
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [full])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [full])
    if (rowCount) return
    const draft = `${full}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    const db = connect(urlOf(draft), 4)
    try {
      await fill(db)
    } finally {
      await db.destroy()
    }
    await client.query(`alter database ${draft} rename to ${full}`)
  })
  return full
}

/** The clock by which the database's own rules go, such as when an access ends. */
export async function setDatabaseClock(db: Db, clock: Clock): Promise<void> {
  const value = JSON.stringify(clock.now())
  await db
    .insertInto('platform.setting')
    .values({ key: 'clock', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

const urls = new WeakMap<Db, string>()
const applications = new WeakMap<Db, Db[]>()

/** The owner's address of a test's database. */
export function urlOfDb(db: Db): string {
  const url = urls.get(db)
  if (url === undefined) throw new Error('this database was not made by emptyDb or demonstrationDb')
  return url
}

/** The same database as the application reaches it: as the role that owns nothing, under row-level security. Closed with the test. */
export function asApplication(db: Db, most = 6): Db {
  const url = urlOfDb(db)
  const application = connectAsApplication(url, most)
  applications.set(db, [...(applications.get(db) ?? []), application])
  return application
}

async function clone(t: TestContext, source: string): Promise<Db> {
  const name = `gt_test_${randomBytes(6).toString('hex')}`
  await onServer(async (client) => {
    // Two clones of one template at once would refuse each other.
    await client.query('select pg_advisory_lock(hashtext($1))', [source])
    await client.query(`create database ${name} template ${source} strategy file_copy`)
  })
  const db = connect(urlOf(name), 6)
  urls.set(db, urlOf(name))
  t.after(async () => {
    await Promise.all([db.destroy(), ...(applications.get(db) ?? []).map((each) => each.destroy())])
    // Only the plain form waits for a vacuum that the server itself runs there; force is for connections that a test left open.
    await onServer((client) =>
      client
        .query(`drop database if exists ${name}`)
        .catch(() => client.query(`drop database if exists ${name} with (force)`)),
    )
  })
  return db
}

/** A migrated, empty database of this test's own. */
export const emptyDb = async (t: TestContext): Promise<Db> =>
  clone(
    t,
    await template('empty', ['db/migrations'], async (db) => {
      await migrate(db)
      await setDatabaseClock(db, testClock)
    }),
  )

/** A database of this test's own with the whole demonstration: packs, published figures, invented history. */
export const demonstrationDb = async (t: TestContext): Promise<Db> =>
  clone(
    t,
    await template('demonstration', ['db/migrations', 'packs', 'src'], async (db) => {
      await migrate(db)
      await setDatabaseClock(db, testClock)
      await loadDemonstration(db, testClock, () => undefined)
    }),
  )
