import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '#test/support/axe.ts'
import type { Who } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'
import { assertToldAt, casesDb, steppedUpSite } from '../testing.ts'

const officer: Who = { role: 'review-officer' }
const manager: Who = { role: 'business-manager' }
const kit = 'KSCMP-REV-2026-001'

test('the form shows the case as it stands, a mistake keeps what was typed, and a change is shown and on record', async (t) => {
  const db = await casesDb(t)
  const { get, post } = await steppedUpSite(t, db, officer)
  const { status, page } = await get(reviewPaths.change(kit))
  assert.equal(status, 200)
  assert.equal(page.getByRole<HTMLInputElement>('radio', { name: 'Rapid review' }).checked, true)
  assert.equal(page.getByLabelText<HTMLInputElement>('Pseudonym').value, 'Child K (invented)')
  assert.equal(page.getByLabelText<HTMLInputElement>(/Panel was notified/).value, '10 November 2026')
  assert.deepEqual(await axeViolations(page.html), [])

  const typed = { kind: 'practice-review', pseudonym: 'Child Q', awareOn: '6/11/2026', notifiedOn: '32/11/2026' }
  const rest = { state: 'sent', version: '2' }
  const wrong = await post(reviewPaths.change(kit), { ...typed, ...rest })
  assert.equal(wrong.status, 400)
  assertToldAt(wrong.page, /Panel was notified/, 'Day of the notification must be a real date, like 27/3/2027')
  assert.equal(wrong.page.getByLabelText<HTMLInputElement>(/Panel was notified/).value, '32/11/2026')
  assert.equal(wrong.page.getByLabelText<HTMLInputElement>('Pseudonym').value, 'Child Q')
  assert.equal(wrong.page.getByRole<HTMLInputElement>('radio', { name: /practice review/ }).checked, true)
  assert.deepEqual(await axeViolations(wrong.page.html), [])
  for (const [days, problem] of [
    [{ notifiedOn: '23/11/2026' }, 'Day of the notification must be today or earlier'],
    [
      { notifiedOn: '5/11/2026' },
      'Day of the notification must be the same as or after the day when the local authority became aware',
    ],
  ] as const) {
    const { page: again } = await post(reviewPaths.change(kit), { ...typed, ...days, ...rest })
    assertToldAt(again, /Panel was notified/, problem)
  }

  const saved = await post(reviewPaths.change(kit), { ...typed, notifiedOn: '9/11/2026', ...rest })
  assert.equal(saved.location, `${reviewPaths.case(kit)}?done=changed`, saved.page.text)
  const shown = (await get(saved.location)).page
  assert.equal(
    shown.getByRole('heading', { level: 1 }).textContent,
    'Local child safeguarding practice review 2026-001',
  )
  assert.match(shown.text, /The case was changed/)
  assert.match(shown.text, /Child Q/)
  assert.match(shown.text, /Rapid review sent to the Panel/)
  const { details } = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'reviews.case-changed')
    .select('details')
    .executeTakeFirstOrThrow()
  assert.deepEqual(details, { kind: 'practice-review', state: 'sent', awareOn: '2026-11-06', notifiedOn: '2026-11-09' })
})

test('what somebody else changed in the meantime is not overwritten', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), officer)
  const typed = { kind: 'rapid-review', pseudonym: 'Child Q', awareOn: '', notifiedOn: '', state: 'open' }
  assert.equal((await post(reviewPaths.change(kit), { ...typed, version: '2' })).status, 303)
  const late = await post(reviewPaths.change(kit), { ...typed, pseudonym: 'Child Z', version: '2' })
  assert.equal(late.status, 409)
  assert.match(late.page.text, /Somebody else changed this case/)
  assert.match((await get(reviewPaths.case(kit))).page.text, /Child Q/)
})

test('somebody without access finds no such page', async (t) => {
  const { get, post } = await steppedUpSite(t, await casesDb(t), manager)
  assert.equal((await get(reviewPaths.change(kit))).status, 404)
  assert.equal((await post(reviewPaths.change(kit), { pseudonym: 'Child Z', version: '2' })).status, 404)
})
