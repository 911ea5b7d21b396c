import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, must } from '#platform/command.ts'
import { addDays, lastCompleteQuarter, quarterOf, type Quarter } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { listSupplied, type Supplied } from '../indicator-store.ts'
import { ratePopulationYear } from '../national/population-file.ts'
import { recordObservations, type NewFigure } from '../observation-store.ts'
import { inventSeries, type InventedFigure } from './invent.ts'
import { annotate, findAnchors, findPopulation, hasRealFigures, setTarget } from './invented-store.ts'
import { readLevels, readPlan, type Levels, type Plan } from './plan.ts'

type Input = { slug: string; areaId: number | null; levels: Levels; plan: Plan; today: string }

/** Whole quarters up to the one before the last complete one, which is left open for returns; oldest first. */
export function historyQuarters(today: string, count: number): Quarter[] {
  const quarters: Quarter[] = []
  let quarter = lastCompleteQuarter(today)
  while (quarters.length < count) {
    quarter = quarterOf(addDays(quarter.startsOn, -1))
    quarters.unshift(quarter)
  }
  return quarters
}

/** Indicators whose numerators are other indicators’ denominators come first. */
const inOrder = (supplied: readonly Supplied[], levels: Levels): Supplied[] =>
  supplied.toSorted(
    (a, b) =>
      Number(levels.levels[a.indicator.code]?.denominatorFrom !== undefined) -
      Number(levels.levels[b.indicator.code]?.denominatorFrom !== undefined),
  )

const inventHistory = command<Input, { figures: number }>({
  name: 'indicators.history-invented',
  permission: 'indicators.set-up',
  subject: () => 'indicators.observation',
  details: ({ figures }) => ({ figures, isInvented: true }),
  async run(tx, actor, { slug, areaId, levels, plan, today }) {
    if (await hasRealFigures(tx, actor.partnershipId)) {
      throw new Error(`${slug} has figures that agencies sent: an invented history is never mixed with them`)
    }
    const quarters = historyQuarters(today, levels.quarters)
    const supplied = inOrder(await listSupplied(tx, actor.partnershipId), levels)
    const population = await findPopulation(tx, areaId)
    const children = quarters.map(({ endsOn }) => population(ratePopulationYear(endsOn)))
    const anchors = await findAnchors(tx, areaId, supplied)
    const series = new Map<string, (InventedFigure | null)[]>()
    for (const { indicator } of supplied) {
      const level = levels.levels[indicator.code]
      if (!level) throw new Error(`levels.json says nothing about ${indicator.code}`)
      series.set(
        indicator.code,
        inventSeries(
          {
            indicator,
            partnership: slug,
            level,
            anchors: anchors.get(indicator.id) ?? [],
            events: plan.events.filter((event) => event.indicator === indicator.code),
            population: children,
            denominators: level.denominatorFrom === undefined ? null : (series.get(level.denominatorFrom) ?? []),
          },
          quarters,
        ),
      )
    }
    await addToCharts(tx, actor.partnershipId, plan, quarters, supplied)
    return { figures: await saveSeries(tx, actor.partnershipId, supplied, series, quarters) }
  },
})

async function saveSeries(
  tx: Tx,
  partnershipId: string,
  supplied: readonly Supplied[],
  series: ReadonlyMap<string, readonly (InventedFigure | null)[]>,
  quarters: readonly Quarter[],
): Promise<number> {
  let count = 0
  for (const [organisationId, theirs] of Map.groupBy(supplied, (one) => one.organisationId)) {
    for (const [at, { startsOn, endsOn }] of quarters.entries()) {
      const entries: NewFigure[] = theirs.flatMap(({ indicator }) => {
        const figure = series.get(indicator.code)?.[at]
        return figure ? [{ indicatorId: indicator.id, ...figure }] : []
      })
      await recordObservations(tx, {
        partnershipId,
        organisationId,
        returnId: null,
        startsOn,
        endsOn,
        entries,
        isInvented: true,
      })
      count += entries.length
    }
  }
  return count
}

async function addToCharts(
  tx: Tx,
  partnershipId: string,
  plan: Plan,
  quarters: readonly Quarter[],
  supplied: readonly Supplied[],
): Promise<void> {
  const idOf = new Map(supplied.map(({ indicator }) => [indicator.code, indicator.id]))
  for (const { indicator, last, text, isRebase } of plan.annotations) {
    const indicatorId = idOf.get(indicator)
    const quarter = quarters.at(-last)
    if (indicatorId === undefined || !quarter) continue
    await annotate(tx, { partnershipId, indicatorId, startsOn: quarter.startsOn, text, isRebase })
  }
  for (const { indicator, target, note } of plan.targets) {
    const indicatorId = idOf.get(indicator)
    if (indicatorId !== undefined) await setTarget(tx, { partnershipId, indicatorId, target, note })
  }
}

/**
 * Makes up a history for the demonstration: whole quarters around the published yearly figures of each partnership’s area, for every indicator
 * that it is supplied with, all marked as invented. It ends before the last complete quarter, which is left open for returns. A partnership
 * that has figures already is left alone. Only the demonstration calls it; a partnership with figures that agencies sent is never given any.
 *
 * @returns how many figures were made up
 */
export async function loadInventedHistory(db: Db, clock: Clock): Promise<number> {
  const partnerships = await db
    .selectFrom('partnerships.partnership as p')
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('indicators.observation as o').whereRef('o.partnership_id', '=', 'p.id').select('o.id'),
        ),
      ),
    )
    .select(['p.id', 'p.slug', 'p.short_name as name', 'p.area_id as areaId'])
    .orderBy('p.slug')
    .execute()
  const levels = await readLevels()
  let figures = 0
  for (const { areaId, ...partnership } of partnerships) {
    const plan = await readPlan(partnership.slug)
    if (!plan) continue
    const input = { slug: partnership.slug, areaId, levels, plan, today: clock.today() }
    figures += must(await inventHistory(db, installation(partnership, ['indicators.set-up']), input)).figures
  }
  return figures
}
