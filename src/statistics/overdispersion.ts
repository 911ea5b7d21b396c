import { truncated, winsorised } from './extremes.ts'
import { checkProportions, funnelAreas, funnelComparator } from './funnel-areas.ts'
import type { FunnelArea } from './funnel-areas.ts'
import { sumsByGroup } from './groups.ts'
import type { GroupName, GroupSums } from './groups.ts'
import { overdispersionLimits } from './overdispersion-limits.ts'
import type { OverdispersionLimits } from './overdispersion-limits.ts'
import { scales, scoreOf } from './overdispersion-scales.ts'
import type { Score } from './overdispersion-scales.ts'
import { roundToHundredths } from './rounding.ts'

/** Areas in lists that stand beside each other, rows of one group added up; `null` where there is no figure. */
export type OverdispersionInput = {
  groups: readonly GroupName[]
  numerators: readonly (number | null)[]
  denominators: readonly (number | null)[]
  /** Standardised ratio (observed over expected), proportion, or ratio of two counts. */
  dataType: 'SR' | 'PR' | 'RC'
  /** For standardised ratios. */
  srMethod: 'SHMI' | 'CQC'
  /** Share of the scores at each end that are extremes, from 0 to below 0.5. */
  trimBy: number
  multiplier: number
  /** Whether limits widened for overdispersion are wanted. */
  drawAdjusted: boolean
  /** Which limits make an outlier: 95, or 99 for those of 99.8 per cent. */
  limit: 95 | 99
}

/** What became of a score among the extremes, in the peer's columns: its rank and slice of the ranks, or whether it was pulled in. */
type Place = { rk?: number; sp?: number; truncated?: 0 | 1; winsorised?: 0 | 1 }

/** One area in the peer's columns, `rr` not multiplied; for limits see `OverdispersionLimits`. `null` where there is no figure. */
export type OverdispersionRow = { group: GroupName } & Record<
  | 'denominator'
  | 'numerator'
  | 'rr'
  | 'target_transformed'
  | 'Y'
  | 'Uzscore'
  | 'Wuzscore'
  | 's'
  | 'outlier'
  | keyof OverdispersionLimits,
  number | null
> &
  Place

/** `phi` and `tau2` are 0 when widened limits are not wanted, and `null` when fewer than two areas are left to take them from. */
export type Overdispersion = {
  phi: number | null
  tau2: number | null
  draw_adjusted: boolean
  draw_unadjusted: boolean
  rows: OverdispersionRow[]
}

/**
 * How much more areas differ than chance makes them, and funnel limits widened by it: `phi`, the mean square of the z scores without
 * their extremes; `tau2`, the variance between areas that it implies; and for each area the limits with tau2 and without. Where phi is
 * 1 or less the limits without are those that count. Scores are truncated under SHMI, else winsorised. SHMI's denominators are rounded
 * to two places once the ratio is taken. An area without figures, or without a finite score (no events under SHMI), is not in phi.
 * Throws a RangeError for a count below 0, a denominator that is not above 0 (rounded, under SHMI), a proportion with more cases than
 * people, and a trim outside 0 to 0.5.
 * Sources: Spiegelhalter 2005, Spiegelhalter and others 2012, DerSimonian and Laird 1986; as FunnelPlotR 0.6.0.
 */
export function overdispersion(input: OverdispersionInput): Overdispersion {
  const { dataType, trimBy, multiplier } = input
  if (!(trimBy >= 0 && trimBy < 0.5)) throw new RangeError(`trim_by: ${trimBy} is not from 0 to below 0.5`)
  funnelAreas(input.numerators, input.denominators)
  const sums = sumsByGroup(input.groups, input.numerators, input.denominators)
  const scaleName = dataType === 'SR' ? input.srMethod : dataType
  const areas = knownAreas(sums, scaleName === 'SHMI')
  if (dataType === 'PR') checkProportions(areas)
  const whole = funnelComparator(areas) ?? 0
  const scale = scales[scaleName]
  const scored = areas.map((area) => ({ ...area, ...scoreOf(scale, area.numerator, area.denominator, whole) }))
  const trimmed = scaleName === 'SHMI' ? withoutOutermost(scored, trimBy) : withOutermostPulledIn(scored, trimBy)
  const { phi, tau2 } = input.drawAdjusted ? spread(trimmed) : { phi: 0, tau2: 0 }
  const adjusted = (phi ?? 0) > 1
  const funnel = { scale, whole, tau2: tau2 ?? 0, multiplier, exact: dataType === 'SR' }
  const rows = new Map<GroupName, OverdispersionRow>()
  for (const area of trimmed) {
    const { group, numerator, denominator, rr } = area
    const limits = overdispersionLimits(funnel, denominator)
    const [lower, upper] = ends(limits, adjusted, input.limit)
    rows.set(group, {
      denominator,
      group,
      numerator,
      rr,
      target_transformed: scale.target(whole),
      Y: finite(area.value),
      Uzscore: finite(area.z),
      ...area.place,
      Wuzscore: finite(area.kept),
      s: Math.sqrt(scale.variance(denominator)),
      ...limits,
      outlier: lower <= rr * multiplier && rr * multiplier <= upper ? 0 : 1,
    })
  }
  return {
    phi,
    tau2,
    draw_adjusted: adjusted,
    draw_unadjusted: !adjusted,
    rows: sums.map((sum) => rows.get(sum.group) ?? blankRow(sum)),
  }
}

type NamedArea = FunnelArea & { group: GroupName; rr: number }
type Placed<Scored> = Scored & { kept: number | null; place: Place }

function knownAreas(sums: readonly GroupSums[], rounds: boolean): NamedArea[] {
  const areas: NamedArea[] = []
  for (const { group, x, n } of sums) {
    if (x === null || n === null) continue
    const denominator = rounds ? roundToHundredths(n) : n
    if (denominator === 0) throw new RangeError(`denominator: ${n} is 0 to two places`)
    areas.push({ group, numerator: x, denominator, rr: x / n })
  }
  return areas
}

const withoutOutermost = <Scored extends Score>(scores: readonly Scored[], share: number): Placed<Scored>[] =>
  truncated(scores, share).map((score) => ({
    ...score,
    place: { rk: score.rank, sp: score.slice, truncated: score.extreme ? 1 : 0 },
  }))

const withOutermostPulledIn = <Scored extends Score>(scores: readonly Scored[], share: number): Placed<Scored>[] =>
  winsorised(scores, share).map((score) => ({ ...score, place: { winsorised: score.extreme ? 1 : 0 } }))

/** Phi and DerSimonian and Laird's tau2 of the scores that are left. */
function spread(scores: readonly Placed<Score>[]): { phi: number | null; tau2: number | null } {
  let [n, squares, weights, squaredWeights] = [0, 0, 0, 0]
  for (const { kept, error } of scores) {
    if (kept === null || !Number.isFinite(kept)) continue
    const weight = 1 / error ** 2
    n += 1
    squares += kept ** 2
    weights += weight
    squaredWeights += weight ** 2
  }
  if (n < 2) return { phi: null, tau2: null }
  const between = (squares - (n - 1)) / (weights - squaredWeights / weights)
  return { phi: squares / n, tau2: Math.max(0, between) }
}

const finite = (value: number | null): number | null => (Number.isFinite(value) ? value : null)

function ends(limits: OverdispersionLimits, adjusted: boolean, limit: 95 | 99): [lower: number, upper: number] {
  if (limit === 95) return adjusted ? [limits.OD95LCL, limits.OD95UCL] : [limits.LCL95, limits.UCL95]
  return adjusted ? [limits.OD99LCL, limits.OD99UCL] : [limits.LCL99, limits.UCL99]
}

const blankRow = ({ group, x, n }: GroupSums): OverdispersionRow => ({
  denominator: n,
  group,
  numerator: x,
  rr: null,
  target_transformed: null,
  Y: null,
  Uzscore: null,
  Wuzscore: null,
  s: null,
  OD95LCL: null,
  OD95UCL: null,
  OD99LCL: null,
  OD99UCL: null,
  LCL95: null,
  UCL95: null,
  LCL99: null,
  UCL99: null,
  outlier: null,
})
