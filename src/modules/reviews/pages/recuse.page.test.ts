import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '#test/support/axe.ts'
import type { Who } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'
import { assertToldAt, casesDb, optionOf, steppedUpSite } from '../testing.ts'

const officer: Who = { role: 'review-officer' }
const manager: Who = { role: 'business-manager' }
const kit = 'KSCMP-REV-2026-001'

test('the owner recuses somebody: their access is over, and no access or broken glass lets them in again', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), officer, manager)
  const holder = optionOf((await get(reviewPaths.access(kit))).page, /business-manager/)
  const grant = { holder, reason: 'Chairs the panel', startsOn: '22/11/2026', endsOn: '' }
  await post(reviewPaths.access(kit), grant)
  assert.equal((await get(reviewPaths.case(kit), manager)).status, 200)

  const path = reviewPaths.recuse(kit)
  const { status, page } = await get(path)
  assert.equal(status, 200)
  assert.match(page.text, /It is not taken back/)
  assert.equal(page.queryByRole('option', { name: /review-officer/ }), null, 'the owner is not on the list')
  assert.deepEqual(await axeViolations(page.html), [])
  const recused = optionOf(page, /business-manager/)

  const wrong = await post(path, { recused, reason: '' })
  assert.equal(wrong.status, 400)
  assertToldAt(wrong.page, /^Why$/, 'Enter why they take no part')
  assert.equal(wrong.page.getByLabelText<HTMLSelectElement>('Who takes no part').value, recused)
  const nobody = await post(path, { recused: '', reason: 'Their own practice' })
  assertToldAt(nobody.page, /Who takes no part/, 'Select who takes no part')
  assert.equal(nobody.page.getByLabelText<HTMLTextAreaElement>('Why').value, 'Their own practice')
  assert.deepEqual(await axeViolations(nobody.page.html), [])
  assert.equal((await get(reviewPaths.case(kit), manager)).status, 200, 'a mistake recuses nobody')

  const done = await post(path, { recused, reason: 'Their own practice' })
  assert.equal(done.status, 303, done.page.text)
  const shown = (await get(done.location)).page
  assert.match(shown.text, /The person takes no part from now on/)
  assert.match(shown.text, /business-manager, since .*: Their own practice/)
  assert.equal(shown.queryByRole('option', { name: /business-manager/ }), null)
  assert.equal((await get(reviewPaths.case(kit), manager)).status, 404)
  const given = await post(reviewPaths.access(kit), grant)
  assertToldAt(given.page, /Who needs it/, 'This person is recused from the case, so they cannot be given access')
  const broken = await post(reviewPaths.breakGlass(), { reference: kit, reason: 'Please' }, manager)
  assert.equal(broken.status, 400)
  assert.equal((await get(reviewPaths.case(kit), manager)).status, 404)
  assertToldAt(
    (await post(path, { recused, reason: 'Again' })).page,
    /Who takes no part/,
    'This person is recused already',
  )
})

test('somebody without access finds no such page', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), officer, manager)
  const path = reviewPaths.recuse(kit)
  const recused = optionOf((await get(path)).page, /delegated-partner/)
  assert.equal((await get(path, manager)).status, 404)
  assert.equal((await post(path, { recused, reason: 'Their own practice' }, manager)).status, 404)
  assert.match((await get(reviewPaths.access(kit))).page.text, /Nobody is recused/)
})
