import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { indicatorPaths } from '../paths.ts'

test('a rank is said with its interval where the counts are published, and with a caution where they are not', async (t) => {
  const { get } = await site(t, await demonstrationDb(t), { role: 'analyst' })
  const cautions = /How far the rank of the published figure could move by chance cannot be said/

  for (const slug of ['re-referral-rate', 'referrals-with-no-further-action', 'assessed-and-not-in-need']) {
    const { page } = await get(indicatorPaths.show(slug))
    const position = Number(/Rank\s*(\d+)\w\w of \d+ areas with a figure/.exec(page.text)?.[1])
    const found = /Rank, given the size of areas\s*Anywhere from (\d+)\w\w to (\d+)\w\w, seeing/.exec(page.text)
    const [best, worst] = [Number(found?.[1]), Number(found?.[2])]
    assert.ok(best >= 1 && best <= position && position <= worst && worst - best < 80, `${slug}: ${best} to ${worst}`)
    assert.match(
      page.text,
      /Beside all areas\s*(Above|Below|Within) the 99\.8% limits for its size \([\d.]+% to [\d.]+%\), widened because areas differ [\d.,]+ times as much as chance makes them\. \d+ of \d+ areas lie beyond theirs/,
    )
    assert.doesNotMatch(page.text, cautions)
  }

  const { page } = await get(indicatorPaths.show('section-47-rate'))
  assert.match(page.text, cautions)
  assert.doesNotMatch(page.text, /Rank, given the size of areas/)
  assert.doesNotMatch((await get(indicatorPaths.show('marac-repeat-cases'))).page.text, cautions)
  const other = await get(indicatorPaths.areaIndicator('887', 're-referral-rate'))
  assert.match(other.page.text, /Rank, given the size of areas\s*Anywhere from/)
})
