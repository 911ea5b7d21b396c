import { studentBelow, studentQuantile } from './distributions.ts'

/** One of several Student t distributions of the same degrees of freedom, moved by `centre` and stretched by `scale`. */
export type Part = { weight: number; centre: number; scale: number }
/** A mixture of them; the weights add up to 1. */
export type Mixture = { parts: readonly Part[]; df: number }

/** Mean of the mixture; its degrees of freedom are above 1. */
export const mixtureMean = ({ parts }: Mixture): number =>
  parts.reduce((total, { weight, centre }) => total + weight * centre, 0)

/** Probability that the mixture lies below `x`. */
export const mixtureBelow = ({ parts, df }: Mixture, x: number): number =>
  parts.reduce((total, { weight, centre, scale }) => total + weight * studentBelow((x - centre) / scale, df), 0)

/**
 * Value below which the mixture lies with probability `p`, which is met to 1e-10. It is between the least and the greatest of the parts'
 * own quantiles, and found there by false position (the Illinois rule).
 */
export function mixtureQuantile(mixture: Mixture, p: number): number {
  const width = studentQuantile(p, mixture.df)
  const ends = mixture.parts.map(({ centre, scale }) => centre + width * scale)
  const missAt = (x: number): { x: number; miss: number } => ({ x, miss: mixtureBelow(mixture, x) - p })
  let [old, last] = [missAt(Math.min(...ends)), missAt(Math.max(...ends))]
  for (let step = 0; step < 100 && Math.abs(last.miss) > 1e-10; step++) {
    const next = missAt((old.x * last.miss - last.x * old.miss) / (last.miss - old.miss))
    old = next.miss * last.miss < 0 ? last : { x: old.x, miss: old.miss / 2 }
    last = next
  }
  return last.x
}
