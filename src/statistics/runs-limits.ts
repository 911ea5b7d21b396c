/** Points off the median from which the number of runs is judged: the table of Perla, Provost and Murray 2011 begins at 10. */
export const RUNS_FROM = 10

/** Most that either tail may hold: 5 % for both together. */
const TAIL = 0.025
/** So that a probability of exactly 1 in 40 is not lost to rounding. */
const ROUNDING = 1e-12

/**
 * Probability of each number of runs (the place in the list) when `above` points of one kind and `below` of the other stand in any
 * order alike. Source: Swed and Eisenhart 1943, worked out and not looked up.
 */
export function runsProbabilities(above: number, below: number): number[] {
  const log = logFactorials(above + below)
  const logChoose = (n: number, k: number): number => (k > n ? -Infinity : at(log, n) - at(log, k) - at(log, n - k))
  const all = logChoose(above + below, above)
  const ways = (a: number, b: number): number => Math.exp(logChoose(above - 1, a) + logChoose(below - 1, b) - all)
  const chances: number[] = [0, 0]
  for (let runs = 2; runs <= above + below; runs++) {
    const half = Math.floor(runs / 2)
    chances.push(runs % 2 === 0 ? 2 * ways(half - 1, half - 1) : ways(half, half - 1) + ways(half - 1, half))
  }
  return chances
}

/**
 * Fewest and most runs that are not surprising for so many points above and below the median: fewer than `lower` are too few, more than
 * `upper` too many, each with a chance of at most 2.5 %. `null` under 10 points, or with none on one side. Source: Swed and Eisenhart 1943.
 */
export function runsLimits(above: number, below: number): { lower: number; upper: number } | null {
  if (above + below < RUNS_FROM || above === 0 || below === 0) return null
  const chances = runsProbabilities(above, below)
  let lower = 0
  for (let tail = 0; ; lower++) {
    tail += at(chances, lower)
    if (tail > TAIL + ROUNDING) break
  }
  let upper = chances.length - 1
  for (let tail = 0; ; upper--) {
    tail += at(chances, upper)
    if (tail > TAIL + ROUNDING) break
  }
  return { lower, upper }
}

/**
 * Anhøj rules for `useful` points off the median: a run longer than `longestRun` = round(log2 m) + 3 is unusually long, fewer crossings
 * than `crossings` = the 5 % quantile of the binomial(m - 1, 1/2) unusually few. `null` under 10 points.
 * Source: Anhøj and Olesen 2014; Anhøj 2015.
 */
export function anhoejLimits(useful: number): { longestRun: number; crossings: number } | null {
  if (useful < RUNS_FROM) return null
  const steps = useful - 1
  const log = logFactorials(steps)
  let crossings = 0
  for (let below = 0; ; crossings++) {
    below += Math.exp(at(log, steps) - at(log, crossings) - at(log, steps - crossings) - steps * Math.LN2)
    if (below >= 0.05) break
  }
  return { longestRun: Math.round(Math.log2(useful)) + 3, crossings }
}

function logFactorials(upTo: number): number[] {
  const log = [0]
  for (let n = 1; n <= upTo; n++) log.push(at(log, n - 1) + Math.log(n))
  return log
}

const at = (list: readonly number[], place: number): number => list[place] ?? 0
