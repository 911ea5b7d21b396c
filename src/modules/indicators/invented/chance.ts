import { repeatableChance } from '#statistics/repeatable-chance.ts'

/**
 * Chance that is the same every time: an invented figure must not change because a page, a test or a computer does. The seed is text, so
 * that each partnership, indicator and quarter has its own. Hash: FNV-1a; numbers: mulberry32 (both in the public domain).
 */
export type Chance = {
  /** Evenly between 0 and 1, 1 left out. */
  uniform(): number
  /** Mean 0, standard deviation 1 (Box and Muller). */
  normal(): number
  /** A count of independent events of which `expected` are expected. */
  poisson(expected: number): number
  /** How many of `n` succeed, each with the same probability. */
  binomial(n: number, probability: number): number
}

export function chanceFrom(seed: string): Chance {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193) >>> 0

  const uniform = repeatableChance(state)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())

  return {
    uniform,
    normal,
    poisson(expected) {
      if (expected > 50) return Math.max(0, Math.round(expected + Math.sqrt(expected) * normal()))
      let count = 0
      let product = uniform()
      const floor = Math.exp(-expected)
      while (product > floor) {
        product *= uniform()
        count++
      }
      return count
    },
    binomial(n, probability) {
      if (n <= 200) {
        let count = 0
        for (let i = 0; i < n; i++) if (uniform() < probability) count++
        return count
      }
      const spread = Math.sqrt(n * probability * (1 - probability))
      return Math.min(n, Math.max(0, Math.round(n * probability + spread * normal())))
    },
  }
}
