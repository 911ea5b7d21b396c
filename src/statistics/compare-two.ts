import { exactPoisson } from './byar.ts'
import { rateWords, shareWords } from './comparison-words.ts'
import { normalWidth } from './distributions.ts'
import { exactProportion } from './exact-proportion.ts'
import { confidenceShare } from './intervals.ts'
import { koopmanRatio } from './koopman.ts'
import { proportion } from './wilson.ts'
import { finite } from './wording.ts'

/** A figure with its interval; `null` where there is none, or where an end of the interval has no bound. */
export type Measure = { value: number | null; lower: number | null; upper: number | null; method: string }

/** First less second and first to second. `higher` is which one can be told to be higher at this confidence; `null` if neither. */
export type Comparison = { difference: Measure; ratio: Measure; higher: 'first' | 'second' | null; words: string }

/** `x` of `n`, as 12 of 40 plans. */
export type Share = { name: string; x: number; n: number }
/** `events` in so much `exposure`: people, child-years, days. */
export type Rate = { name: string; events: number; exposure: number }

/**
 * Two proportions of separate groups, as shares of 1. Difference: Newcombe's hybrid score interval (1998, method 10). Ratio: Koopman's
 * score interval (1984). Which is higher goes by the difference. Throws a RangeError naming the field for x < 0, n <= 0, x > n, and
 * for a confidence under 0.9.
 */
export function compareProportions(first: Share, second: Share, confidence = 0.95): Comparison {
  const level = confidenceShare(confidence)
  checkShare('first', first)
  checkShare('second', second)
  const difference = mover(wilson(first, level), wilson(second, level))
  const ends = koopmanRatio(first.x, first.n, second.x, second.n, normalWidth(level))
  const value = first.x / first.n / (second.x / second.n)
  const higher = higherOf(difference, 0)
  return {
    difference: measure(difference, 'Newcombe hybrid score (1998, method 10)'),
    ratio: measure({ value, ...ends }, 'Koopman score (1984)'),
    higher,
    words: shareWords(first, second, difference, higher, level),
  }
}

/**
 * Two rates of events of separate groups. Ratio: exact conditional interval, by Clopper and Pearson's of the first's share of all
 * events. Difference, per `per` of exposure: MOVER from the two exact Poisson intervals (Donner and Zou 2012). Which is higher goes by
 * the ratio. Throws a RangeError naming the field for events that are no whole number of 0 or more, exposure <= 0, and a confidence
 * under 0.9.
 */
export function compareRates(
  first: Rate,
  second: Rate,
  { per = 10_000, confidence = 0.95 }: { per?: number; confidence?: number } = {},
): Comparison {
  const level = confidenceShare(confidence)
  checkRate('first', first)
  checkRate('second', second)
  const difference = mover(poisson(first, per, level), poisson(second, per, level))
  const ratio = conditionalRatio(first, second, level)
  const higher = higherOf(ratio, 1)
  return {
    difference: measure(difference, 'MOVER from exact Poisson intervals (Donner and Zou 2012)'),
    ratio: measure(ratio, 'Exact conditional (Clopper and Pearson 1934)'),
    higher,
    words: rateWords(first, second, per, ratio, higher, level),
  }
}

type Bounded = { value: number; lower: number; upper: number }
type Ends = Omit<Measure, 'method'>

function wilson({ x, n }: Share, level: number): Bounded {
  const { value, lower, upper } = proportion(x, n, level)
  // for x = n rounding may carry the end past 1, and for 0 past 0
  return { value, lower: Math.max(0, lower ?? 0), upper: Math.min(1, upper ?? 1) }
}

function poisson({ events, exposure }: Rate, per: number, level: number): Bounded {
  const { lower, upper } = exactPoisson(events, level)
  return {
    value: (events / exposure) * per,
    lower: ((lower ?? 0) / exposure) * per,
    upper: ((upper ?? 0) / exposure) * per,
  }
}

/** Interval of a difference from those of its two parts, each end by the distances that make it. Source: Donner and Zou 2012. */
function mover(first: Bounded, second: Bounded): Bounded {
  const value = first.value - second.value
  return {
    value,
    lower: value - Math.hypot(first.value - first.lower, second.upper - second.value),
    upper: value + Math.hypot(first.upper - first.value, second.value - second.lower),
  }
}

function conditionalRatio(first: Rate, second: Rate, level: number): Ends {
  const all = first.events + second.events
  if (all === 0) return { value: null, lower: null, upper: null }
  const { lower, upper } = exactProportion(first.events, all, level)
  const ratioAt = (share: number): number | null => finite((share / (1 - share)) * (second.exposure / first.exposure))
  return { value: ratioAt(first.events / all), lower: ratioAt(lower ?? 0), upper: ratioAt(upper ?? 1) }
}

const higherOf = ({ lower, upper }: Ends, none: number): Comparison['higher'] =>
  lower !== null && lower > none ? 'first' : upper !== null && upper < none ? 'second' : null

const measure = ({ value, lower, upper }: Ends, method: string): Measure => ({
  value: finite(value ?? NaN),
  lower: finite(lower ?? NaN),
  upper: finite(upper ?? NaN),
  method,
})

function checkShare(which: 'first' | 'second', { x, n }: Share): void {
  if (!(Number.isFinite(x) && x >= 0)) throw new RangeError(`${which}.x: ${x} is not a count of 0 or more`)
  if (!(Number.isFinite(n) && n > 0)) throw new RangeError(`${which}.n: ${n} is not above 0`)
  if (x > n) throw new RangeError(`${which}.x: ${x} is more than n, ${n}`)
}

function checkRate(which: 'first' | 'second', { events, exposure }: Rate): void {
  if (!(Number.isSafeInteger(events) && events >= 0))
    throw new RangeError(`${which}.events: ${events} is not a whole number of 0 or more`)
  if (!(Number.isFinite(exposure) && exposure > 0))
    throw new RangeError(`${which}.exposure: ${exposure} is not above 0`)
}
