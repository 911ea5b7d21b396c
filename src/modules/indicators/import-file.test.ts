import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { emptyDb } from '#test/support/database.ts'
import { importNationalFile } from './import-file.ts'
import { dfeFiles } from './national/shipped-files.ts'

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'goldenthread-import-'))
  t.after(() => rm(path, { recursive: true, force: true }))
  return path
}

test('a gzipped file of the department is unpacked by the command as the shipped ones are', async (t) => {
  const db = await emptyDb(t)
  const shipped = dfeFiles.find(({ path }) => path.includes('referrals_and_rereferrals_2013_to_2025'))
  const report = await importNationalFile(db, 'dfe', shipped?.path ?? '')
  assert.equal(report.refusedRows.length, 0)
  assert.ok(report.written + report.kept > 20_000)
  assert.equal(report.isUsed, false, 'there is no catalogue yet')
  assert.equal((await importNationalFile(db, 'dfe', shipped?.path ?? '')).status, 'unchanged')
})

test('a damaged archive, a folder and a file that is not there are refused in a sentence and leave nothing', async (t) => {
  const [db, path] = [await emptyDb(t), await folder(t)]
  const whole = gzipSync('time_period,la_name\n'.repeat(2_000))
  await writeFile(join(path, 'cut.csv.gz'), whole.subarray(0, whole.length - 20))
  for (const kind of ['dfe', 'lait'] as const) {
    await assert.rejects(importNationalFile(db, kind, join(path, 'cut.csv.gz')), /cannot be unpacked: it is damaged/)
    await assert.rejects(importNationalFile(db, kind, path), /cannot be read\.$/)
    await assert.rejects(importNationalFile(db, kind, join(path, 'none.csv')), /none\.csv cannot be read\.$/)
  }
  assert.deepEqual(await db.selectFrom('indicators.dataset').select('slug').execute(), [])
})
