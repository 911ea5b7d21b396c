import assert from 'node:assert/strict'
import { test } from 'node:test'
import { members } from '#modules/identity/public.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Page } from '#test/support/site.ts'
import { dutyPaths } from '../paths.ts'

const cellsOf = (page: Page, name: RegExp): string[] =>
  [...page.getByRole('row', { name }).querySelectorAll('th, td')].map((cell) =>
    (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
  )

test('the clocks of the edition in force today stand in a table, with who owes them, how they count and how sure it is', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'executive-member' })
  const { status, page } = await get(dutyPaths.list())
  assert.equal(status, 200)
  assert.match(page.title, /^Statutory deadlines - /)
  page.getByRole('heading', { name: 'Working Together to Safeguard Children 2026' })
  assert.match(
    page.text,
    /In force from 19 March 2026\. How sure that first day is: inferred\. This is the edition in force today\./,
  )
  assert.match(page.text, /The day is inferred from when the document was put on GOV\.UK/)
  assert.equal(page.getAllByRole('table').length, 8)
  assert.deepEqual(cellsOf(page, /^Complete the rapid review/), [
    'Complete the rapid review Two readings are published: from the notification, and from becoming aware. They differ by up to five working days when the notification was in time.',
    'The safeguarding partners, to the Panel',
    '15 working days after the notification was sent to the PanelThe other published reading: 15 working days after the local authority became aware of the incidentWork it out: Complete the rapid review',
    'Inferred. Working Together 2023, chapter 5, paragraph not read; counted from the notification as Cambridgeshire and Peterborough restate the Panel’s guidance of June 2025; taken to be unchanged under Working Together 2026, which was not readInferred. Working Together 2023, chapter 5, paragraph not read; counted from becoming aware of the incident; taken to be unchanged under Working Together 2026, which was not read',
  ])
  const delay = cellsOf(page, /^Give the reasons for a delay/)
  assert.equal(delay[2], 'No day is set: the reasons are given when the delay or the decision is known.')
})

test('another edition can be chosen, and an unknown one is not found', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'analyst' })
  const { page } = await get(dutyPaths.list())
  const href = page.getByRole('link', { name: 'Working Together to Safeguard Children 2018' }).getAttribute('href')
  assert.equal(href, dutyPaths.list('WT2018'))
  const older = await get(dutyPaths.list('WT2018'))
  assert.match(
    older.page.text,
    /In force 4 July 2018 to 14 December 2023\. How sure that first day is: known, not re-read\./,
  )
  assert.doesNotMatch(older.page.text, /This is the edition in force today/)
  assert.equal(
    older.page.getByRole('link', { name: 'Working Together to Safeguard Children 2018' }).getAttribute('aria-current'),
    'true',
  )
  assert.equal(
    cellsOf(older.page, /^Notify the death of a care leaver/)[2],
    'This edition does not ask it: it was added in 2023.',
  )
  const seen = await get(dutyPaths.list('WT2023'))
  assert.match(
    cellsOf(seen.page, /^Publish the yearly report/)[3] ?? '',
    /^Seen in a source that restates it\. Children Act 2004 s\.16G\(7\)/,
  )
  for (const edition of ['WT2030', '', 'constructor'])
    assert.equal((await get(`/duties?edition=${edition}`)).status, 404)
})

test('every member of the partnership reads the deadlines, and finds them from Today', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db)
  for (const role of members) {
    for (const url of [dutyPaths.list(), dutyPaths.workOut(), dutyPaths.calendar()])
      assert.equal((await get(url, { role })).status, 200, `${role} ${url}`)
  }
  const today = await get('/', { role: 'data-lead' })
  assert.equal(today.page.getByRole('link', { name: 'Statutory deadlines' }).getAttribute('href'), dutyPaths.list())
  assert.equal((await get(dutyPaths.list(), null)).status, 303)
})
