import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Client } from 'pg'
import { withDatabase } from '#platform/with-database.ts'
import { sql } from 'kysely'
import { runningEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

test('one server, from an empty folder with a long name to the end', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-embedded-'))
  chmodSync(folder, 0o711)
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  // Longer than a socket's path may be.
  const dataFolder = join(folder, 'a data folder with spaces and é '.repeat(4).trim())
  const said: string[] = []
  const say = (line: string): void => void said.push(line)
  const postgres = await startEmbeddedPostgres({ dataFolder, say, durable: false })
  t.after(() => postgres.stop())

  await t.test(
    'the application is no superuser, owns its database, and text is UTF-8 sorted by code point',
    async () => {
      const client = new Client({ connectionString: postgres.url })
      await client.connect()
      const { rows } = await client.query(
        `select rolsuper, current_database() as database, current_setting('server_version_num')::int >= 180000 as new,
              pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale,
              pg_get_userbyid(datdba) as owner, current_setting('listen_addresses') as listens, uuidv7() is not null as uuid
         from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
      )
      await client.end()
      // prettier-ignore
      assert.deepEqual(rows, [{
      rolsuper: false, database: 'goldenthread', new: true, encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8',
      owner: 'goldenthread', listens: '', uuid: true,
    }])
    },
  )

  await t.test('a second start is told who has the folder', async () => {
    await assert.rejects(
      startEmbeddedPostgres({ dataFolder, say, durable: false }),
      /already running on .*: stop it first/,
    )
  })

  await t.test('a command joins the running application’s server and leaves it running', async () => {
    assert.equal(runningEmbeddedPostgres(dataFolder), postgres.url)
    const answer = await withDatabase({ databaseUrl: null, dataFolder }, say, async (db) => {
      const { rows } = await sql<{ two: number }>`select 1 + 1 as two`.execute(db)
      return rows[0]?.two
    })
    assert.equal(answer, 2)
    assert.equal(runningEmbeddedPostgres(dataFolder), postgres.url)
  })

  await t.test('once stopped, a command starts the server for itself and stops it again', async () => {
    await postgres.stop()
    assert.equal(runningEmbeddedPostgres(dataFolder), undefined)
    const users = await withDatabase({ databaseUrl: null, dataFolder }, say, async (db) => {
      await assert.rejects(
        startEmbeddedPostgres({ dataFolder, say, durable: false }),
        /A Goldenthread command is using/,
      )
      return sql<{ who: string }>`select current_user as who`.execute(db)
    })
    assert.equal(users.rows[0]?.who, 'goldenthread')
    assert.equal(existsSync(join(dataFolder, 'postgres', 'cluster', 'postmaster.pid')), false)
    assert.equal(existsSync(join(dataFolder, 'goldenthread.lock')), false)
  })
  assert.deepEqual(said, [
    `Starting PostgreSQL (first start: making a new database in ${dataFolder})…`,
    'Starting PostgreSQL…',
  ])
})

test('says why when the server does not start, and frees the folder', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-embedded-'))
  chmodSync(folder, 0o711)
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const dataFolder = join(folder, 'data')
  const options = { dataFolder, say: () => {}, durable: false }
  await (await startEmbeddedPostgres(options)).stop()
  writeFileSync(join(dataFolder, 'postgres', 'cluster', 'postgresql.conf'), 'no_such_setting = 1\n')
  await assert.rejects(
    startEmbeddedPostgres(options),
    /^Error: PostgreSQL could not start: .*\(its log is .*postgres\.log\)$/,
  )
  assert.equal(existsSync(join(dataFolder, 'goldenthread.lock')), false)
})
