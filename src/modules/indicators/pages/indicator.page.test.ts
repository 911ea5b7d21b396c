import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { signedInCookie } from '../testing.ts'
import { site } from '#test/support/site.ts'
import { readTable } from '#platform/sheets/read-table.ts'
import { listIndicators } from '../indicator-store.ts'
import { indicatorPaths } from '../paths.ts'

const brokenWords = /\b(NaN|undefined|null|Infinity)\b|\[object/

test('an indicator’s page and its downloads', async (t) => {
  const { get, db, app } = await site(t, await demonstrationDb(t), { role: 'analyst' })

  await t.test('asks the question, answers it from the data, and shows where it stands', async () => {
    const { status, page } = await get(indicatorPaths.show('re-referral-rate'))
    assert.equal(status, 200)
    page.getByRole('heading', {
      level: 1,
      name: 'How many children are referred again within a year of a previous referral?',
    })
    assert.match(page.text, /In Q1 2026-27 it was \d+\.\d% \([\d,]+ of [\d,]+\): higher than usual since/)
    page.getByText(/not data about any child or service/)
    assert.match(
      page.text,
      /Kent, year ending 31 March 2025: 21\.6%\. England 22\.6%; South East 28\.4%; median of statistical neighbours 21\.0% \(10 of 10 have a figure\)/,
    )
    assert.match(page.text, /Statistical neighbours, model of May 2025: Essex/)
    assert.match(page.text, /Rule set: Making Data Count 2023\. 21 points are enough/)
    assert.match(
      page.text,
      /Department for Education, Referrals and re-referrals, 2013 to 2025, released 30 October 2025\. Crown copyright, Open Government Licence v3\.0/,
    )
    page.getByRole('table', { name: /by quarter, newest first/ })
    page.getByRole('table', { name: /Published figures of Kent, newest first; rank: 1st is the lowest/ })
  })

  await t.test('too few points, missing quarters and suppressed figures are told in words', async () => {
    assert.match(
      (await get(indicatorPaths.show('children-at-risk-of-exploitation'))).page.text,
      /Too few points.*Only 10 quarters have a figure/,
    )
    assert.match(
      (await get(indicatorPaths.show('marac-repeat-cases'))).page.text,
      /has no figure: The conference’s records were being moved.*not counted as zero/,
    )
    const medway = { role: 'analyst', partnership: 'medway' }
    assert.match(
      (await get(indicatorPaths.show('plans-of-two-years'), medway)).page.text,
      /Medway, at 31 March 2025: \[c\] suppressed\./,
    )
  })

  await t.test('where nobody supplies it, only what is published stands there, and no word of invention', async () => {
    const { page } = await get(indicatorPaths.show('persistent-absence'))
    assert.match(page.text, /Nobody supplies this each quarter/)
    assert.equal(page.queryByText(/not data about any child or service/), null)
  })

  await t.test('every indicator has a page without a broken word', async () => {
    const headers = { host: 'localhost', cookie: await signedInCookie(db) }
    for (const { slug, name } of await listIndicators(db)) {
      const { statusCode, body } = await app.inject({ url: indicatorPaths.show(slug), headers })
      assert.equal(statusCode, 200, slug)
      assert.ok(body.includes(`<span class="govuk-caption-l">`) && name !== '', slug)
      assert.doesNotMatch(body.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ''), brokenWords, slug)
    }
  })

  await t.test('downloads hold the table and say in name, first line and column that it is invented', async () => {
    const csv = await get(indicatorPaths.figures('re-referral-rate', 'csv'))
    assert.match(
      String(csv.headers['content-disposition']),
      /filename="invented-re-referral-rate-kent-OFFICIAL-SENSITIVE\.csv"/,
    )
    const lines = csv.body.toString('utf8').replace('\uFEFF', '').split('\r\n')
    assert.match(lines[0] ?? '', /^"?INVENTED demonstration figures/)
    const rows = lines.filter((each) => /^Q\d /.test(each))
    assert.equal(rows.length, 21)
    assert.ok(rows.every((each) => each.endsWith(',invented')))
    const xlsx = await get(indicatorPaths.figures('re-referral-rate', 'xlsx'))
    assert.match(
      String(xlsx.headers['content-disposition']),
      /filename="invented-re-referral-rate-kent-OFFICIAL-SENSITIVE\.xlsx"/,
    )
    const read = await readTable(xlsx.body)
    assert.ok(read.ok)
    const published = await get(indicatorPaths.areaFigures('886', 're-referral-rate', 'csv'))
    assert.match(
      String(published.headers['content-disposition']),
      /filename="published-re-referral-rate-kent-published\.csv"/,
    )
    assert.doesNotMatch(published.body.toString('utf8'), /invented/i)
    assert.match(
      published.body.toString('utf8'),
      /year ending 31 March 2025,2024-04-01,2025-03-31,21\.6,figure,22\.6,28\.4,21,10,10,97,153,3,per cent/,
    )
  })

  await t.test('a missing figure is an empty cell beside its reason', async () => {
    const { body } = await get(indicatorPaths.figures('marac-repeat-cases', 'csv'))
    const gap = body
      .toString('utf8')
      .split('\r\n')
      .find((each) => each.includes('records were being moved'))
    assert.match(gap ?? '', /^Q\d [\d-]+,[\d-]+,[\d-]+,,,,per cent,"?no figure: The conference/)
  })

  await t.test('unknown ones are not found, and nobody reads them without signing in', async () => {
    for (const url of [
      indicatorPaths.show('nope'),
      indicatorPaths.show('B5'),
      indicatorPaths.figures('persistent-absence', 'csv'),
      indicatorPaths.areaFigures('886', 'marac-repeat-cases', 'csv'),
    ]) {
      assert.equal((await get(url)).status, 404, url)
    }
    assert.match((await get(indicatorPaths.show('re-referral-rate'), null)).location, /^\/sign-in/)
  })

  await t.test('each partnership sees its own quarters only', async () => {
    const kent = (await get(indicatorPaths.figures('re-referral-rate', 'csv'))).body.toString('utf8')
    const medway = (
      await get(indicatorPaths.figures('re-referral-rate', 'csv'), { role: 'analyst', partnership: 'medway' })
    ).body.toString('utf8')
    assert.notEqual(kent, medway)
    const counts = async (slug: string) =>
      db
        .selectFrom('indicators.observation as o')
        .innerJoin('partnerships.partnership as p', 'p.id', 'o.partnership_id')
        .innerJoin('indicators.indicator as i', 'i.id', 'o.indicator_id')
        .where('i.code', '=', 'B5')
        .where('p.slug', '=', slug)
        .where('o.starts_on', '=', '2026-04-01')
        .select('o.denominator')
        .executeTakeFirstOrThrow()
    assert.ok(kent.includes(`,${Number((await counts('kent')).denominator)},`))
    assert.ok(!kent.includes(`,${Number((await counts('medway')).denominator)},`))
  })

  await t.test(
    'as it may be published: small counts are gone from page, chart, limits and files, and the rule is said',
    async () => {
      const { id, indicator_id } = await db
        .selectFrom('indicators.observation as o')
        .innerJoin('indicators.indicator as i', 'i.id', 'o.indicator_id')
        .innerJoin('partnerships.partnership as p', 'p.id', 'o.partnership_id')
        .where('i.slug', '=', 're-referral-rate')
        .where('p.slug', '=', 'kent')
        .where('o.ends_on', '=', '2025-12-31')
        .select(['o.id', 'o.indicator_id'])
        .executeTakeFirstOrThrow()
      assert.ok(indicator_id)
      const small = { numerator: '3', denominator: '4321', value: '0.0694283' }
      await db.updateTable('indicators.observation').set(small).where('id', '=', id).execute()
      const slug = 're-referral-rate'
      const inside = await get(indicatorPaths.show(slug))
      assert.match(inside.page.getByRole('row', { name: /^Q3 2025-26/ }).textContent ?? '', /0\.1%34,321/)
      assert.match(inside.page.text, /true figures, for the partnership’s own use/)
      assert.equal(
        inside.page.getByRole('link', { name: 'See them as they may be published' }).getAttribute('href'),
        `${indicatorPaths.show(slug)}?as=published`,
      )
      const outside = await get(`${indicatorPaths.show(slug)}?as=published`)
      assert.equal(outside.status, 200)
      assert.match(
        outside.page.text,
        /This is the page as it may be published\. When it is published, a figure is hidden/,
      )
      const row = outside.page.getByRole('row', { name: /^Q3 2025-26/ }).textContent ?? ''
      assert.match(row, /\[c\] suppressed.*4,321.*Hidden, as a count of 1 to 5 could be worked out/)
      assert.doesNotMatch(outside.page.text, /\b0\.1%/)
      // one point fewer, so that neither the mean nor the limits give the hidden one away
      assert.match(outside.page.text, /20 points are enough/)
      const csvOf = async (address: string) => (await get(address)).body.toString('utf8')
      assert.match(await csvOf(indicatorPaths.figures(slug, 'csv')), /Q3 2025-26,[^\n]*,3,4321,/)
      const published = await csvOf(`${indicatorPaths.figures(slug, 'csv')}?as=published`)
      assert.match(published, /For publication\. When it is published/)
      assert.match(published, /Q3 2025-26,2025-10-01,2025-12-31,,4321,,per cent,"?\[c\] suppressed/)
    },
  )
})
