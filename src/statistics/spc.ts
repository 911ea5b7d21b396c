import { assurance } from './assurance.ts'
import { specialCauses, standing } from './special-causes.ts'
import type { Run, Standing } from './special-causes.ts'
import { spcRows } from './spc-rows.ts'
import type { SpcGroup } from './spc-rows.ts'
import { pointTypeOf, ruleWords, specialCauseWords, variationIconOf } from './spc-words.ts'
import { ruleSets } from './spc-types.ts'
import type {
  ImprovementDirection,
  Rule,
  RuleSet,
  Signal,
  SpcContractResult,
  SpcInput,
  SpcResult,
} from './spc-types.ts'
import { xmrLimits } from './xmr-limits.ts'

const precedence: readonly Rule[] = ['outside', 'trend', 'two-in-three', 'shift']

/**
 * Statistical process control of one series by an XmR chart: limits by group, the rules that fired at each point, the variation icon
 * of the latest point and the assurance against the target. Rule set `nhsrplotthedots-0.2.2` when none is named.
 * A flat, short or empty series has an answer with `null` limits. Throws a RangeError that names the field for input that is no series:
 * lists of unequal length, a date twice or not 'YYYY-MM-DD', a value that is not a finite number, a baseline under 12 points.
 * Sources: NHSRplotthedots 0.2.2; Making Data Count (NHS England), rules of 2023. See docs/statistics.md.
 */
export function spc(input: SpcInput): SpcResult {
  const rules = { name: 'nhsrplotthedots-0.2.2', ...input.rules } as const satisfies RuleSet
  const reading = {
    trend: rules.trend ?? 7,
    shift: rules.shift ?? 7,
    outsideCountsAsClose: rules.name === 'making-data-count-2023',
  }
  const how = { ...reading, direction: input.improvement_direction, packageTrend: !reading.outsideCountsAsClose }
  const { groups, dates, values } = spcRows(input)
  const result: SpcResult = {
    limits: [],
    dates,
    rebase_group: [],
    relative_to_mean: [],
    outside_limits: [],
    close_to_limits: [],
    special_cause_type: [],
    point_type: [],
    variation_icon: 'common_cause',
    assurance_type: null,
    assurance_icon: null,
    values,
    rulesFired: [],
    signals: [],
    ruleSet: ruleSets[rules.name],
  }
  for (const group of groups) {
    const limits = xmrLimits(group.values, input.fix_after_n_points, input.screen_outliers)
    const at = standing(group.values, limits)
    const runs = specialCauses(group.values, at, reading)
    const n = group.values.length
    const { lpl, upl } = limits
    // a mean that rounds to nothing from below is 0, not -0
    const mean = limits.mean === null ? null : limits.mean + 0
    result.limits.push({ rebase_group: group.number, n, mean, lpl, upl, short_group_warning: n < 13 })
    addPoints(result, group, at, runs, how)
    for (const run of runs) result.signals.push(signalOf(run, group.start, input.improvement_direction))
  }
  // those with one onset stay in the order of precedence
  result.signals.sort((a, b) => a.onsetIndex - b.onsetIndex)
  result.variation_icon = variationIconOf(result.point_type.at(-1) ?? 'common_cause', input.improvement_direction)
  const target = assurance(input.target, input.improvement_direction, result.limits.at(-1))
  result.assurance_type = target.type
  result.assurance_icon = target.icon
  return result
}

/** Only the fields of the command-line contract. */
export function contractResult(result: SpcResult): SpcContractResult {
  const { values: _values, rulesFired: _rulesFired, signals: _signals, ruleSet: _ruleSet, ...contract } = result
  return contract
}

/**
 * Whether there are points enough to say anything. Limits and icons are to be trusted from 13 points in the present group of limits
 * (Making Data Count); missing values are no points.
 */
export function canSay(result: SpcResult): { enough: boolean; points: number; sentence: string } {
  const latest = result.rebase_group.at(-1)
  const points = result.values.filter((value, i) => value !== null && result.rebase_group[i] === latest).length
  if (points >= 13) return { enough: true, points, sentence: `${points} points are enough for process limits.` }
  if (points === 0) return { enough: false, points, sentence: 'There are no points yet, so nothing can be said.' }
  const counted = points === 1 ? '1 point is' : `${points} points are`
  const since = result.limits.length > 1 ? ' since the limits were last reset' : ''
  return {
    enough: false,
    points,
    sentence: `${counted} too few to say${since}: limits are provisional and signals are shown from 13 points.`,
  }
}

type How = { direction: ImprovementDirection; trend: number; shift: number; packageTrend: boolean }

function addPoints(result: SpcResult, group: SpcGroup, at: Standing, runs: readonly Run[], how: How): void {
  const count = group.values.length
  const signs = signsByRule(runs, count)
  for (let i = 0; i < count; i++) {
    const fired = precedence.filter((rule) => signs[rule][i] !== 0)
    const rule = fired[0]
    result.rebase_group.push(group.number)
    result.relative_to_mean.push(at.side[i] ?? null)
    result.outside_limits.push(at.outside[i] ?? null)
    result.close_to_limits.push(at.close[i] ?? null)
    result.rulesFired.push(fired)
    if (rule === undefined) {
      result.special_cause_type.push('Common Cause')
      result.point_type.push('common_cause')
      continue
    }
    const up =
      rule === 'trend' && how.packageTrend ? packageTrendUp(group.values, signs.trend, i) : signs[rule][i] === 1
    result.special_cause_type.push(specialCauseWords(rule, up ? 1 : -1, how.trend, how.shift))
    result.point_type.push(pointTypeOf(up ? 1 : -1, how.direction))
  }
}

/** For each rule the sign at each point, 0 where it did not fire. Of two trends that share a point, the later names it. */
function signsByRule(runs: readonly Run[], count: number): Record<Rule, Int8Array> {
  const blank = (): Int8Array => new Int8Array(count)
  const signs = { outside: blank(), trend: blank(), 'two-in-three': blank(), shift: blank() }
  for (const run of runs) for (const place of run.marked) signs[run.rule][place] = run.sign
  return signs
}

/**
 * Direction of a trend point as the package names it: by the step to the next point when that is marked too, else by the step from the
 * one before; anything but a rise is 'Decreasing'. Two rises joined by a tie, or by one step back, so get one point wrong, which
 * `making-data-count-2023` does not repeat: there a point has the direction of the trend that it belongs to.
 */
function packageTrendUp(values: readonly (number | null)[], trend: Int8Array, i: number): boolean {
  const withNext = (trend[i + 1] ?? 0) !== 0
  const [from, to] = withNext ? [values[i], values[i + 1]] : [values[i - 1], values[i]]
  return (to ?? 0) > (from ?? 0)
}

function signalOf(run: Run, start: number, direction: ImprovementDirection): Signal {
  const first = run.marked[0] ?? 0
  return {
    rule: run.rule,
    onsetIndex: start + first,
    endIndex: start + (run.marked.at(-1) ?? first),
    direction: run.sign === 1 ? 'up' : 'down',
    pointType: pointTypeOf(run.sign, direction),
    words: ruleWords(run.rule, run.sign, run.marked.length),
  }
}
