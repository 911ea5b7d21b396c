import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb, emptyDb } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { loadPacks } from '#modules/partnerships/public.ts'
import { join } from 'node:path'
import { indicatorPaths } from '../paths.ts'

const brokenWords = /\b(NaN|undefined|null|Infinity)\b|\[object/

test('the dashboard, the catalogue and the Executive’s page', async (t) => {
  const { get } = await site(t, await demonstrationDb(t), { role: 'executive-member' })

  await t.test('the dashboard shows every indicator with direction in words, and filters', async () => {
    const { page } = await get(indicatorPaths.dashboard())
    page.getByRole('heading', { level: 1, name: 'Data for Kent' })
    assert.ok(page.getAllByRole('rowheader').length >= 80)
    for (const words of ['Worsening', 'Improving', 'No unusual change', 'Too few points', 'Published only'])
      assert.ok(page.getAllByText(words).length > 0, words)
    assert.doesNotMatch(page.text, brokenWords)
    const filtered = await get(`${indicatorPaths.dashboard()}?theme=police&owner=police&state=too-few`)
    assert.deepEqual(
      filtered.page.getAllByRole('rowheader').map((each) => each.textContent),
      ['Children assessed as at risk of exploitation'],
    )
    assert.match((await get(`${indicatorPaths.dashboard()}?theme=police&owner=council`)).page.text, /No indicator fits/)
    assert.equal((await get(`${indicatorPaths.dashboard()}?theme=x&theme=y&state=toString`)).status, 200)
  })

  await t.test('the catalogue defines every indicator and says who returns it', async () => {
    const { page } = await get(indicatorPaths.catalogue())
    page.getByRole('link', { name: 'Re-referrals within 12 months' })
    assert.match(page.text, /returned by Kent Police; no national figure/)
    assert.doesNotMatch(page.text, brokenWords)
  })

  await t.test('the Executive sees at most six lines, worst first, each with owner, since and period', async () => {
    for (const partnership of ['kent', 'medway']) {
      const { page } = await get(indicatorPaths.executive(), { role: 'executive-member', partnership })
      const [worst, better] = page.getAllByRole('list').filter((each) => each.classList.contains('gt-lines'))
      const lines = [...(worst?.children ?? [])].map((each) => (each.textContent ?? '').replaceAll(/\s+/g, ' '))
      assert.ok(lines.length > 2 && lines.length <= 6)
      const order = [
        'Worsening, and worse than neighbours',
        'Worsening',
        'Worse than neighbours',
        'igher than neighbours',
        'ower than neighbours',
      ]
      const places = lines.map((each) => order.findIndex((words) => each.includes(words)))
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
        'worst first',
      )
      for (const each of lines) assert.match(each, /Since ?.*(Q\d \d{4}-\d{2}|\d{4}).*Owner/)
      assert.ok((better?.children.length ?? 0) > 0)
      assert.doesNotMatch(page.text, brokenWords)
    }
    const medway = await get(indicatorPaths.executive(), { role: 'executive-member', partnership: 'medway' })
    assert.match(medway.page.text, /What is silent.*no figure since Q2 2025-26 \(Kent Police\)/)
  })
})

test('before anything is loaded the pages say what to do', async (t) => {
  const db = await emptyDb(t)
  await loadPacks(db, [join(import.meta.dirname, '../../../../packs/kent')], () => undefined, {
    withSamplePeople: true,
  })
  const { get } = await site(t, db, { role: 'analyst' })
  assert.match((await get(indicatorPaths.dashboard())).page.text, /No indicators are loaded yet/)
  assert.match((await get(indicatorPaths.executive())).page.text, /No indicators are loaded yet/)
  assert.match((await get(indicatorPaths.catalogue())).page.text, /not loaded yet/)
  assert.match((await get(indicatorPaths.areas())).page.text, /No published figures are loaded yet/)
})
