import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { reportPaths } from '../paths.ts'

test('the list shows each report with its meter and its date, and only the partnership’s own', async (t) => {
  const own = await site(t, await demonstrationDb(t), { role: 'analyst', partnership: 'medway' })
  const { status, page } = await own.get(reportPaths.list())
  assert.equal(status, 200)
  const rows = page.getAllByRole('row')
  assert.equal(rows.length, 2)
  assert.match(rows[1]?.textContent ?? '', /April 2025 to March 2026/)
  assert.match(page.text, /0 of 20 evidenced, 0 activity only, 20 with nothing/)
  assert.match(page.text, /30 September 2026 \(53 days late\)/)
  assert.doesNotMatch(page.text, /KSCMP-REP/)
  assert.ok(page.getByRole('button', { name: 'Begin a report' }))
})

test('without a report the list says what to do next', async (t) => {
  const own = await site(t, await demonstrationDb(t))
  await own.db.deleteFrom('reports.report').execute()
  const team = await own.get(reportPaths.list(), { role: 'business-manager' })
  assert.match(team.page.text, /No report has been begun\. Begin one for the period/)
  const reader = await own.get(reportPaths.list(), { role: 'executive-member' })
  assert.match(reader.page.text, /The partnership’s business team begins one/)
  assert.equal(reader.page.queryByRole('button', { name: 'Begin a report' }), null)
})
