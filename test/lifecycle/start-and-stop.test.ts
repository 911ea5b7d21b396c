import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { childrenOf, isGone, postgresPid, start, startStandIn, temporaryFolder } from './starting.ts'

// One folder for all, so that the database is made once.
const folder = temporaryFolder({ after })
const dataFolder = join(folder, 'data')
const environment = { GOLDENTHREAD_DATA: dataFolder }
const visits = async (url: string): Promise<number> => Number(await (await fetch(url)).text())
const linux = process.platform === 'linux' ? {} : { skip: 'needs /proc' }

test('a second start uses the data of the first, and SIGTERM to start.mjs leaves nothing running', async (t) => {
  const first = startStandIn(t, environment)
  assert.equal(await visits(await first.ready()), 1)
  assert.match(first.lines()[0] ?? '', /^Starting PostgreSQL \(first start: making a new database in .*data\)…$/)
  const postgres = postgresPid(dataFolder)
  first.child.kill('SIGTERM')
  assert.deepEqual(await first.exit, { code: 0, signal: null })
  assert.ok(await isGone(postgres, 100))

  const second = startStandIn(t, environment)
  assert.equal(await visits(await second.ready()), 2)
  assert.equal(second.lines()[0], 'Starting PostgreSQL…')
  second.child.kill('SIGINT')
  assert.deepEqual(await second.exit, { code: 0, signal: null })
  assert.equal(existsSync(join(dataFolder, 'goldenthread.lock')), false)
})

test('Ctrl-C, which reaches every process of the group at once, leaves nothing running', async (t) => {
  const started = startStandIn(t, environment)
  await started.ready()
  const postgres = postgresPid(dataFolder)
  process.kill(-Number(started.child.pid), 'SIGINT')
  assert.deepEqual(await started.exit, { code: 0, signal: null })
  assert.ok(await isGone(postgres, 100))
  assert.doesNotMatch(started.said(), /Error|longer than/)
})

test('a signal while still starting stops what there is', async (t) => {
  const started = startStandIn(t, { GOLDENTHREAD_DATA: join(folder, 'cut-short') })
  while (!started.said().includes('Starting PostgreSQL')) await new Promise((resolve) => setTimeout(resolve, 10))
  started.child.kill('SIGTERM')
  assert.deepEqual(await started.exit, { code: 0, signal: null })
  assert.equal(existsSync(join(folder, 'cut-short', 'goldenthread.lock')), false)
  assert.equal(existsSync(join(folder, 'cut-short', 'postgres', 'cluster', 'postmaster.pid')), false)
})

test('kill -9 of start.mjs stops the application and PostgreSQL', linux, async (t) => {
  const started = startStandIn(t, environment)
  await started.ready()
  const postgres = postgresPid(dataFolder)
  const [application = 0] = childrenOf(Number(started.child.pid))
  started.child.kill('SIGKILL')
  assert.ok(await isGone(application))
  assert.ok(await isGone(postgres))
})

test('kill -9 of the application takes PostgreSQL along, and the next start works', linux, async (t) => {
  const started = startStandIn(t, environment)
  const before = await visits(await started.ready())
  const postgres = postgresPid(dataFolder)
  const [application = 0] = childrenOf(Number(started.child.pid))
  process.kill(application, 'SIGKILL')
  assert.deepEqual(await started.exit, { code: 128 + 9, signal: null })
  const again = startStandIn(t, environment)
  assert.equal(await visits(await again.ready()), before + 1)
  assert.ok(await isGone(postgres, 100))
  again.child.kill('SIGTERM')
  assert.equal((await again.exit).code, 0)
})

test('says so and ends when PostgreSQL is killed under it', async (t) => {
  const started = startStandIn(t, environment)
  await started.ready()
  process.kill(postgresPid(dataFolder), 'SIGKILL')
  assert.equal((await started.exit).code, 1)
  assert.match(started.lines().at(-1) ?? '', /^PostgreSQL has stopped: /)
})

test('a postmaster.pid whose number some other program has by now is in nobody’s way', async (t) => {
  const file = join(dataFolder, 'postgres', 'cluster', 'postmaster.pid')
  writeFileSync(file, `${process.pid}\n${join(dataFolder, 'postgres', 'cluster')}\n1\n5432\n${folder}\n\n\nready\n`)
  const started = startStandIn(t, environment)
  await started.ready()
  started.child.kill('SIGTERM')
  assert.equal((await started.exit).code, 0)
})

test('a second start on the same folder is told who has it, and the first goes on', async (t) => {
  const first = startStandIn(t, environment)
  const url = await first.ready()
  const before = await visits(url)
  const second = startStandIn(t, environment)
  assert.equal((await second.exit).code, 1)
  assert.equal(second.lines().length, 1)
  assert.match(
    second.said(),
    /^Goldenthread is already running on .*data \(process \d+\): stop it first, or choose another folder/,
  )
  assert.equal(await visits(url), before + 1)
  first.child.kill('SIGTERM')
  assert.equal((await first.exit).code, 0)
})

test('a database made by another PostgreSQL is refused and left as it is', async (t) => {
  const version = join(dataFolder, 'postgres', 'cluster', 'PG_VERSION')
  const content = readFileSync(version, 'utf8')
  writeFileSync(version, '15\n')
  t.after(() => writeFileSync(version, content))
  const started = startStandIn(t, environment)
  assert.equal((await started.exit).code, 1)
  assert.match(started.lines().at(-1) ?? '', /was made by PostgreSQL 15, and this is PostgreSQL 18: use another folder/)
  assert.equal(readFileSync(version, 'utf8'), '15\n')
})

test('as root, only the server’s own folder changes hands', { skip: process.getuid?.() !== 0 }, async (t) => {
  const mine = join(temporaryFolder(t), 'mine')
  mkdirSync(mine)
  chmodSync(mine, 0o751)
  writeFileSync(join(mine, 'letter.txt'), 'Dear board')
  const started = startStandIn(t, { GOLDENTHREAD_DATA: mine })
  await started.ready()
  assert.equal(statSync(mine).uid, 0)
  assert.equal(statSync(mine).mode & 0o777, 0o751)
  assert.equal(statSync(join(mine, 'letter.txt')).uid, 0)
  assert.notEqual(statSync(join(mine, 'postgres')).uid, 0)
  assert.equal(statSync(join(mine, 'postgres')).mode & 0o777, 0o700)
  started.child.kill('SIGTERM')
  assert.equal((await started.exit).code, 0)
})

test('kill -9 of npm, or of whatever runs the script in its place, stops everything', linux, async (t) => {
  // A shell that stays, as npm does; the variable is how start.mjs knows that npm has run it.
  const script = 'node bin/start.mjs script test/lifecycle/stand-in-server.ts; true'
  const started = start(t, 'sh', ['-c', script], { ...environment, npm_lifecycle_event: 'start' })
  await started.ready()
  const postgres = postgresPid(dataFolder)
  const [startMjs = 0] = childrenOf(Number(started.child.pid))
  started.child.kill('SIGKILL')
  assert.ok(await isGone(startMjs))
  assert.ok(await isGone(postgres))
})
