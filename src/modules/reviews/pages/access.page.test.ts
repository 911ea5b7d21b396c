import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '#test/support/axe.ts'
import type { Who } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'
import { assertToldAt, casesDb, optionOf, steppedUpSite } from '../testing.ts'

const officer: Who = { role: 'review-officer' }
const manager: Who = { role: 'business-manager' }
const kit = 'KSCMP-REV-2026-001'

test('the owner gives somebody access: a mistake keeps what was typed, and then they open the case', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), officer, manager)
  const path = reviewPaths.access(kit)
  const { status, page } = await get(path)
  assert.equal(status, 200)
  assert.equal(page.getByLabelText<HTMLInputElement>('First day').value, '22 November 2026')
  assert.equal(page.queryByRole('option', { name: /review-officer/ }), null, 'nobody gives access to themselves')
  assert.equal(page.queryByRole('option', { name: /analyst|medway/ }), null, 'nor to whose role opens no case')
  assert.deepEqual(await axeViolations(page.html), [])

  const holder = optionOf(page, /business-manager/)
  const typed = { holder, reason: 'Chairs the panel', startsOn: '22/11/2026', endsOn: '21/11/2026' }
  const wrong = await post(path, typed)
  assert.equal(wrong.status, 400)
  assertToldAt(wrong.page, /Last day/, 'Last day must be the same as or after the first day')
  assert.equal(wrong.page.getByLabelText<HTMLSelectElement>('Who needs it').value, holder)
  assert.equal(wrong.page.getByLabelText<HTMLTextAreaElement>('Why they need it').value, 'Chairs the panel')
  assert.equal(wrong.page.getByLabelText<HTMLInputElement>(/Last day/).value, '21/11/2026')
  assert.deepEqual(await axeViolations(wrong.page.html), [])
  const empty = await post(path, { holder: '', reason: '', startsOn: '', endsOn: '' })
  assertToldAt(empty.page, /Who needs it/, 'Select who needs access')
  assertToldAt(empty.page, /Why they need it/, 'Enter why they need it')
  assertToldAt(empty.page, /First day/, 'Enter the first day')
  assert.equal((await get(reviewPaths.case(kit), manager)).status, 404, 'a mistake gives nothing')

  const given = await post(path, { ...typed, endsOn: '30/11/2026' })
  assert.equal(given.status, 303, given.page.text)
  const shown = (await get(given.location)).page
  assert.match(shown.text, /Access was given/)
  const row = shown.getByRole('row', { name: /business-manager/ }).textContent ?? ''
  assert.match(row, /Chairs the panel/)
  assert.match(row, /Until the end of 30 November 2026/)
  assert.equal((await get(reviewPaths.case(kit), manager)).status, 200)

  const twice = await post(path, { ...typed, endsOn: '' })
  assertToldAt(twice.page, /Who needs it/, 'This person has access already. End it first to change it')
})

test('somebody without access finds no such page; who was given it does not give it on', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), officer, manager)
  const path = reviewPaths.access(kit)
  const holder = optionOf((await get(path)).page, /business-manager/)
  const typed = { holder, reason: 'Chairs the panel', startsOn: '22/11/2026', endsOn: '' }
  assert.equal((await get(path, manager)).status, 404)
  assert.equal((await post(path, typed, manager)).status, 404)
  assert.equal((await post(path, typed)).status, 303)
  const refused = await get(path, manager)
  assert.equal(refused.status, 403)
  assert.match(refused.page.text, /Only the office that owns this case decides who has access to it/)
  assert.equal((await post(path, typed, manager)).status, 403)
})
