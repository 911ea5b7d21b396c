import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { startStandIn, temporaryFolder } from './starting.ts'

type Case = { readonly environment: Readonly<Record<string, string>>; readonly says: RegExp }

const testDatabase = process.env['GOLDENTHREAD_TEST_DATABASE_URL'] ?? ''
const withDatabase = testDatabase === '' ? { skip: 'needs the database of npm test' } : {}

/** Starts it, and checks that it ends with code 1 after exactly one line. */
async function refused(t: Parameters<typeof startStandIn>[0], { environment, says }: Case): Promise<void> {
  const started = startStandIn(t, environment)
  assert.deepEqual(await started.exit, { code: 1, signal: null })
  assert.match(started.said(), says)
  assert.equal(started.lines().length, 1, started.said())
}

/** A listener that does with each connection what it is told to. */
async function listener(t: { after(work: () => void): void }, reply: string): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {}).end(reply))
  await once(server.listen(0, 'localhost'), 'listening')
  t.after(() => server.close())
  return (server.address() as AddressInfo).port
}

test('a port in use, before any data is touched', async (t) => {
  const dataFolder = join(temporaryFolder(t), 'data')
  const port = await listener(t, '')
  await refused(t, {
    environment: { PORT: String(port), GOLDENTHREAD_DATA: dataFolder },
    says: new RegExp(
      `^Port ${port} on localhost is already in use: stop the program that has it, or choose another port`,
    ),
  })
  assert.equal(existsSync(dataFolder), false)
})

test('a port that is none', (t) =>
  refused(t, { environment: { PORT: 'three thousand' }, says: /^PORT must be a whole number from 0 to 65535/ }))

test('an address that is not this machine’s', (t) =>
  refused(t, { environment: { HOST: '192.0.2.1' }, says: /^HOST=192\.0\.2\.1 is not an address of this machine/ }))

test('a data folder that is a file', async (t) => {
  const file = join(temporaryFolder(t), 'data')
  writeFileSync(file, 'not a folder')
  await refused(t, {
    environment: { GOLDENTHREAD_DATA: file },
    says: /^The data folder .*data cannot be used, since it is a file/,
  })
})

test('a data folder that cannot be made', (t) =>
  refused(t, {
    environment: { GOLDENTHREAD_DATA: '/proc/nowhere/data' },
    says: /^The data folder \/proc\/nowhere\/data cannot be used, since it cannot be made there/,
  }))

test(
  'a data folder that may not be written to',
  { skip: process.getuid?.() === 0 && 'root may write anywhere' },
  async (t) => {
    const folder = join(temporaryFolder(t), 'data')
    mkdirSync(folder, { mode: 0o555 })
    await refused(t, {
      environment: { GOLDENTHREAD_DATA: folder },
      says: /since reading or writing there is not allowed/,
    })
  },
)

test('a database server where nothing listens, without telling the password', async (t) => {
  const started = startStandIn(t, { DATABASE_URL: 'postgres://someone:hunter2@localhost:1/goldenthread' })
  assert.equal((await started.exit).code, 1)
  assert.equal(
    started.said(),
    'Nothing answers at localhost:1: start the PostgreSQL server, or look at DATABASE_URL.\n',
  )
})

test('a database server whose name nobody knows', (t) =>
  refused(t, {
    environment: { DATABASE_URL: 'postgres://someone:hunter2@db.invalid/goldenthread' },
    says: /^No machine named db\.invalid:5432 (is known|could be found): look at DATABASE_URL/,
  }))

test('a program that is no database server', async (t) => {
  const port = await listener(t, 'HTTP/1.1 400 Bad Request\r\n\r\n')
  await refused(t, {
    environment: { DATABASE_URL: `postgres://someone:hunter2@localhost:${port}/goldenthread` },
    says: /^What answers at localhost:\d+ (is not PostgreSQL|hung up)/,
  })
})

test('a database that the server does not have', withDatabase, async (t) => {
  await refused(t, {
    environment: { DATABASE_URL: testDatabase.replace(/\/goldenthread(\?|$)/, '/no_such_thing$1') },
    says: /^The database at \S+ is there, and it has no database named no_such_thing: create it, or look at DATABASE_URL\.$/m,
  })
})

test('a user whom the server does not know', withDatabase, async (t) => {
  await refused(t, {
    environment: { DATABASE_URL: testDatabase.replace('://goldenthread@', '://stranger:hunter2@') },
    says: /^The database at \S+ does not let user stranger in/,
  })
})
