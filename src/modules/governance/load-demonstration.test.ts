import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partnershipsDb } from '#modules/partnerships/testing.ts'
import { testClock } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { axeViolations } from '#test/support/axe.ts'
import { loadDemonstrationGovernance } from './load-demonstration.ts'
import { governancePaths as paths } from './paths.ts'

test('the demonstration has something in every register, says that it is invented, and is loaded once', async (t) => {
  const db = await partnershipsDb(t)
  const counts = async () => {
    const all: Record<string, number> = {}
    for (const table of [
      'document',
      'signature',
      'assurance',
      'protocol',
      'guidance',
      'agreement',
      'dispute',
    ] as const) {
      const rows = await db.selectFrom(`governance.${table}`).select('partnership_id').execute()
      all[table] = rows.length
    }
    return all
  }
  await loadDemonstrationGovernance(db, testClock)
  const first = await counts()
  assert.ok(
    Object.values(first).every((count) => count > 0),
    JSON.stringify(first),
  )
  await loadDemonstrationGovernance(db, testClock)
  assert.deepEqual(await counts(), first)
  const titles = await db.selectFrom('governance.document').select(['title', 'is_invented as isInvented']).execute()
  assert.ok(titles.every(({ title, isInvented }) => isInvented && title.includes('invented')))

  const { get } = await site(t, db, { role: 'business-manager' })
  const seen = new Set<string>()
  const queue: string[] = [paths.home(), paths.takeNational(), paths.addDocument()]
  const checked = new Set<string>()
  for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
    const { status, page } = await get(url)
    assert.equal(status, 200, url)
    const pattern = url.replaceAll(/[A-Z]+-[A-Z]+-\d{4}-\d{3}|[0-9a-f-]{36}|\?.*|\d+/g, '#')
    if (!checked.has(pattern)) assert.deepEqual(await axeViolations(page.html), [], url)
    checked.add(pattern)
    for (const link of page.document.querySelectorAll('main a[href^="/governance"]')) {
      const href = link.getAttribute('href') ?? ''
      const of = href.replaceAll(/[A-Z]+-[A-Z]+-\d{4}-\d{3}|[0-9a-f-]{36}|\?.*|\d+/g, '#')
      if (seen.has(of) && !/documents\/[A-Z-]+-\d{4}-00[14]/.test(href)) continue
      if (seen.has(href)) continue
      seen.add(of).add(href)
      queue.push(href)
    }
  }
  assert.ok(checked.size > 30, `only ${checked.size} kinds of page were reached`)
})
