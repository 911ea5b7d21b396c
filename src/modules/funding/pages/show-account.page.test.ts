import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTable } from '#platform/sheets/read-table.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Page } from '#test/support/site.ts'
import { fundingPaths } from '../paths.ts'

const rowOf = (page: Page, name: RegExp): string[] =>
  [...page.getByRole('row', { name }).querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim())

test('Kent’s account shows every computed total and what does not add up', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'executive-member' })
  const { status, page } = await get(fundingPaths.show())
  assert.equal(status, 200)
  assert.match(
    page.text,
    /Income less spend is £78,765\.72; the roll-forward is printed as £36,115\.74\. £42,649\.98 is not explained\./,
  )
  assert.deepEqual(rowOf(page, /^Kent CCG \(each\) x 7/), [
    'Kent CCG (each) x 7',
    '£62,662.95 for all',
    '7',
    '£8,951.85',
    '£62,662.95',
    '14.6%',
  ])
  assert.deepEqual(rowOf(page, /^Health Providers/), [
    'Health Providers (each) x 6',
    '£8,951.85 per body',
    '6',
    '£8,951.85',
    '£53,711.10',
    '12.5%',
  ])
  assert.deepEqual(rowOf(page, /^Health, together/).slice(4), ['£116,374.05', '27.0%'])
  assert.deepEqual(rowOf(page, /^District\/Borough/).slice(3, 5), ['£1,500.00', '£18,000.00'])
  assert.deepEqual(rowOf(page, /^All contributions/).slice(4), ['£430,552.45', '100.0%'])
  assert.deepEqual(rowOf(page, /^Total income £477,285\.43$/), ['Total income', '£477,285.43'])
  assert.deepEqual(rowOf(page, /^Total spend £398,519\.71$/), ['Total spend', '£398,519.71'])
  assert.match(rowOf(page, /^Carried into the next year/)[3] ?? '', /^Does not add up/)
  assert.match(page.text, /Balance b\/f from 19\/20" stands in the account for 2021\/22/)
  assert.match(page.text, /Includes staffing and all associated costs/)
})

test('Medway’s account shows its own traps', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'analyst', partnership: 'medway' })
  const { page } = await get(fundingPaths.show())
  assert.deepEqual(rowOf(page, /^All contributions/).slice(4, 6), ['£211,117.00', '100.0%'])
  assert.deepEqual(rowOf(page, /^Medway Council/).slice(4), ['£146,799.00', '69.5%', '69.5%'])
  assert.match(page.text, /The printed percentages add to 99\.9, not 100/)
  assert.deepEqual(rowOf(page, /^Contributions and other income/).slice(1, 3), ['£212,117.00', '£212,117.00'])
  assert.deepEqual(rowOf(page, /^Shortfall/), ['Shortfall/ funding from MSCP reserve', '£29,600.00'])
  assert.match(page.text, /What was spent is not published/)
  assert.equal(page.queryByRole('row', { name: /^Total spend/ }), null)
})

test('an amount that is not known makes the totals say at least, on the page and in the file', async (t) => {
  const db = await demonstrationDb(t)
  await db
    .updateTable('funding.line')
    .set({ unit_pence: null, total_pence: null })
    .where('label', '=', 'Kent Fire and Rescue Service')
    .execute()
  const { get } = await site(t, db, { role: 'analyst' })
  const { page } = await get(fundingPaths.show())
  assert.deepEqual(rowOf(page, /^All contributions/).slice(4), ['at least £425,552.45', ''])
  assert.match(rowOf(page, /^Total contributions/)[3] ?? '', /^Cannot be checked/)
  const { body } = await get(fundingPaths.csv('2021-04-01', 'contributions'))
  assert.match(body.toString('utf8'), /All contributions,,,,,,,,At least 425552\.45/)
})

test('the tables can be taken away as CSV and as a workbook, with numbers as numbers', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'data-lead', organisation: 'Kent Police' })
  const csv = await get(fundingPaths.csv('2021-04-01', 'account'))
  assert.match(String(csv.headers['content-disposition']), /kent-account-2021-published\.csv/)
  assert.match(csv.body.toString('utf8'), /Income,Total income,477285\.43,/)
  assert.match(csv.body.toString('utf8'), /Result,Income less spend,78765\.72,/)
  const workbook = await get(fundingPaths.workbook('2021-04-01'))
  const read = await readTable(workbook.body)
  assert.ok(read.ok)
  assert.match(JSON.stringify(read), /430552\.45/)
})

test('an account of another partnership, or of no year, is not found', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, { role: 'analyst', partnership: 'medway' })
  assert.equal((await get(fundingPaths.show('2021-04-01'))).status, 404)
  assert.equal((await get(fundingPaths.csv('2021-04-01', 'account'))).status, 404)
  assert.equal((await get(fundingPaths.workbook('2021-04-01'))).status, 404)
  assert.equal((await get(fundingPaths.csv('2024-04-01', 'secrets'))).status, 404)
  assert.equal((await get(fundingPaths.show(), null)).status, 303)
})

test('without an account the page says what to do', async (t) => {
  const db = await demonstrationDb(t)
  await db.deleteFrom('funding.account').execute()
  const { get } = await site(t, db, { role: 'analyst' })
  const { status, page } = await get(fundingPaths.show())
  assert.equal(status, 200)
  assert.match(page.text, /There is no account for KSCMP yet.*load the pack again/)
})
