import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from './errors.ts'
import { fixedClock } from './clock.ts'
import { asApplication, emptyDb, testClock } from '#test/support/database.ts'
import { clearExpiredLimits, rateLimits, type LimitName, type RateLimits } from './rate-limit.ts'

async function times(limits: RateLimits, name: LimitName, key: string, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await limits.take(name, key)
}

test('the eleventh attempt of one person is refused, with when to try again; another’s is not', async (t) => {
  const db = await emptyDb(t)
  const limits = rateLimits(asApplication(db), testClock)
  await times(limits, 'break-glass', 'a.person@council.example', 10)
  await assert.rejects(limits.take('break-glass', 'A.Person@council.example '), (error: AppError) => {
    assert.equal(error.status, 429)
    assert.match(error.message, /^There have been too many attempts\. Try again at 11:0[01]am\.$/)
    assert.ok((error.retryAfter ?? 0) > 0 && (error.retryAfter ?? 0) <= 3_600)
    return true
  })
  await limits.take('break-glass', 'b.person@council.example')
  await limits.take('link-mail', 'a.person@council.example')
})

test('the time is London’s, in summer too', async (t) => {
  const limits = rateLimits(asApplication(await emptyDb(t)), fixedClock('2026-07-22T10:00:00Z'))
  await times(limits, 'second-factor', 'person', 5)
  await assert.rejects(limits.take('second-factor', 'person'), /Try again at 11:1[56]am\./)
})

test('a whole office behind one address signs in, while one account of it is refused', async (t) => {
  const limits = rateLimits(asApplication(await emptyDb(t)), testClock)
  for (let person = 0; person < 60; person++) {
    await limits.take('break-glass', `person ${person}`)
    await limits.take('sign-in-address', '192.0.2.1')
  }
  await times(limits, 'break-glass', 'person 1', 9)
  await assert.rejects(limits.take('break-glass', 'person 1'), AppError)
  await limits.take('break-glass', 'person 2')
  await limits.take('sign-in-address', '192.0.2.1')
})

test('a right code clears the count, and a count that has run out begins again', async (t) => {
  const db = await emptyDb(t)
  const limits = rateLimits(asApplication(db), testClock)
  await times(limits, 'second-factor', 'person', 5)
  await limits.clear('second-factor', 'person')
  await times(limits, 'second-factor', 'person', 5)
  await assert.rejects(limits.take('second-factor', 'person'), AppError)
  await db.updateTable('platform.rate_limit').set({ expire: 0 }).execute()
  await times(limits, 'second-factor', 'person', 5)
})

test('processes share the counts, and twenty attempts at once are counted as twenty', async (t) => {
  const db = await emptyDb(t)
  const [one, two] = [rateLimits(asApplication(db), testClock), rateLimits(asApplication(db), testClock)]
  const attempts = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : two).take('break-glass', 'person'))
  const results = await Promise.allSettled(attempts)
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 10)
})

test('no address and no e-mail stands in the table, and two installations hash differently', async (t) => {
  const keys: string[] = []
  for (const salt of ['one', 'two']) {
    const db = await emptyDb(t)
    await db
      .updateTable('platform.setting')
      .set({ value: JSON.stringify(salt) })
      .where('key', '=', 'rate-limit.salt')
      .execute()
    await rateLimits(asApplication(db), testClock).take('break-glass', 'a.person@council.example')
    const rows = await db.selectFrom('platform.rate_limit').selectAll().execute()
    assert.equal(rows.length, 1)
    assert.doesNotMatch(JSON.stringify(rows), /person|council/)
    keys.push(rows[0]?.key ?? '')
  }
  assert.notEqual(keys[0], keys[1])
})

test('counts that have run out are removed, others stay', async (t) => {
  const db = await emptyDb(t)
  const limits = rateLimits(asApplication(db), testClock)
  await limits.take('break-glass', 'one')
  await db
    .updateTable('platform.rate_limit')
    .set({ expire: testClock.now().getTime() - 1 })
    .execute()
  await limits.take('link-mail', 'two')
  await db
    .updateTable('platform.rate_limit')
    .set({ expire: testClock.now().getTime() + 1 })
    .where('key', 'like', 'link-mail:%')
    .execute()
  assert.equal(await clearExpiredLimits(db, testClock), 1)
})
