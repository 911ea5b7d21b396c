import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '#test/support/axe.ts'
import type { Who } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'
import { assertToldAt, casesDb, steppedUpSite } from '../testing.ts'

const officer: Who = { role: 'review-officer' }
const manager: Who = { role: 'business-manager' }
const kit = 'KSCMP-REV-2026-001'

test('the owner looks at a break-glass access and writes once what they think of it', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), officer, manager)
  await post(reviewPaths.breakGlass(), { reference: kit, reason: 'A sibling is at risk' }, manager)
  const links = (await get(reviewPaths.case(kit))).page.getAllByRole('link', { name: /used break-glass access on/ })
  const path = links[0]?.getAttribute('href') ?? ''
  const { status, page } = await get(path)
  assert.equal(status, 200)
  assert.match(page.text, /business-manager, .* broke glass on 22 November 2026 at 10:00am/)
  assert.match(page.text, /Their reason: A sibling is at risk/)
  assert.deepEqual(await axeViolations(page.html), [])
  assert.equal((await get(path, manager)).status, 403, 'who broke glass does not judge it')
  assert.equal((await post(path, { opinion: 'Fine' }, manager)).status, 403)

  const label = /What do you think of it/
  assertToldAt((await post(path, { opinion: '' })).page, label, 'Enter what you think of it')
  const long = 'x'.repeat(1_001)
  const wrong = await post(path, { opinion: long })
  assert.equal(wrong.status, 400)
  assertToldAt(wrong.page, label, 'What you think must be 1,000 characters or fewer')
  assert.equal(wrong.page.getByLabelText<HTMLTextAreaElement>(label).value, long)
  assert.deepEqual(await axeViolations(wrong.page.html), [])
  assert.match((await get('/')).page.text, /Somebody used break-glass access/)

  const saved = await post(path, { opinion: 'It was needed' })
  assert.equal(saved.status, 303, saved.page.text)
  const shown = (await get(saved.location)).page
  assert.match(shown.text, /What you think of it was saved/)
  assert.match(shown.getByRole('row', { name: /business-manager/ }).textContent ?? '', /Looked at: It was needed/)
  assert.doesNotMatch((await get('/')).page.text, /Somebody used break-glass access/)
  const again = await get(path)
  assert.match(again.page.text, /It has been looked at, and what was written stays/)
  assert.equal(again.page.queryByLabelText(label), null)
  assert.equal((await post(path, { opinion: 'Not at all' })).status, 409)
})

test('somebody without access, and an access that is no broken glass, find no such page', async (t) => {
  const db = await casesDb(t)
  const partner: Who = { role: 'delegated-partner' }
  const { get, post } = await steppedUpSite(t, db, officer, manager, partner)
  await post(reviewPaths.breakGlass(), { reference: kit, reason: 'A sibling is at risk' }, partner)
  const accesses = await db.selectFrom('reviews.case_access').select(['id', 'kind']).execute()
  const idOf = (kind: string) => accesses.find((each) => each.kind === kind)?.id ?? ''
  const path = reviewPaths.lookAt(kit, idOf('break-glass'))
  assert.equal((await get(path)).status, 200)
  assert.equal((await get(path, manager)).status, 404)
  assert.equal((await post(path, { opinion: 'Fine' }, manager)).status, 404)
  assert.equal((await get(reviewPaths.lookAt(kit, idOf('named')))).status, 404)
  assert.equal((await get(reviewPaths.lookAt('KSCMP-REV-2026-002', idOf('break-glass')))).status, 404)
})
