import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '#test/support/axe.ts'
import type { Who } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'
import { assertToldAt, casesDb, optionOf, steppedUpSite } from '../testing.ts'

const officer: Who = { role: 'review-officer' }
const manager: Who = { role: 'business-manager' }
const kit = 'KSCMP-REV-2026-001'

test('the owner ends an access with a reason; then its person knows of no case', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), officer, manager)
  const holder = optionOf((await get(reviewPaths.access(kit))).page, /business-manager/)
  const given = await post(reviewPaths.access(kit), {
    holder,
    reason: 'Chairs the panel',
    startsOn: '22/11/2026',
    endsOn: '',
  })
  const link = (await get(given.location)).page.getByRole('link', { name: /^End it: .*business-manager/ })
  const path = link.getAttribute('href') ?? ''
  const { status, page } = await get(path)
  assert.equal(status, 200)
  assert.match(page.getByRole('heading', { level: 1 }).textContent ?? '', /^End the access of .*business-manager/)
  assert.match(page.text, /It was given because: Chairs the panel/)
  assert.deepEqual(await axeViolations(page.html), [])

  const wrong = await post(path, { reason: '  ' })
  assert.equal(wrong.status, 400)
  assertToldAt(wrong.page, /Why does it end/, 'Enter why the access ends')
  const long = 'x'.repeat(1_001)
  const tooLong = await post(path, { reason: long })
  assertToldAt(tooLong.page, /Why does it end/, 'Reason must be 1,000 characters or fewer')
  assert.equal(tooLong.page.getByLabelText<HTMLTextAreaElement>(/Why does it end/).value, long)
  assert.deepEqual(await axeViolations(tooLong.page.html), [])
  assert.equal((await get(reviewPaths.case(kit), manager)).status, 200, 'a mistake ends nothing')
  assert.equal((await get(path, manager)).status, 403, 'nor does who does not own the case')

  const ended = await post(path, { reason: 'The panel has met' })
  assert.equal(ended.status, 303, ended.page.text)
  const shown = (await get(ended.location)).page
  assert.match(shown.text, /The access was ended/)
  assert.match(shown.getByRole('row', { name: /business-manager/ }).textContent ?? '', /Ended on .*: The panel has met/)
  assert.equal((await get(reviewPaths.case(kit), manager)).status, 404)
  assert.equal((await get(path, manager)).status, 404)
  assert.equal((await post(path, { reason: 'Mine' }, manager)).status, 404)

  const over = await get(path)
  assert.match(over.page.text, /There is nothing to end/)
  assert.equal(over.page.queryByRole('button', { name: 'End the access' }), null)
  assert.equal((await post(path, { reason: 'Again' })).status, 409)
})

test('the owner does not end their own access, and an access of no case is not found', async (t) => {
  const db = await casesDb(t)
  const { get, post } = await steppedUpSite(t, db, officer)
  const { id } = await db
    .selectFrom('reviews.case_access as access')
    .innerJoin('thread.record as record', 'record.id', 'access.case_id')
    .where('record.reference', '=', kit)
    .select('access.id')
    .executeTakeFirstOrThrow()
  const own = await post(reviewPaths.endAccess(kit, id), { reason: 'Tired' })
  assertToldAt(
    own.page,
    /Why does it end/,
    'You cannot end your own access: a case must have somebody. Hand it over first',
  )
  assert.equal(own.page.getByLabelText<HTMLTextAreaElement>(/Why does it end/).value, 'Tired')
  for (const elsewhere of [
    reviewPaths.endAccess('KSCMP-REV-2026-002', id),
    reviewPaths.endAccess(kit, '00000000-0000-4000-8000-000000000000'),
    reviewPaths.endAccess(kit, 'no-id'),
  ]) {
    assert.equal((await get(elsewhere)).status, 404, elsewhere)
    assert.equal((await post(elsewhere, { reason: 'Tired' })).status, 404, elsewhere)
  }
})
