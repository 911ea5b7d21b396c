import { chartPair } from '#platform/charts/chart-pair.ts'
import { courseChart } from '#platform/charts/course-chart.ts'
import { rankStrip } from '#platform/charts/rank-strip.ts'
import { present } from '#statistics/mean.ts'
import { boundsOf, shortValue, unitWords } from './display.ts'
import { polarityWords, type Indicator } from './indicator.ts'
import { axisPeriods, comparableMedian, type Position } from './position.ts'

const format = (indicator: Indicator) => (value: number) => shortValue(indicator, value)
const formatTick = (indicator: Indicator) => (value: number) =>
  shortValue({ ...indicator, decimals: Number.isInteger(value) ? 0 : Math.max(1, indicator.decimals) }, value)

/** An area’s published years beside England, its region and the median of its neighbours, wide and compact, as SVG. */
export function drawYears(indicator: Indicator, position: Position): string {
  const { history, areaName } = position
  const unit = unitWords({ ...indicator, isAnnualised: false })
  const isAlone = indicator.unit === 'count'
  const periods = axisPeriods(history)
  const last = history.findLastIndex((year) => year.own.value !== null)
  // Beside the line stands its last figure: when that is not the newest year’s, its year stands with it.
  const label = last < 0 || last === history.length - 1 ? areaName : `${areaName}, ${periods[last] ?? ''}:`
  // England’s count would press an area’s line flat against the axis.
  const comparators = isAlone
    ? []
    : [
        { label: 'England', values: history.map((year) => year.england.value) },
        { label: position.region.name, values: history.map((year) => year.region.value) },
        { label: 'Median of neighbours', values: history.map((year) => comparableMedian(year.neighbours)) },
      ].filter(({ label, values }) => label !== '' && values.some((value) => value !== null))
  const shared = {
    title: `${indicator.name}, ${areaName}, published yearly figures`,
    label,
    ...(unit === '' ? {} : { unit }),
    periods,
    values: history.map((year) => year.own.value),
    comparators,
    fromZero: isAlone,
    bounds: boundsOf(indicator.unit),
    format: format(indicator),
    formatTick: formatTick(indicator),
  }
  return chartPair('years', (id, compact) => courseChart({ ...shared, id, compact }))
}

/** Lower quartile, median and upper quartile by linear interpolation (Hyndman and Fan’s type 7). */
export function quartilesOf(values: readonly (number | null)[]): [number, number, number] | undefined {
  const sorted = present(values).toSorted((a, b) => a - b)
  if (sorted.length < 4) return undefined
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share
    const low = sorted[Math.floor(place)] ?? 0
    return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place))
  }
  return [at(0.25), at(0.5), at(0.75)]
}

/** Every authority on one axis with the area marked, wide and compact, as SVG. */
export function drawStrip(
  indicator: Indicator,
  position: Position,
  areas: readonly { label: string; value: number | null }[],
): string {
  const quartiles = quartilesOf(areas.map(({ value }) => value))
  const unit = unitWords({ ...indicator, isAnnualised: false })
  const references =
    indicator.unit === 'count'
      ? []
      : [
          { label: 'England', value: position.england.value },
          { label: position.region.name, value: position.region.value },
          { label: 'Neighbours', value: comparableMedian(position.neighbours) },
        ].filter(({ label }) => label !== '')
  const shared = {
    title: `${indicator.name}, every area, ${position.periodWords}`,
    ...(unit === '' ? {} : { unit }),
    areas,
    own: position.areaName,
    references,
    ...(quartiles === undefined ? {} : { quartiles }),
    polarity: polarityWords(indicator.polarity).replace(/\.$/, ''),
    format: format(indicator),
    formatTick: formatTick(indicator),
  }
  return chartPair('strip', (id, compact) => rankStrip({ ...shared, id, compact }))
}

/** Some hundred pages’ worth: an area’s own indicators and a few neighbours’. */
const mostKept = 150

/**
 * A drawing of published figures alone, kept until the next import: it is the same for everybody who looks at that area, and placing the dots of 153
 * areas costs more than the rest of the page. The least recently drawn goes first.
 */
export function drawnOnce(
  drawings: Map<string, string>,
  kind: 'years' | 'strip',
  indicator: Indicator,
  position: Position,
  draw: () => string,
): string {
  const { id, name, unit, decimals, denominator, polarity } = indicator
  const key = [kind, position.areaName, position.period, id, name, unit, decimals, denominator, polarity].join('|')
  const drawn = drawings.get(key) ?? draw()
  drawings.delete(key)
  drawings.set(key, drawn)
  const oldest = drawings.keys().next().value
  if (drawings.size > mostKept && oldest !== undefined) drawings.delete(oldest)
  return drawn
}
