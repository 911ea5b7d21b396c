import { plural } from '#platform/words.ts'
import type { Kappa } from './kappa.ts'
import { figure, percentOf } from './wording.ts'

/** Credit for grades that differ: none, less with each step apart, or less with its square. */
export const kappaWeights = {
  none: 'no credit for grades that differ',
  linear: 'linear weights',
  quadratic: 'quadratic weights',
} as const
export type KappaWeights = keyof typeof kappaWeights

/** Pairs for a category squared under which the interval is rough (Cicchetti 1981). */
const PAIRS_PER_CATEGORY_SQUARED = 2

/** What kappa says, beside the raw agreement, without an adjective for it: how much is enough is for people to say. */
export function kappaWords(result: Omit<Kappa, 'words'>, level: number, categories: number): string {
  const { kappa, lower, upper, agreement, same, used, leftOut, weights, reason } = result
  const said: string[] = []
  if (agreement !== null)
    said.push(`The same grade in ${same} of ${plural(used, 'pair')} (${figure(agreement * 100)}%).`)
  if (kappa === null) said.push(`Kappa cannot be worked out: ${reason ?? ''}.`)
  else {
    const interval =
      lower === null || upper === null
        ? `no interval: ${reason ?? ''}`
        : `${percentOf(level)} interval ${figure(lower, 2)} to ${figure(upper, 2)}`
    said.push(
      `Kappa ${figure(kappa, 2)} (${interval}), ${kappaWeights[weights]}: 1 is full agreement, 0 what chance alone would give.`,
    )
    if (used < PAIRS_PER_CATEGORY_SQUARED * categories * categories)
      said.push('With so few pairs the interval is rough.')
  }
  if (leftOut > 0) said.push(`${plural(leftOut, 'pair')} without both grades left out.`)
  return said.join(' ')
}
