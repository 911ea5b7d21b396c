import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '#platform/clock.ts'
import { loadDemonstration } from '#src/demonstration.ts'
import { emptyDb } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'

/** A day, the quarter that should be open on it, and when its returns are due. */
const days = [
  ['2026-03-31T23:30:00Z', '2026-01-01'],
  ['2028-02-29T12:00:00Z', '2027-10-01'],
  ['2029-06-15T12:00:00Z', '2029-01-01'],
] as const

for (const [at, open] of days) {
  test(`the demonstration loaded at ${at} has its history, its open quarter and pages that answer`, async (t) => {
    const db = await emptyDb(t)
    const clock = fixedClock(at)
    await loadDemonstration(db, clock, () => undefined)
    const quarters = await db
      .selectFrom('returns.quarter')
      .select(['starts_on', 'ends_on', 'due_on'])
      .orderBy('starts_on', 'desc')
      .execute()
    assert.equal(quarters[0]?.starts_on, open)
    for (const { ends_on, due_on } of quarters) assert.ok(due_on > ends_on, `${due_on} after ${ends_on}`)
    const history = await db
      .selectFrom('indicators.observation')
      .select((select) => [
        select.fn.max('ends_on').as('newest'),
        select.fn.count<string>('starts_on').distinct().as('periods'),
      ])
      .executeTakeFirstOrThrow()
    assert.ok(Number(history.periods) >= 16, `${history.periods} quarters`)
    assert.ok((history.newest ?? '9999') < clock.today(), `${history.newest ?? 'none'} before ${clock.today()}`)
    const service = await site(t, db, { role: 'analyst' }, clock)
    for (const url of [
      '/',
      '/executive',
      '/data',
      '/returns',
      '/warnings',
      '/reports',
      '/reports/new',
      '/returns/open-quarter',
    ]) {
      const { status, page } = await service.get(url)
      assert.equal(status, 200, url)
      assert.doesNotMatch(page.text, /\b(NaN|undefined|Invalid Date)\b/, url)
    }
  })
}
