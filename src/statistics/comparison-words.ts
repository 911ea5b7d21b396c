import type { Comparison, Measure, Rate, Share } from './compare-two.ts'
import { figure, percentOf, threeFigures } from './wording.ts'

type Ends = Pick<Measure, 'lower' | 'upper'>

/** Two proportions in a sentence: both, the interval of the difference, which is higher if that can be told, and no cause. */
export function shareWords(
  first: Share,
  second: Share,
  { lower, upper }: Ends,
  higher: Comparison['higher'],
  level: number,
): string {
  const both = [first, second].map(({ name, x, n }) => `${name} ${figure((x / n) * 100)}%`).join(', ')
  const ends = `between ${figure((lower ?? 0) * 100)} and ${figure((upper ?? 0) * 100)} percentage points`
  return `${both}: the difference is ${ends} (${percentOf(level)} interval): ${verdict(first, second, higher)}`
}

/** Two rates in a sentence: both, the interval of their ratio, which is higher if that can be told, and no cause. */
export function rateWords(
  first: Rate,
  second: Rate,
  per: number,
  ratio: Ends,
  higher: Comparison['higher'],
  level: number,
): string {
  const both = [first, second]
    .map(({ name, events, exposure }) => `${name} ${threeFigures((events / exposure) * per)}`)
    .join(', ')
  const interval =
    ratio.lower === null ? '' : `: the first is ${times(ratio)} the second (${percentOf(level)} interval)`
  return `${both} per ${figure(per, 0)}${interval}: ${verdict(first, second, higher)}`
}

function times({ lower, upper }: Ends): string {
  if (upper === null) return `at least ${threeFigures(lower ?? 0)} times`
  return lower === 0
    ? `at most ${threeFigures(upper)} times`
    : `between ${threeFigures(lower ?? 0)} and ${threeFigures(upper)} times`
}

function verdict(first: { name: string }, second: { name: string }, higher: Comparison['higher']): string {
  if (higher === null) return 'no difference can be told.'
  return `${higher === 'first' ? first.name : second.name} is higher. It does not say why.`
}
