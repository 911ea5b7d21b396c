import type { Interval } from './intervals.ts'

/**
 * Score interval of the ratio of two proportions, x1 of n1 to x2 of n2: the ratios that a score test at `z` would not refuse. `lower`
 * is 0 with no events in the first; `upper` is `null`, for no end, with none in the second. Source: Koopman 1984, solved by halving.
 */
export function koopmanRatio(x1: number, n1: number, x2: number, n2: number, z: number): Interval {
  // the score falls as the ratio grows: it is z at the lower end and -z at the upper
  const lower = x1 === 0 ? 0 : Math.exp(crossing((log) => score(x1, n1, x2, n2, Math.exp(log)) - z))
  const upper = x2 === 0 ? null : Math.exp(crossing((log) => score(x1, n1, x2, n2, Math.exp(log)) + z))
  return { lower, upper }
}

/** How many standard errors p1 - ratio p2 is from 0, with both proportions as likely as the ratio allows. */
function score(x1: number, n1: number, x2: number, n2: number, ratio: number): number {
  const a = (n1 + n2) * ratio
  const b = n1 * ratio + x1 + n2 + x2 * ratio
  // the smaller root of a p2² - b p2 + (x1 + x2), without a difference of two numbers that may be close
  const p2 = Math.min(1, (2 * (x1 + x2)) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * (x1 + x2)))))
  const p1 = Math.min(1, ratio * p2)
  const variance = (p1 * (1 - p1)) / n1 + (ratio * ratio * p2 * (1 - p2)) / n2
  const miss = x1 / n1 - (ratio * x2) / n2
  // without variance both are all there is and the ratio is 1, which misses nothing
  return variance > 0 ? miss / Math.sqrt(variance) : 0
}

/** Where a falling function of the ratio's logarithm passes 0. */
function crossing(falling: (log: number) => number): number {
  let low = -300
  let high = 300
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (falling(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
