import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '#test/support/axe.ts'
import type { Who } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'
import { assertToldAt, casesDb, optionOf, steppedUpSite } from '../testing.ts'

const officer: Who = { role: 'review-officer' }
const manager: Who = { role: 'business-manager' }
const kit = 'KSCMP-REV-2026-001'

test('a case is handed over to an office whose holder has access, and to no other', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), officer, manager)
  const path = reviewPaths.handOver(kit)
  const none = await get(path)
  assert.equal(none.status, 200)
  assert.match(none.page.text, /No other office could own the case now/)
  assert.equal(none.page.queryByRole('button', { name: 'Hand it over' }), null)
  const way = none.page.getByRole('link', { name: 'Give somebody access first' })
  assert.equal(way.getAttribute('href'), reviewPaths.access(kit))
  assert.deepEqual(await axeViolations(none.page.html), [])

  const { page: access } = await get(reviewPaths.access(kit))
  const grant = { reason: 'Takes the case on', startsOn: '22/11/2026', endsOn: '' }
  await post(reviewPaths.access(kit), { holder: optionOf(access, /business-manager/), ...grant })
  const partner = optionOf(access, /delegated-partner/)
  await post(reviewPaths.access(kit), { holder: partner, ...grant })
  const { page } = await get(path)
  assert.equal(page.queryByRole('option', { name: /delegated-partner/ }), null, 'the role owns no case')
  const owner = optionOf(page, /business-manager/)
  assert.deepEqual(await axeViolations(page.html), [])

  const empty = await post(path, { owner: '', version: '2' })
  assert.equal(empty.status, 400)
  const label = /Which office owns the case/
  assertToldAt(empty.page, label, 'Select the office that owns the case from now on')
  assert.deepEqual(await axeViolations(empty.page.html), [])
  const other = await post(path, { owner: partner.split(' ')[1] ?? '', version: '2' })
  assertToldAt(other.page, label, 'Select an office whose holder has access to this case')
  assert.equal((await post(path, { owner, version: '1' })).status, 409, 'the case has changed since')
  assert.equal((await post(path, { owner, version: '2' }, manager)).status, 403, 'nobody takes a case by themselves')

  const handed = await post(path, { owner, version: '2' })
  assert.equal(handed.status, 303, handed.page.text)
  const shown = (await get(handed.location)).page
  assert.match(shown.text, /The case was handed over/)
  assert.match(shown.text, /Ownerkent business-manager/)
  assert.equal((await get(reviewPaths.access(kit))).status, 403, 'the earlier owner decides no more')
  assert.equal((await get(reviewPaths.access(kit), manager)).status, 200)
})

test('somebody without access finds no such page', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), manager)
  const path = reviewPaths.handOver(kit)
  assert.equal((await get(path)).status, 404)
  assert.equal((await post(path, { owner: '00000000-0000-4000-8000-000000000000', version: '2' })).status, 404)
})
