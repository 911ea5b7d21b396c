import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb, testClock } from '#test/support/database.ts'
import { listIndicators, listSupplied } from './indicator-store.ts'
import { loadInventedHistory } from './invented/load-invented-history.ts'
import { loadCatalogue } from './load-catalogue.ts'
import { loadSupply } from './load-supply.ts'
import { courseOf, listCourses } from './course-store.ts'
import { lastObservations, recordObservations } from './observation-store.ts'
import { listPositions, positionOf } from './position-store.ts'
import { currentSignal } from './signals.ts'

const partnerships = ['kent', 'medway']

test('the demonstration: catalogue, supply and invented history, each once', async (t) => {
  const db = await demonstrationDb(t)
  const indicators = await listIndicators(db)
  const bySlug = async (slug: string) =>
    db
      .selectFrom('partnerships.partnership')
      .where('slug', '=', slug)
      .select(['id', 'area_id'])
      .executeTakeFirstOrThrow()

  await t.test('the catalogue has every comparator that it names', () => {
    assert.ok(indicators.length >= 40)
    assert.ok(indicators.filter(({ measureId }) => measureId !== null).length >= 55)
    assert.deepEqual(
      indicators.map(({ position }) => position),
      indicators.map((_, at) => at + 1),
    )
  })

  await t.test('each is asked of the safeguarding partner of its kind', async () => {
    const suppliers: Record<string, string> = {}
    for (const slug of partnerships) {
      for (const { indicator, organisation } of await listSupplied(db, (await bySlug(slug)).id)) {
        suppliers[`${slug} ${indicator.askedOf ?? ''}`] = organisation
      }
    }
    assert.deepEqual(suppliers, {
      'kent council': 'Kent County Council',
      'kent icb': 'NHS Kent and Medway Integrated Care Board',
      'kent police': 'Kent Police',
      'medway council': 'Medway Council',
      'medway icb': 'NHS Kent and Medway Integrated Care Board',
      'medway police': 'Kent Police',
    })
  })

  await t.test('every target is marked as invented, because no source states one', async () => {
    const targets = await db
      .selectFrom('indicators.supply')
      .where('target', 'is not', null)
      .select('target_note')
      .execute()
    assert.ok(targets.length > 0)
    for (const { target_note } of targets) assert.match(target_note ?? '', /^Invented/)
  })

  await t.test('run again, nothing changes', async () => {
    const events = () =>
      db
        .selectFrom('platform.audit_event')
        .where('name', 'like', 'indicators.%')
        .select((on) => on.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    const before = await events()
    assert.deepEqual(
      [await loadCatalogue(db), await loadSupply(db), await loadInventedHistory(db, testClock)],
      [0, 0, 0],
    )
    assert.deepEqual(await events(), before)
  })

  await t.test('the history is whole, marked, and shows every kind of state', async () => {
    for (const slug of partnerships) {
      const { id } = await bySlug(slug)
      const courses = await listCourses(db, id)
      assert.ok(courses.length >= 30)
      for (const { points, indicator } of courses) {
        assert.ok(
          points.every((point) => point.isInvented || point.id === null),
          `${indicator.code} is marked`,
        )
        assert.equal(points.at(-1)?.label, 'Q1 2026-27')
        for (const { numerator, denominator, value } of points) {
          if (indicator.multiplier === null || value === null) continue
          assert.ok(Math.abs(((numerator ?? 0) / (denominator ?? 1)) * indicator.multiplier - value) < 0.001)
        }
      }
      assert.ok(courses.filter(({ points }) => points.length >= 18).length >= 30)
      assert.ok(
        courses.some(({ canSay }) => !canSay.enough),
        'one has too few points',
      )
      assert.ok(
        courses.some(({ points }) => points.some((point) => point.state !== 'value')),
        'one has gaps',
      )
    }
    const kent = await listCourses(db, (await bySlug('kent')).id)
    const again = kent.find(({ indicator }) => indicator.code === 'B5')
    assert.equal(again && currentSignal(again.signals)?.meaning, 'concern', 're-referrals in Kent rise')
  })

  await t.test('a recorded figure replaces the one of its period and keeps it', async () => {
    const { id } = await bySlug('kent')
    const [supplied] = await listSupplied(db, id)
    assert.ok(supplied)
    const { indicator, organisationId } = supplied
    const period = { startsOn: '2026-04-01', endsOn: '2026-06-30' }
    const entry = {
      indicatorId: indicator.id,
      numerator: 12,
      denominator: null,
      value: 12,
      state: 'value',
      reason: null,
    } as const
    await db
      .transaction()
      .execute((tx) =>
        recordObservations(tx, { partnershipId: id, organisationId, returnId: null, ...period, entries: [entry] }),
      )
    const last = await lastObservations(db, id, [indicator.id], '2026-07-01', 4)
    assert.deepEqual(
      last.get(indicator.id)?.map(({ label, value }) => [label, label === 'Q1 2026-27' ? value : 'earlier']),
      [
        ['Q1 2026-27', 12],
        ['Q4 2025-26', 'earlier'],
        ['Q3 2025-26', 'earlier'],
        ['Q2 2025-26', 'earlier'],
      ],
    )
    const kept = await db
      .selectFrom('indicators.observation')
      .where('indicator_id', '=', indicator.id)
      .where('starts_on', '=', period.startsOn)
      .where('partnership_id', '=', id)
      .select(['is_invented', 'replaced_at'])
      .orderBy('recorded_at')
      .execute()
    assert.deepEqual(
      kept.map((row) => [row.is_invented, row.replaced_at === null]),
      [
        [true, false],
        [false, true],
      ],
    )
    const course = await courseOf(db, id, indicator)
    assert.equal(course.latest?.value, 12)
    await assert.rejects(
      db.transaction().execute((tx) =>
        recordObservations(tx, {
          partnershipId: id,
          organisationId,
          returnId: null,
          ...period,
          entries: [{ ...entry, value: null, state: 'missing' }],
        }),
      ),
      /observation_reason_check/,
      'a missing figure needs a reason',
    )
  })

  await t.test(
    'Kent’s and Medway’s neighbours on re-referrals, worked out by hand from the published table',
    async () => {
      const indicator = indicators.find(({ code }) => code === 'B5')
      assert.ok(indicator)
      for (const slug of partnerships) {
        const { area_id } = await bySlug(slug)
        const position = await positionOf(db, area_id ?? 0, indicator)
        assert.ok(position && area_id)
        const rows = await db
          .selectFrom('indicators.neighbour as n')
          .innerJoin('indicators.national_value as v', 'v.area_id', 'n.neighbour_id')
          .where('n.area_id', '=', area_id)
          .where('n.model', '=', '2025-05')
          .where('v.measure_id', '=', indicator.measureId)
          .where('v.period', '=', '2025')
          .select('v.value')
          .execute()
        const sorted = rows.map((row) => Number(row.value)).toSorted((a, b) => a - b)
        assert.equal(sorted.length, 10)
        assert.equal(position.neighbours.median?.toFixed(6), (((sorted[4] ?? 0) + (sorted[5] ?? 0)) / 2).toFixed(6))
        assert.equal(position.neighbours.used, 10)
        assert.equal(position.neighbours.model, '2025-05')
      }
      // Children in need 2025, table c1: Kent 21.6; Essex 15.4, East Sussex 16.6, Norfolk 17.9, Devon 19.7, Suffolk 20.1, Bexley 21.9, Somerset 22.1,
      // Nottinghamshire 23.1, Bedford 23.3, West Sussex 24.4: the middle two are 20.1 and 21.9.
      const kent = await positionOf(db, 886, indicator)
      assert.deepEqual(
        [kent?.own.value, kent?.england.value, kent?.region.value, kent?.neighbours.median],
        [21.6, 22.6, 28.4, 21],
      )
      assert.deepEqual(kent?.rank && [kent.rank.position, kent.rank.of], [97, 153])
      assert.equal((await positionOf(db, 886, indicator, '2020'))?.own.value, 28.5)
      assert.equal(await positionOf(db, 886, indicator, '1999'), null)
    },
  )

  await t.test('an import shows at once', async () => {
    const indicator = indicators.find(({ code }) => code === 'B5')
    assert.ok(indicator)
    await db
      .updateTable('indicators.national_value')
      .set({ value: 99 })
      .where('measure_id', '=', indicator.measureId)
      .where('area_id', '=', 886)
      .where('period', '=', '2025')
      .execute()
    await db
      .updateTable('indicators.dataset')
      .set({ imported_at: new Date('2027-01-01') })
      .execute()
    assert.equal((await positionOf(db, 886, indicator))?.own.value, 99)
    assert.equal((await listPositions(db, 886, [indicator])).get(indicator.id)?.own.value, 99)
  })
})

test('a partnership with an agency’s figures is never given an invented history', async (t) => {
  const db = await demonstrationDb(t)
  await db
    .updateTable('indicators.observation')
    .set({ is_invented: false })
    .where('starts_on', '=', '2026-04-01')
    .execute()
  await db.deleteFrom('indicators.observation').where('is_invented', '=', true).execute()
  assert.equal(await loadInventedHistory(db, testClock), 0)
})
