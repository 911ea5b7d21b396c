import { plural } from '#platform/words.ts'
import type { Effect, InterruptedEffects, InterruptedSeries } from './interrupted-series.ts'
import { percentOf, threeFigures } from './wording.ts'

/** What a person must look into before anything is said of a cause. */
const toCheck =
  'To be checked: what else changed then, whether the figure is still counted in the same way, whether the date was chosen because of the figures, the time of year, and whether places without the change moved likewise.'

/** An autocorrelation up to which the intervals keep their promise for short series, by simulation (see the tests). */
const STRONG = 0.9

/** What an interrupted series shows, how sure that is, and what must be checked. Never a cause. */
export function interruptedSentence(
  { before, after, missing }: Pick<InterruptedSeries, 'before' | 'after' | 'missing'>,
  effects: InterruptedEffects | null,
  reason: string | null,
  level: number,
): string {
  if (effects === null) return `Nothing can be said: ${reason ?? ''}.`
  const { levelChange, lastDifference, autocorrelation } = effects
  const said = [
    `At the date the level moved by ${moved(levelChange)}, and at the last point the line is ${moved(lastDifference)} away from the course before (${percentOf(level)} intervals, ${plural(before, 'point')} before the date and ${after} from it on).`,
    verdict(levelChange, lastDifference),
  ]
  if (autocorrelation.upper > STRONG)
    said.push('Neighbouring figures may hang together so closely that the intervals are too narrow.')
  if (missing > 0) said.push(`${plural(missing, 'date')} without a figure left out.`)
  said.push('This does not show a cause.', toCheck)
  return said.join(' ')
}

function moved({ lower, upper }: Effect): string {
  if (lower === null || upper === null) return 'more than can be shown'
  return `between ${threeFigures(lower)} and ${threeFigures(upper)}`
}

function verdict(levelChange: Effect, lastDifference: Effect): string {
  const [level, last] = [signOf(levelChange), signOf(lastDifference)]
  if (level === 0 && last === 0) return 'No change can be told.'
  const told = [
    ...(level === 0 ? [] : [`the level ${level > 0 ? 'rose' : 'fell'} at the date`]),
    ...(last === 0 ? [] : [`the last point is ${last > 0 ? 'above' : 'below'} the course before`]),
  ]
  return `What can be told: ${told.join(', and ')}.`
}

/** The sign of an effect whose interval does not hold 0, else 0. */
function signOf({ lower, upper }: Effect): -1 | 0 | 1 {
  if (lower !== null && lower > 0) return 1
  return upper !== null && upper < 0 ? -1 : 0
}
