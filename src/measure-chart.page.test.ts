import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCatalogue } from '#modules/indicators/load-catalogue.ts'
import { findIndicator, recordObservations } from '#modules/indicators/public.ts'
import { trackerPaths } from '#modules/tracker/public.ts'
import { manager, proposed, trackerDb } from '#modules/tracker/testing.ts'
import { addDays, addMonths } from '#platform/dates.ts'
import { site } from '#test/support/site.ts'

test('a recommendation measured by an indicator shows its chart, with the days on which it was delivered and evidenced', async (t) => {
  const db = await trackerDb(t)
  await loadCatalogue(db)
  const indicator = await findIndicator(db, 'B5')
  const office = await db
    .selectFrom('identity.organisation')
    .where('slug', '=', 'kent-county-council')
    .select('id')
    .executeTakeFirstOrThrow()
  const kent = await db
    .selectFrom('partnerships.partnership')
    .where('slug', '=', 'kent')
    .select('id')
    .executeTakeFirstOrThrow()
  await db.transaction().execute(async (tx) => {
    for (let quarter = 0; quarter < 12; quarter++) {
      const startsOn = addMonths('2023-10-01', quarter * 3)
      const entry = { indicatorId: indicator?.id ?? '', numerator: 20 + quarter, denominator: 100, value: 20 + quarter }
      await recordObservations(tx, {
        partnershipId: kent.id,
        organisationId: office.id,
        returnId: null,
        startsOn,
        endsOn: addDays(addMonths(startsOn, 3), -1),
        entries: [{ ...entry, state: 'value', reason: null }],
      })
    }
  })
  const measure = { kind: 'indicator' as const, words: 'B5: Re-referrals' }
  const reference = await proposed(db, 'Use the same neglect tool in every agency', { measure })
  const unknown = await proposed(db, 'Refresh the strategy', { measure: { ...measure, words: 'Fewer children hurt' } })
  const { id } = await db
    .selectFrom('tracker.item as item')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .where('record.reference', '=', reference)
    .select('item.id')
    .executeTakeFirstOrThrow()
  const moves = [
    ['deliver', 'in-progress', 'delivered', '2025-05-10'],
    ['evidence', 'delivered', 'evidenced', '2026-11-02'],
  ] as const
  for (const [name, from, to, on] of moves)
    await db
      .insertInto('tracker.move')
      .values({
        item_id: id,
        name,
        from_state: from,
        to_state: to,
        moved_on: on,
        moved_at: new Date(`${on}T12:00:00Z`),
      })
      .execute()

  const { get } = await site(t, db, manager)
  const { page } = await get(trackerPaths.show(reference))
  const link = page.getByRole('link', { name: 'B5 Re-referrals within 12 months' })
  assert.equal((await get(link.getAttribute('href') ?? '')).status, 200)
  const charts = page.getAllByRole('img', { name: /Re-referrals within 12 months/ })
  assert.ok(charts.every((chart) => chart.textContent?.includes('Delivered')))
  assert.ok(charts.every((chart) => !chart.textContent?.includes('Evidenced')))
  assert.match(
    page.text,
    /Marked on the chart: Delivered on 10 May 2025\. Outside the quarters that are drawn: Evidenced on 2 November 2026\./,
  )
  assert.match(page.text, /does not show that it changed because of it/)
  assert.match((await get(trackerPaths.show(unknown))).page.text, /No indicator has the code or name/)
})
