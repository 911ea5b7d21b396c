import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testClock } from '#test/support/database.ts'
import type { Who } from '#test/support/site.ts'
import { reviewPaths } from '../paths.ts'
import { casesDb, stepUpEverybody, steppedUpSite } from '../testing.ts'

const officer: Who = { role: 'review-officer' }
const manager: Who = { role: 'business-manager' }
const kit = 'KSCMP-REV-2026-001'

test('the review officer opens a case, seals what identifies the child, and reads it back', async (t) => {
  const db = await casesDb(t)
  const { get, post } = await steppedUpSite(t, db, officer)
  const form = await get(reviewPaths.openCase())
  assert.equal(form.status, 200)
  assert.equal(form.page.getAllByText('OFFICIAL-SENSITIVE').length, 2)
  const opened = await post(reviewPaths.openCase(), {
    kind: 'rapid-review',
    pseudonym: 'Child M',
    awareOn: '2/11/2026',
    notifiedOn: '5 November 2026',
  })
  assert.equal(opened.status, 303, opened.page.text)
  assert.equal(opened.location, reviewPaths.changeChild('KSCMP-REV-2026-003'))
  const child = await get(opened.location)
  assert.equal(child.page.queryByLabelText(/NHS number/), null, 'NHS numbers are not kept unless a setting says so')
  const saved = await post(opened.location, {
    childName: 'Mo Inventedname',
    dateOfBirth: '27/3/2019',
    addressArea: 'Sampleton',
    summary: 'Line one\nLine two',
    version: '1',
  })
  assert.equal(saved.status, 303, saved.page.text)
  const shown = await get(reviewPaths.case('KSCMP-REV-2026-003'))
  assert.match(shown.page.text, /Rapid review 2026-003/)
  assert.match(shown.page.text, /Complete the rapid review26 November 2026By the stricter reading: 23 November 2026/)
  assert.doesNotMatch(shown.page.text, /Inventedname|Sampleton/)
  const read = await get(reviewPaths.child('KSCMP-REV-2026-003'))
  assert.match(read.page.text, /Mo Inventedname/)
  assert.match(read.page.text, /27 March 2019/)
  const row = await db
    .selectFrom('reviews.case')
    .where('pseudonym', '=', 'Child M')
    .selectAll()
    .executeTakeFirstOrThrow()
  for (const field of ['child_name', 'date_of_birth', 'address_area', 'summary'] as const)
    assert.match(row[field] ?? '', /^sealed1\.k-test\./)
  assert.equal(row.nhs_number, null)
})

test('nobody without named access knows of a case, the business manager included', async (t) => {
  const db = await casesDb(t)
  const others: Who[] = [
    manager,
    { role: 'delegated-partner' },
    { role: 'lead-partner' },
    { role: 'scrutineer' },
    { role: 'safeguarding-lead' },
    { role: 'business-manager', partnership: 'medway' },
  ]
  const { get, post } = await steppedUpSite(t, db, officer, ...others)
  assert.equal((await get(reviewPaths.case(kit))).status, 200)
  for (const who of others) {
    for (const path of [reviewPaths.case(kit), reviewPaths.child(kit), `/records/${kit}`]) {
      const { status, page } = await get(path, who)
      assert.equal(status, 404, `${who.role} ${path}`)
      assert.doesNotMatch(page.text, /Child K|Rapid review 2026/)
    }
    const list = await get(reviewPaths.cases(), who)
    assert.match(list.page.text, /You have access to no case/)
    assert.doesNotMatch((await get('/', who)).page.text, /REV-2026|Rapid review 2026/)
  }
  for (const who of [manager, others[5] as Who]) {
    for (const path of [
      reviewPaths.change(kit),
      reviewPaths.changeChild(kit),
      reviewPaths.access(kit),
      reviewPaths.recuse(kit),
    ]) {
      assert.equal((await get(path, who)).status, 404, path)
      assert.equal((await post(path, { version: '2' }, who)).status, 404, path)
    }
  }
  // A case that is not there is answered in the same words.
  const none = await get(reviewPaths.case('KSCMP-REV-2026-999'), manager)
  const hidden = await get(reviewPaths.case(kit), manager)
  assert.equal(none.page.text, hidden.page.text)
})

test('every page of a case asks for a second factor that is fresh', async (t) => {
  const db = await casesDb(t)
  const { get, post } = await steppedUpSite(t, db, officer)
  const routes = [
    reviewPaths.cases(),
    reviewPaths.case(kit),
    reviewPaths.child(kit),
    reviewPaths.changeChild(kit),
    reviewPaths.access(kit),
    reviewPaths.breakGlass(),
  ]
  const stale = new Date(testClock.now().getTime() - 15 * 60_000)
  for (const at of [null, stale]) {
    await stepUpEverybody(db, at)
    for (const path of routes) {
      const { status, location } = await get(path)
      assert.equal(status, 303)
      assert.equal(location, `/step-up?next=${encodeURIComponent(path)}`)
    }
    const sent = await post(reviewPaths.changeChild(kit), { childName: 'Changed', version: '2' })
    assert.match(sent.location, /^\/step-up/)
  }
  const { length } = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'reviews.case-read')
    .selectAll()
    .execute()
  assert.equal(length, 0)
})
