import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { buildApp } from '#src/app.ts'
import { clamd, needsClamd, virusMarker } from '#platform/uploads/clamd-testing.ts'
import { noScan, scanner, type Scan } from '#platform/uploads/scan.ts'
import { visitor } from '#test/security/visitor.ts'
import { asApplication, demonstrationDb, testClock } from '#test/support/database.ts'
import type { Db } from '#platform/db/connect.ts'
import { returnPaths } from '../paths.ts'
import { scanHeldUploads } from '../scan-held.ts'

const police = { role: 'data-lead', organisation: 'Kent Police' }

/** The application with a scanner, its open return of the police, and the police's data lead. */
async function opened(t: TestContext, db: Db, scan: Scan) {
  const app = await buildApp({
    db: asApplication(db),
    clock: testClock,
    production: false,
    isDemonstration: true,
    publicUrl: 'http://localhost',
    scan,
  })
  t.after(() => app.close())
  const { id, reference, version } = await db
    .selectFrom('returns.agency_return as r')
    .innerJoin('identity.organisation as o', 'o.id', 'r.organisation_id')
    .innerJoin('thread.record as record', 'record.id', 'r.record_id')
    .where('o.name', '=', 'Kent Police')
    .where('r.state', '=', 'open')
    .orderBy('r.version', 'desc')
    .select(['r.id', 'record.reference', 'r.version'])
    .executeTakeFirstOrThrow()
  const { code } = await db
    .selectFrom('returns.asked as a')
    .innerJoin('indicators.indicator as i', 'i.id', 'a.indicator_id')
    .where('a.return_id', '=', id)
    .select('i.code')
    .executeTakeFirstOrThrow()
  return { reference, version: String(version), app, code }
}

const files = (db: Db) =>
  db
    .selectFrom('returns.upload')
    .where('scan_state', '<>', 'not-scanned')
    .select(['id', 'scan_state', 'is_unread', 'entry_count', 'content'])
    .execute()

const csv = (code: string, reason: string) => Buffer.from(`Code,Cannot give,Reason\r\n${code},Missing,${reason}\r\n`)

test('a virus is refused, nothing of it is kept, and an event says so', needsClamd, async (t) => {
  const db = await demonstrationDb(t)
  const scannerProcess = clamd(t)
  await scannerProcess.start()
  const { reference, version, app, code } = await opened(t, db, scanner(scannerProcess.address))
  const { post } = await visitor({ app, db, clock: testClock }, police)
  const before = await db.selectFrom('returns.upload').select('id').execute()
  const file = { fileName: 'return.csv', bytes: csv(code, virusMarker) }
  const { status, text } = await post(returnPaths.upload(reference), { version, file })
  assert.equal(status, 400)
  assert.match(text, /This file holds a virus, so nothing of it was kept/)
  assert.deepEqual(await db.selectFrom('returns.upload').select('id').execute(), before)
  const events = db.selectFrom('platform.audit_event').where('name', '=', 'returns.infected-file-refused')
  assert.equal((await events.select('id').execute()).length, 1)
})

test(
  'while the scanner is away a file is held unread; then it is read, or destroyed when it held a virus',
  needsClamd,
  async (t) => {
    const db = await demonstrationDb(t)
    const scannerProcess = clamd(t)
    const scan = scanner(scannerProcess.address)
    const { reference, version, app, code } = await opened(t, db, scan)
    const site = { app, db, clock: testClock }
    const { post, send } = await visitor(site, police)
    const team = await visitor(site, { role: 'analyst' })
    const address = returnPaths.upload(reference)
    const sent = await post(address, {
      version,
      file: { fileName: 'good.csv', bytes: csv(code, 'Our system was moved') },
    })
    assert.equal(sent.status, 303)
    assert.match((await send('GET', sent.location)).text, /good\.csv was received\. The virus check does not answer/)
    await post(address, { version, file: { fileName: 'bad.csv', bytes: csv(code, virusMarker) } })
    assert.deepEqual(
      (await files(db)).map((file) => [file.scan_state, file.is_unread]),
      [
        ['held', true],
        ['held', true],
      ],
    )
    const [good] = await files(db)
    const download = returnPaths.received(reference, good?.id ?? '')
    assert.equal((await team.send('GET', download)).status, 404, 'nobody gets a file that was not looked at')
    assert.equal(await scanHeldUploads(db, testClock, scan), 0, 'still away')
    assert.equal(await scanHeldUploads(db, testClock, noScan), 0, 'nobody looked')

    await scannerProcess.start()
    assert.equal(await scanHeldUploads(db, testClock, scan), 2)
    const after = await files(db)
    assert.deepEqual(
      after.map((file) => `${file.scan_state} ${file.is_unread} ${file.content.length > 0}`).toSorted(),
      ['clean true true', 'infected false false'],
    )
    const events = db.selectFrom('platform.audit_event').where('name', '=', 'returns.infected-file-destroyed')
    assert.equal((await events.select('id').execute()).length, 1)
    assert.match((await send('GET', returnPaths.show(reference))).text, /Read its figures.*from good\.csv/s)
    const read = await post(address, { version, kept: good?.id ?? '' })
    assert.equal(read.status, 303, read.text)
    const now = (await files(db)).find(({ id }) => id === good?.id)
    assert.deepEqual([now?.is_unread, now?.entry_count], [false, 1])
    assert.match((await send('GET', read.location)).text, /good\.csv was received and 1 figure filled in/)

    const answer = await team.send('GET', download)
    assert.equal(answer.status, 200)
    assert.match(String(answer.headers['content-disposition']), /^attachment; filename="good\.csv"/)
    assert.match(String(answer.headers['content-security-policy']), /^sandbox; default-src 'none'/)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['content-type'], 'application/octet-stream')
  },
)
