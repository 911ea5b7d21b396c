import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Page } from '#test/support/site.ts'
import { trainingPaths } from '../paths.ts'

const rowOf = (page: Page, name: RegExp): string[] =>
  [...page.getByRole('row', { name }).querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim())

test('Kent’s year of training adds up and says where registers are missing', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'signing-officer' })
  const { status, page } = await get(trainingPaths.show())
  assert.equal(status, 200)
  assert.match(
    page.text,
    /38 courses were delivered, with at least 503 attendances; with events and associate trainers at least 646\./,
  )
  assert.deepEqual(rowOf(page, /^Contextual Safeguarding/), [
    'Contextual Safeguarding',
    '8',
    'at least 139',
    'At least one register is missing',
  ])
  assert.deepEqual(rowOf(page, /^Private Fostering/), ['Private Fostering', '2', '24', 'All received'])
  assert.deepEqual(rowOf(page, /^All courses/), ['All courses', '38', 'at least 503', 'Missing for 4 courses'])
  assert.deepEqual(rowOf(page, /^All attendances/), ['All attendances', '', '', 'at least 646'])
  assert.match(page.text, /‘Over 640 training attendances’/)
  assert.match(page.text, /36,712 e-learning courses were completed\. That is printed as 11% fewer/)
  assert.deepEqual(rowOf(page, /^8 GDPR/), ['8', 'GDPR', '5'])
  assert.deepEqual(rowOf(page, /^5 Autism awareness/), ['5', 'Autism awareness', 'not in the top ten'])
  assert.match(page.text, /In the top ten before and not now: Safeguarding adults \(6\), Equality and diversity \(9\)/)
})

test('the file says in words that a count is a floor', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'analyst' })
  const { body, headers } = await get(trainingPaths.csv('2021-10-01'))
  assert.match(String(headers['content-type']), /text\/csv/)
  assert.match(body.toString('utf8'), /total,All courses,,38,503,yes: the count is at least this/)
})

test('without training the page says what to do, and another partnership’s year is not found', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'analyst', partnership: 'medway' })
  const { page } = await get(trainingPaths.show())
  assert.match(page.text, /There is no training recorded for MSCP yet.*load the pack again/)
  assert.equal((await get(trainingPaths.show('2021-10-01'))).status, 404)
  assert.equal((await get(trainingPaths.csv('2021-10-01'))).status, 404)
})
