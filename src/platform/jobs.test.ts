import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { asApplication, emptyDb, testClock, urlOfDb } from '#test/support/database.ts'
import type { Db } from './db/connect.ts'
import { startJobs, type Job } from './jobs.ts'
import { queueMail } from './mail/outbox.ts'

const never = '0 0 1 1 *'
const secret = 'a.person@council.example'

async function started(db: Db, jobs: readonly Job<null>[]) {
  const said: string[] = []
  const running = await startJobs({
    jobs,
    db,
    url: urlOfDb(db),
    clock: testClock,
    deps: null,
    say: (line) => void said.push(line),
  })
  return { ...running, said }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20)
}

const left = async (db: Db) => {
  const { rows } = await sql<{ last_error: string | null }>`select last_error from graphile_worker.jobs`.execute(db)
  return rows
}

test('two processes over one database do each job once', async (t) => {
  const db = await emptyDb(t)
  const ran: string[] = []
  const names = Array.from({ length: 12 }, (_, index) => `test.job-${index}`)
  const jobs = names.map((name) => ({ name, cron: never, run: async () => void ran.push(name) }))
  const [one, two] = await Promise.all([started(db, jobs), started(db, jobs)])
  for (const name of names) await one.wake(name)
  await until(async () => ran.length >= names.length && (await left(db)).length === 0)
  await Promise.all([one.stop(), two.stop()])
  assert.deepEqual(ran.toSorted(), names.toSorted())
  assert.deepEqual([...one.said, ...two.said], [])
})

test('a job that fails is said without what its error repeats, tried again, and does not stop the others', async (t) => {
  const db = await emptyDb(t)
  let attempts = 0
  let others = 0
  const { wake, stop, said } = await started(db, [
    {
      name: 'test.fails',
      cron: never,
      async run() {
        attempts++
        throw Object.assign(new Error(`cannot reach ${secret}`), { code: '23505', detail: secret })
      },
    },
    { name: 'test.works', cron: never, run: async () => void others++ },
  ])
  await wake('test.fails')
  await until(() => attempts === 1)
  await wake('test.works')
  await until(() => others === 1)
  await until(async () => (await left(db)).some(({ last_error }) => last_error !== null))
  await stop()
  assert.match(said[0] ?? '', /^The job test\.fails failed: Error 23505\n/)
  assert.doesNotMatch(`${said.join()} ${JSON.stringify(await left(db))}`, /council/)
})

test('stopping tells the job that runs, and waits for it', async (t) => {
  const db = await emptyDb(t)
  const begun = Promise.withResolvers<void>()
  let ended = false
  const { wake, stop } = await started(db, [
    {
      name: 'test.long',
      cron: never,
      async run(_db, _clock, _deps, stopping) {
        begun.resolve()
        await new Promise((resolve) => stopping.addEventListener('abort', resolve, { once: true }))
        ended = true
      },
    },
  ])
  await wake('test.long')
  await begun.promise
  await stop()
  assert.equal(ended, true)
  assert.deepEqual(await left(db), [])
})

test('a mail that was queued is taken up at once, by the application’s own role', async (t) => {
  const db = await emptyDb(t)
  let woken = 0
  const { stop } = await started(db, [{ name: 'mail.deliver', cron: never, run: async () => void woken++ }])
  await asApplication(db)
    .transaction()
    .execute((tx) => queueMail(tx, { to: secret, subject: 'Hello', text: 'Hello' }))
  await until(() => woken === 1)
  await stop()
  await assert.rejects(sql`select * from graphile_worker.jobs`.execute(asApplication(db)), /permission denied/)
})
