import { displayValue, type Indicator, type Observation } from '#modules/indicators/public.ts'
import { spc } from '#statistics/spc.ts'

/** Where figures usually lie, from how many earlier ones, and whether those are process limits or only a rough span. */
export type UsualRange = { low: number; high: number; points: number; isLimits: boolean }

/** How many earlier figures are looked at, and from how many on limits are drawn. */
export const pointsLookedAt = 24
const enoughForLimits = 8

/**
 * The usual range of the earlier figures: from eight on the process limits of an XmR chart (Making Data Count), otherwise from half the
 * smallest to double the largest, which only catches slips of the pen. Null with fewer than two figures.
 */
export function usualRange(indicator: Indicator, last: readonly Observation[]): UsualRange | null {
  const known = last.flatMap(({ startsOn, value }) => (value === null ? [] : [{ startsOn, value }]))
  if (known.length < 2) return null
  const values = known.map((each) => each.value)
  const most = indicator.unit === 'percent' ? 100 : Number.POSITIVE_INFINITY
  if (known.length < enoughForLimits) {
    const [low, high] = [Math.min(...values) / 2, Math.min(most, Math.max(...values) * 2)]
    return { low, high, points: known.length, isLimits: false }
  }
  const ordered = known.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn))
  const limits = spc({
    dates: ordered.map((each) => each.startsOn),
    values: ordered.map((each) => each.value),
    improvement_direction: 'neutral',
    target: null,
    rebase_dates: [],
    fix_after_n_points: null,
    screen_outliers: true,
    rules: { name: 'making-data-count-2023' },
  }).limits.at(-1)
  if (!limits || limits.lpl === null || limits.upl === null) return null
  return { low: Math.max(0, limits.lpl), high: Math.min(most, limits.upl), points: known.length, isLimits: true }
}

export const isUnusual = (value: number | null, range: UsualRange | null): boolean =>
  value !== null && range !== null && (value < range.low || value > range.high)

/** '37.0% is above the usual range, 21.2% to 28.4% over the last 16 quarters. Explain it in a line, or correct the figure.' */
export function unusualInWords(indicator: Indicator, value: number, range: UsualRange): string {
  const side = value > range.high ? 'above' : 'below'
  const [low, high] = [displayValue(indicator, range.low), displayValue(indicator, range.high)]
  const span = `${low} to ${high} over the last ${range.points} figures`
  return `${displayValue(indicator, value)} is ${side} the usual range, ${span}. Explain it in a line, or correct the figure.`
}
