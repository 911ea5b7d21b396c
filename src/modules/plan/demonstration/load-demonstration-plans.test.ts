import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadPacks } from '#modules/partnerships/public.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { loadPublishedPriorities } from '../load-priorities.ts'
import { planPaths, projectPaths } from '../paths.ts'
import { loadDemonstrationPlans } from './load-demonstration-plans.ts'
import { readDemonstrationPlans } from './plans-file.ts'

const packs = ['kent', 'medway'].map((name) => join(import.meta.dirname, '../../../../packs', name))

/** The indicators that the invented plans name, without the whole catalogue. */
async function indicators(db: Db): Promise<void> {
  const plans = await readDemonstrationPlans()
  const slugs = plans
    .flatMap(({ priorities }) => priorities)
    .flatMap(({ outcomes }) => outcomes)
    .flatMap(({ measures }) => measures)
    .flatMap(({ indicator }) => indicator ?? [])
  for (const [position, slug] of slugs.entries()) {
    await db
      .insertInto('indicators.indicator')
      .values({
        code: `X${position}`,
        slug,
        position,
        theme: 'x',
        name: slug,
        question: 'How many?',
        definition: slug,
        numerator: 'Children',
        denominator: 'Children',
        unit: 'percent',
        multiplier: 100,
        decimals: 1,
        polarity: 'higher-better',
        owner_kind: 'council',
        frequency: 'quarterly',
        certainty: 'I',
        details: JSON.stringify({
          themeName: 'X',
          isAnnualised: false,
          periodKind: 'quarter',
          certaintyWords: '',
          priority: '',
          seriesBreaks: [],
          minimumCount: 5,
        }),
      })
      .execute()
  }
}

test(
  'the demonstration shows a plan for Kent and Medway, says what is invented, and loads once',
  { timeout: 240_000 },
  async (t) => {
    const db = await emptyDb(t)
    await loadPacks(db, packs, () => undefined, { withSamplePeople: true })
    await loadPublishedPriorities(db, packs)
    await loadPublishedPriorities(db, packs)
    await indicators(db)
    await loadDemonstrationPlans(db, testClock)
    const count = async () =>
      (
        await db
          .selectFrom('platform.audit_event')
          .select((one) => one.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n
    const before = await count()
    await loadDemonstrationPlans(db, testClock)
    assert.equal(await count(), before, 'a second load changes nothing')
    const loads = await db
      .selectFrom('platform.audit_event')
      .where('name', '=', 'plan.priorities-loaded')
      .select('id')
      .execute()
    assert.equal(loads.length, 2, 'one a partnership')
    const { get } = await site(t, db, { role: 'business-manager' })
    const kent = await get(planPaths.show('2025-10-01-to-2027-03-31'))
    assert.match(kent.page.text, /Strategic Plan 1 October 2025 to 31 March 2027/)
    assert.match(kent.page.text, /Invented for the demonstration/)
    assert.match(kent.page.text, /6 priorities/)
    assert.match(kent.page.text, /Reduce the number of children under 2-years-old/)
    assert.match(kent.page.text, /1 change waits for approval/)
    const judged = await db
      .selectFrom('plan.judgement as judgement')
      .innerJoin('plan.plan as plan', 'plan.id', 'judgement.plan_id')
      .where('plan.slug', '=', '2025-10-01-to-2027-03-31')
      .select('judgement.judged_on as on')
      .distinct()
      .orderBy('judgement.judged_on')
      .execute()
    assert.deepEqual(
      judged.map(({ on }) => on),
      ['2026-01-15', '2026-04-15', '2026-07-15', '2026-10-15'],
    )
    const medway = { role: 'business-manager', partnership: 'medway' }
    assert.match((await get(planPaths.show('2026-27'), medway)).page.text, /Business Plan 2026-27/)
    assert.match((await get(planPaths.list(), medway)).page.text, /none is listed in the document/)
    assert.match((await get(projectPaths.list())).page.text, /A shorter form for referrals \(invented\).*Paused/)
  },
)
