import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testClock } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { axeViolations } from '#test/support/axe.ts'
import { loadDemonstrationTracker } from './load-demonstration.ts'
import { trackerPaths } from './paths.ts'
import { positionByAgency } from './position-store.ts'
import { hasImpact, listOwedOn, listRecommendationsOn } from './report-store.ts'
import { everyState } from './states.ts'
import { actorAs, councilLead, manager, police, trackerDb } from './testing.ts'

test('the demonstration has every state, is loaded once, says that it is invented, and its pages can be read by everybody', async (t) => {
  const db = await trackerDb(t)
  await loadDemonstrationTracker(db, testClock)
  await loadDemonstrationTracker(db, testClock)
  const items = await db.selectFrom('tracker.item').select(['state', 'is_invented']).execute()
  assert.equal(items.length, 40)
  assert.ok(items.every((item) => item.is_invented))
  assert.deepEqual(
    everyState.filter((state) => !items.some((item) => item.state === state)),
    [],
  )

  const { get } = await site(t, db, manager)
  const list = await get(trackerPaths.list())
  assert.match(list.page.text, /Invented for the demonstration/)
  const all = await get(trackerPaths.list({ state: 'all' }))
  assert.match(all.page.text, /40 recommendations and actions/)
  const shown = all.page
    .getAllByRole('link')
    .map((link) => link.getAttribute('href') ?? '')
    .filter((href) => href.startsWith('/actions/KSCMP-'))
  const paths = [
    trackerPaths.list(),
    trackerPaths.agencies(),
    trackerPaths.retests(),
    trackerPaths.raise(),
    trackerPaths.settings(),
    trackerPaths.imports(),
    ...shown.slice(0, 6),
  ]
  for (const path of paths) {
    const { status, page } = await get(path)
    assert.equal(status, 200, path)
    assert.deepEqual(await axeViolations(page.html), [], path)
    assert.doesNotMatch(page.text, /undefined|NaN|\[object/, path)
  }

  const team = await actorAs(db, manager)
  for (const agency of await positionByAgency(db, team, testClock.today())) {
    for (const [late, count] of [
      ['overdue', agency.overdue],
      ['soon', agency.dueSoon],
      ['no-update', agency.noUpdate],
      ['owed', agency.owes],
      ['verify', agency.toVerify],
    ] as const) {
      const { page } = await get(trackerPaths.list({ agency: agency.organisationId, late }))
      if (count === 0) assert.match(page.text, /Nothing fits/, `${agency.organisation} ${late}`)
      else
        assert.match(
          page.text,
          new RegExp(`${count} recommendations? (or|and) actions?`),
          `${agency.organisation} ${late}`,
        )
    }
  }
  const report = await listRecommendationsOn(db, team, '2025-10-01', testClock.today())
  const now = await db
    .selectFrom('tracker.item')
    .innerJoin('thread.record as record', 'record.id', 'tracker.item.record_id')
    .where('tracker.item.kind', '=', 'recommendation')
    .select(['record.reference', 'tracker.item.state', 'tracker.item.due_on as dueOn'])
    .orderBy('record.reference')
    .execute()
  const told = report.map(({ reference, state, dueOn }) => ({ reference, state, dueOn }))
  assert.deepEqual(
    told.toSorted((a, b) => a.reference.localeCompare(b.reference)),
    now,
    'as at today, it is what stands now',
  )
  assert.ok(report.some(hasImpact) && !report.every(hasImpact))
  const owed = await listOwedOn(db, team, testClock.today())
  for (const agency of await positionByAgency(db, team, testClock.today())) {
    const then = owed.find(({ organisationId }) => organisationId === agency.organisationId)
    const { owes, overdue, toVerify } = agency
    assert.deepEqual([then?.owed.length, then?.overdue.length, then?.toVerify.length], [owes, overdue, toVerify])
  }
  const earlier = await listRecommendationsOn(db, team, '2025-10-01', '2026-03-31')
  assert.ok(earlier.length < report.length && earlier.every(({ since }) => since <= '2026-03-31'))
  for (const who of [police, councilLead]) {
    const { page } = await get('/', who)
    assert.ok(
      page.getAllByRole('link').some((link) => /\/actions\//.test(link.getAttribute('href') ?? '')),
      'what they owe stands on their Today',
    )
  }
})

test('a partnership’s own words for the states, and one more of them switched on', async (t) => {
  const db = await trackerDb(t)
  await loadDemonstrationTracker(db, testClock)
  const { get, post } = await site(t, db, manager)
  const { page } = await get(trackerPaths.settings())
  const fields = Object.fromEntries(
    [...page.document.querySelectorAll<HTMLInputElement>('input[name^=words-]')].map((input) => [
      input.name,
      input.value,
    ]),
  )
  const twice = await post(trackerPaths.settings(), { ...fields, 'words-lapsed': 'Delivered' })
  assert.equal(twice.status, 400)
  assert.ok(twice.page.getByRole('link', { name: 'Enter words that no other state has' }))
  assert.equal(
    (await post(trackerPaths.settings(), { ...fields, 'words-delivered': 'Done, not yet proven', shown: ['embedded'] }))
      .status,
    303,
  )
  const options = [
    ...(await get(trackerPaths.list())).page.getByRole('combobox', { name: 'State' }).querySelectorAll('option'),
  ].map((each) => each.textContent)
  assert.ok(options.includes('Done, not yet proven') && options.includes('Embedded'))
})

test('how it stood on an earlier day, and a list as a workbook and as CSV', async (t) => {
  const db = await trackerDb(t)
  await loadDemonstrationTracker(db, testClock)
  const { get } = await site(t, db, manager)
  const { reference, raised_on: raisedOn } = await db
    .selectFrom('tracker.item as item')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .where('item.state', '=', 'sustained')
    .select(['record.reference', 'item.raised_on'])
    .executeTakeFirstOrThrow()
  const early = await get(`${trackerPaths.show(reference)}?asAt=${raisedOn}`)
  assert.match(early.page.text, /As it stood on/)
  assert.equal(early.page.document.querySelector('[aria-current=step]')?.textContent, 'Proposednow')
  assert.match(
    (await get(`${trackerPaths.show(reference)}?asAt=2001-01-01`)).page.text,
    /It had not been raised by then/,
  )
  assert.match((await get(`${trackerPaths.show(reference)}?asAt=31/2/2026`)).page.text, /Date must be a real date/)
  const csv = await get(`${trackerPaths.export('csv')}?state=all`)
  assert.equal(csv.body.toString('utf8').trim().split('\r\n').length, 41)
  const xlsx = await get(`${trackerPaths.export('xlsx')}?state=all&theme=Neglect`)
  assert.match(String(xlsx.headers['content-disposition']), /recommendations-and-actions-2026-11-22-OFFICIAL\.xlsx/)
  assert.equal(xlsx.body.subarray(0, 2).toString(), 'PK')
})
