import type { Rule } from './spc-types.ts'
import type { XmrLimits } from './xmr-limits.ts'

/** Where each point of a group stands; `null` where the value or the limit is missing. */
export type Standing = {
  side: (number | null)[]
  outside: (boolean | null)[]
  close: (boolean | null)[]
}

/** A run of points by one rule inside one group; `marked` are the points that the rule colours. */
export type Run = { rule: Rule; sign: 1 | -1; marked: number[] }

/** How the rules are read: lengths in points, and whether "two in three" counts points beyond three sigma. */
export type Reading = { trend: number; shift: number; outsideCountsAsClose: boolean }

/** Side of the mean (-1, 0, 1), outside the limits (strictly), and between two and three sigma (strictly beyond two). */
export function standing(values: readonly (number | null)[], limits: XmrLimits): Standing {
  const { lpl, upl, lowerNear, upperNear, mean } = limits
  const result: Standing = { side: [], outside: [], close: [] }
  for (const value of values) {
    if (value === null || mean === null) {
      result.side.push(null)
      result.outside.push(null)
      result.close.push(null)
      continue
    }
    result.side.push(signOf(value - mean))
    if (lpl === null || upl === null || lowerNear === null || upperNear === null) {
      result.outside.push(null)
      result.close.push(null)
      continue
    }
    const outside = value > upl || value < lpl
    result.outside.push(outside)
    result.close.push(!outside && (value < lowerNear || value > upperNear))
  }
  return result
}

/** Every run by every rule in one group, windows wholly inside it; a missing value breaks a window. In the order of precedence. */
export function specialCauses(values: readonly (number | null)[], at: Standing, reading: Reading): Run[] {
  const runs: Run[] = []
  const add = (rule: Rule, signs: readonly number[], length: number, before = 0): void => {
    for (const [sign, from, to] of stretches(signs, length)) runs.push({ rule, sign, marked: span(from - before, to) })
  }
  const side = at.side.map((sign) => sign ?? 0)
  if (at.outside.includes(true)) {
    add(
      'outside',
      side.map((sign, i) => (at.outside[i] === true ? sign : 0)),
      1,
    )
  }
  // six steps one way are seven points: the point before the first step belongs to the trend
  add('trend', steps(values), reading.trend - 1, 1)
  runs.push(...twoInThree(at, reading.outsideCountsAsClose))
  add('shift', side, reading.shift)
  return runs
}

/** Sign of the step to each value from the one before, 0 where either is missing. */
function steps(values: readonly (number | null)[]): number[] {
  return values.map((value, i) => {
    const before = values[i - 1] ?? null
    return value === null || before === null ? 0 : signOf(value - before)
  })
}

/**
 * Windows of three points on one side of the mean of which at least two lie beyond two sigma; only those are marked, not the third.
 * Windows that share a marked point are one run.
 */
function twoInThree(at: Standing, outsideCountsAsClose: boolean): Run[] {
  const beyond = at.close.map((close, i) => close === true || (outsideCountsAsClose && at.outside[i] === true))
  const runs: Run[] = []
  for (let i = 2; i < beyond.length; i++) {
    const sign = at.side[i] ?? 0
    if (sign === 0 || at.side[i - 1] !== sign || at.side[i - 2] !== sign) continue
    const marked = [i - 2, i - 1, i].filter((place) => beyond[place])
    if (marked.length < 2) continue
    const last = runs.at(-1)
    // windows only move on, so the marks of a run stand in order
    const end = last?.marked.at(-1) ?? -1
    if (last !== undefined && last.sign === sign && (marked[0] ?? 0) <= end) {
      last.marked.push(...marked.filter((place) => place > end))
    } else runs.push({ rule: 'two-in-three', sign: sign > 0 ? 1 : -1, marked })
  }
  return runs
}

/** Longest stretches of one same sign, at least `length` long: [sign, first, last]. Zero belongs to none. */
function stretches(signs: readonly number[], length: number): [1 | -1, number, number][] {
  const found: [1 | -1, number, number][] = []
  let from = 0
  for (let i = 1; i <= signs.length; i++) {
    if (i < signs.length && signs[i] === signs[from]) continue
    const sign = signs[from] ?? 0
    if (sign !== 0 && i - from >= length) found.push([sign > 0 ? 1 : -1, from, i - 1])
    from = i
  }
  return found
}

/** -1, 0 or 1, never negative zero. */
function signOf(difference: number): -1 | 0 | 1 {
  if (difference > 0) return 1
  return difference < 0 ? -1 : 0
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
