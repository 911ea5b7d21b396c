import type { Significance } from './funnel-significance.ts'
import type { Overdispersion } from './overdispersion.ts'
import {
  directRows,
  indirectRateRows,
  indirectRatioRows,
  meanRows,
  proportionRows,
  quantiles,
  rateRows,
  repeatEventsRows,
} from './rates-figures.ts'
import { funnelOverdispersion, funnelSignificance } from './rates-funnels.ts'
import { fieldsOf, oneOfAt } from './rates-input.ts'
import type { Fields } from './rates-input.ts'
import type { RatesRow } from './rates-rows.ts'

/** What one case comes to: rows, or one object, by its kind. */
export type RatesResult =
  RatesRow[] | { quantile: (number | null)[] } | { significance: (Significance | null)[] } | Overdispersion

const kinds = {
  proportion: proportionRows,
  rate: rateRows,
  dsr: directRows,
  dsr_repeat_events: repeatEventsRows,
  israte: indirectRateRows,
  isratio: indirectRatioRows,
  mean: meanRows,
  quantile: quantiles,
  funnel_significance: funnelSignificance,
  funnel_overdispersion: funnelOverdispersion,
} as const satisfies Record<string, (input: Fields) => RatesResult>
const kindNames = Object.keys(kinds) as (keyof typeof kinds)[]

/**
 * One case of the command line's `rates`, `{ kind, input }`, answered in the peers' columns; see docs/statistics.md. Any document may
 * be given: what is no case is refused with a RangeError whose message is `FIELD: sentence`. A figure that has no answer is `null`,
 * NaN and infinity among them.
 */
export function ratesCase(value: unknown): RatesResult {
  const fields = fieldsOf(value, 'case')
  const kind = oneOfAt(fields, 'kind', kindNames)
  return withoutInfinity(kinds[kind](fieldsOf(fields['input'], 'input'))) as RatesResult
}

function withoutInfinity(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(withoutInfinity)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutInfinity(entry)]))
}
