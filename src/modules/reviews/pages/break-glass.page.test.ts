import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '#test/support/axe.ts'
import type { Who } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'
import { assertToldAt, casesDb, steppedUpSite } from '../testing.ts'

const officer: Who = { role: 'review-officer' }
const manager: Who = { role: 'business-manager' }
const kit = 'KSCMP-REV-2026-001'

const path = reviewPaths.breakGlass()
const notThere = 'No case that can be opened to you has this reference. Check it with the review officer'

test('with a reference and a reason, somebody reads a case for a day, and its owner is told', async (t) => {
  const db = await casesDb(t)
  const { get, post } = await steppedUpSite(t, db, manager, officer)
  const list = (await get(reviewPaths.cases())).page
  assert.equal(list.getByRole('link', { name: /break-glass access/ }).getAttribute('href'), path)
  const { status, page } = await get(path)
  assert.equal(status, 200)
  assert.match(page.text, /The office that owns it is told at once/)
  assert.deepEqual(await axeViolations(page.html), [])

  const wrong = await post(path, { reference: 'kscmp-rev-2026-001', reason: '' })
  assert.equal(wrong.status, 400)
  assertToldAt(wrong.page, /Why do you need the case now/, 'Enter why you need the case now')
  assert.equal(wrong.page.getByLabelText<HTMLInputElement>(/Reference/).value, 'kscmp-rev-2026-001')
  assert.deepEqual(await axeViolations(wrong.page.html), [])
  assert.equal((await get(reviewPaths.case(kit))).status, 404, 'a mistake opens nothing')

  const broken = await post(path, { reference: 'kscmp-rev-2026-001', reason: 'A sibling is at risk' })
  assert.equal(broken.location, `${reviewPaths.case(kit)}?done=broken-glass`, broken.page.text)
  const shown = (await get(broken.location)).page
  assert.match(shown.text, /You have access for 24 hours/)
  assert.equal(shown.queryByRole('link', { name: 'Change this case' }), null)
  assert.match((await get(reviewPaths.access(kit), officer)).page.text, /A sibling is at risk/)
  assert.match((await get('/', officer)).page.text, /Somebody used break-glass access to KSCMP-REV-2026-001/)

  const twice = await post(path, { reference: kit, reason: 'Once more' })
  assertToldAt(twice.page, /Reference/, 'You have access to this case already')
  const kept = await db.selectFrom('reviews.case_access').where('kind', '=', 'break-glass').select('id').execute()
  assert.equal(kept.length, 1)
})

test('without the right there is no way in, and another partnership’s people find no case', async (t) => {
  const elsewhere: Who = { role: 'review-officer', partnership: 'medway' }
  const { get, post } = await steppedUpSite(t, await casesDb(t), manager, elsewhere, { role: 'scrutineer' })
  const sent = { reference: kit, reason: 'A sibling is at risk' }
  assert.equal((await get(path, { role: 'scrutineer' })).status, 403)
  assert.equal((await post(path, sent, { role: 'scrutineer' })).status, 403)
  assert.doesNotMatch((await get(reviewPaths.cases(), { role: 'scrutineer' })).page.text, /break-glass/)
  const theirs = await post(path, sent, elsewhere)
  assert.equal(theirs.status, 400)
  assertToldAt(theirs.page, /Reference/, notThere)
  assert.equal(theirs.page.getByLabelText<HTMLTextAreaElement>(/Why do you need/).value, 'A sibling is at risk')
  assert.equal((await get(reviewPaths.case(kit), elsewhere)).status, 404)
  const none = await post(path, { ...sent, reference: 'KSCMP-REV-2026-999' })
  assertToldAt(none.page, /Reference/, notThere)
})

test('nobody finds the cases by trying references: the eleventh within an hour is refused, for that person alone', async (t) => {
  const partner: Who = { role: 'delegated-partner' }
  const { get, post } = await steppedUpSite(t, await casesDb(t), manager, partner)
  const reason = 'Trying'
  for (let number = 101; number <= 110; number++) {
    // What is not sent complete is no attempt.
    assert.equal((await post(path, { reference: '', reason })).status, 400)
    const tried = await post(path, { reference: `KSCMP-REV-2026-${number}`, reason })
    assert.equal(tried.status, 400)
    assertToldAt(tried.page, /Reference/, notThere)
  }
  const refused = await post(path, { reference: kit, reason })
  assert.equal(refused.status, 429)
  assert.match(refused.page.text, /There have been too many attempts\. Try again at \d{1,2}:\d\dam/)
  assert.ok(Number(refused.headers['retry-after']) > 0)
  assert.equal((await get(reviewPaths.case(kit))).status, 404)
  assert.equal((await post(path, { reference: kit, reason }, partner)).status, 303)
})
