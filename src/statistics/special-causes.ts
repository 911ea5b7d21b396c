import type { Rule } from './spc-types.ts'
import type { XmrLimits } from './xmr-limits.ts'

/** 0 is neither way. */
type Sign = -1 | 0 | 1

/** Where each point of a group stands; `null` where the value or the limit is missing. */
export type Standing = {
  side: (Sign | null)[]
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
  return {
    side: values.map((value) => (value === null || mean === null ? null : signOf(value - mean))),
    outside: values.map((value) => (value === null || lpl === null ? null : value > upl || value < lpl)),
    close: values.map((value) =>
      value === null || lpl === null
        ? null
        : (value > upperNear && value <= upl) || (value < lowerNear && value >= lpl),
    ),
  }
}

/** Every run by every rule in one group, windows wholly inside it; a missing value breaks a window. In the order of precedence. */
export function specialCauses(values: readonly (number | null)[], at: Standing, reading: Reading): Run[] {
  const runs: Run[] = []
  const add = (rule: Rule, signs: readonly Sign[], length: number, before = 0): void => {
    for (const [sign, from, to] of stretches(signs, length)) runs.push({ rule, sign, marked: span(from - before, to) })
  }
  const side = at.side.map((sign) => sign ?? 0)
  const outside = side.map((sign, i) => (at.outside[i] === true ? sign : 0))
  add('outside', outside, 1)
  // six steps one way are seven points: the point before the first step belongs to the trend
  add('trend', steps(values), reading.trend - 1, 1)
  runs.push(...twoInThree(at, side, reading.outsideCountsAsClose))
  add('shift', side, reading.shift)
  return runs
}

/** Sign of the step to each value from the one before, 0 where either is missing. */
function steps(values: readonly (number | null)[]): Sign[] {
  return values.map((value, i) => {
    const before = values[i - 1] ?? null
    return value === null || before === null ? 0 : signOf(value - before)
  })
}

/**
 * Windows of three points on one side of the mean of which at least two lie beyond two sigma; only those are marked, not the third.
 * Windows that share a marked point are one run.
 */
function twoInThree(at: Standing, side: readonly Sign[], outsideCountsAsClose: boolean): Run[] {
  const beyond = at.close.map((close, i) => close === true || (outsideCountsAsClose && at.outside[i] === true))
  return stretches(side, 3).flatMap(([sign, from, to]) =>
    chains(span(from, to).filter((place) => beyond[place])).map((marked) => ({ rule: 'two-in-three', sign, marked })),
  )
}

/** Two places or more that have room in one window of three with the next. */
function chains(places: readonly number[]): number[][] {
  const found: number[][] = []
  for (const place of places) {
    const last = found.at(-1)
    if (last?.at(-1) === place - 1 || last?.at(-1) === place - 2) last.push(place)
    else found.push([place])
  }
  return found.filter((chain) => chain.length > 1)
}

/** Longest stretches of one same sign, at least `length` long: [sign, first, last]. Zero belongs to none. */
function stretches(signs: readonly Sign[], length: number): [1 | -1, number, number][] {
  const found: [1 | -1, number, number][] = []
  let from = 0
  for (let i = 1; i <= signs.length; i++) {
    if (signs[i] === signs[from]) continue
    const sign = signs[from] ?? 0
    if (sign !== 0 && i - from >= length) found.push([sign, from, i - 1])
    from = i
  }
  return found
}

/** -1, 0 or 1, never negative zero. */
function signOf(difference: number): Sign {
  if (difference > 0) return 1
  return difference < 0 ? -1 : 0
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
