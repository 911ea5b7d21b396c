import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'

test('notifications are shown by year with the rule by which they are counted', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'data-lead', organisation: 'Kent Police' })
  const { status, page } = await get(reviewPaths.notifications())
  assert.equal(status, 200)
  const cells = (name: RegExp) =>
    [...page.getByRole('row', { name }).querySelectorAll('td')].map((cell) => cell.textContent)
  assert.deepEqual(cells(/^October 2020/), ['24', '10'])
  assert.deepEqual(cells(/^October 2021/), ['25', '10'])
  assert.match(page.text, /1 more \(24 to 25\)/)
  assert.match(page.text, /This counts notifications, not children/)
  assert.match(page.text, /may be for more than one child but will be counted as only one/)
})

test('without counts the page says what to do', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'analyst', partnership: 'medway' })
  const { page } = await get(reviewPaths.notifications())
  assert.match(page.text, /No counts of notifications are recorded for MSCP yet/)
})
