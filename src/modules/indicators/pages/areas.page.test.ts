import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { signedInCookie } from '../testing.ts'
import { site } from '#test/support/site.ts'
import { listAreas } from '../area-store.ts'
import { indicatorPaths } from '../paths.ts'

const brokenWords = /\b(NaN|undefined|Infinity)\b|>null<|\[object/

test('the published figures of every area', async (t) => {
  const { get, db, app } = await site(t, await demonstrationDb(t), { role: 'data-lead' })
  const areas = await listAreas(db)

  await t.test('153 areas by region, predecessors apart, and a search', async () => {
    assert.equal(areas.filter(({ kind }) => kind === 'authority').length, 153)
    const { page } = await get(indicatorPaths.areas())
    assert.equal(page.getAllByRole('heading', { level: 2 }).length, 10)
    page.getByRole('link', { name: 'Cumbria' })
    const found = await get(`${indicatorPaths.areas()}?name=st+helens`)
    assert.ok(found.page.getByRole('link', { name: 'St. Helens' }))
    assert.match((await get(`${indicatorPaths.areas()}?name=atlantis`)).page.text, /No area is called that/)
  })

  await t.test('each answers with real figures of its own', async () => {
    const headers = { host: 'localhost', cookie: await signedInCookie(db) }
    for (const area of areas) {
      // Read as text: building a document for each of the 158 pages would take half a minute.
      const { statusCode, body } = await app.inject({ url: indicatorPaths.area(area.laCode), headers })
      assert.equal(statusCode, 200, area.name)
      assert.ok(body.includes(`: published figures</h1>`), area.name)
      assert.doesNotMatch(body, brokenWords, area.name)
      const figures = body.match(/<th class="govuk-table__header" scope="row">/g)?.length ?? 0
      assert.ok(figures >= (area.kind === 'authority' ? 50 : 20), `${area.name} has ${figures} figures`)
      assert.match(body, /<td class="govuk-table__cell">\d+\.\d%/, area.name)
    }
  })

  await t.test('one indicator of one area, with its downloads; held and suppressed figures in words', async () => {
    const { page } = await get(indicatorPaths.areaIndicator('942', 're-referral-rate'))
    page.getByRole('heading', { level: 1, name: /^Cumberland: how many children/ })
    assert.doesNotMatch(page.html, brokenWords)
    assert.match((await get(indicatorPaths.areaIndicator('887', 'plans-of-two-years'))).page.text, /\[c\] suppressed/)
    assert.match(
      (await get(indicatorPaths.areaIndicator('886', 'first-time-entrants'))).page.text,
      /England held until it is checked/,
    )
    for (const kind of ['csv', 'xlsx'] as const) {
      assert.equal((await get(indicatorPaths.areaFigures('942', 're-referral-rate', kind))).status, 200)
      assert.equal((await get(indicatorPaths.areaTable('942', kind))).status, 200)
    }
    assert.match(
      (await get(indicatorPaths.areaTable('886', 'csv'))).body.toString('utf8'),
      /B5,Re-referrals within 12 months,year ending 31 March 2025/,
    )
  })

  await t.test('a predecessor keeps its last figures and has no neighbours', async () => {
    const { page } = await get(indicatorPaths.area('909'))
    assert.match(page.text, /ended on 31 March 2023: these are its last figures/)
    assert.match(page.text, /No statistical neighbours are published for this area/)
    assert.doesNotMatch(page.text, /202[45]/)
  })

  await t.test('unknown areas and indicators are not found', async () => {
    for (const url of [
      indicatorPaths.area('999'),
      indicatorPaths.area('kent'),
      indicatorPaths.areaIndicator('886', 'nope'),
      indicatorPaths.areaIndicator('999', 're-referral-rate'),
      indicatorPaths.areaTable('999', 'csv'),
    ]) {
      assert.equal((await get(url)).status, 404, url)
    }
  })
})
