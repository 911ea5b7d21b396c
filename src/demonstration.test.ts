import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyDb, testClock } from '#test/support/database.ts'
import { eachWhole } from './demonstration.ts'

test('a step that was interrupted is said at the next start, and nothing goes on over its half', async (t) => {
  const db = await emptyDb(t)
  const done: string[] = []
  let breaks = true
  const run = () =>
    eachWhole(db, testClock, () => undefined, [
      [null, async () => done.push('resumes')],
      ['first', async () => done.push('first')],
      [
        'second',
        async () => {
          if (breaks) throw new Error('broke in the middle')
          done.push('second')
        },
      ],
    ])
  await assert.rejects(run(), /broke in the middle/)
  breaks = false
  await assert.rejects(
    run(),
    /was interrupted \(second\).*Empty the database, or remove the folder of GOLDENTHREAD_DATA/,
  )
  assert.deepEqual(done, ['resumes', 'first', 'resumes', 'first'])
  await db.deleteFrom('platform.setting').where('key', '=', 'demonstration.second').execute()
  await run()
  await run()
  assert.deepEqual(done.slice(4), ['resumes', 'first', 'second', 'resumes', 'first', 'second'])
})
