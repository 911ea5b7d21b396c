import { addDays, addMonths, quarterOf, spanInWords } from '#platform/dates.ts'

/** Why a figure is not there, or 'value' when it is. */
export type ObservationState = 'value' | 'missing' | 'not collected' | 'not applicable' | 'suppressed'

/** The figure of one indicator for one period, as an accepted return gave it or as the demonstration invented it. */
export type Observation = {
  /** null for a quarter of which nothing at all was recorded. */
  id: string | null
  startsOn: string
  endsOn: string
  /** 'Q1 2026-27'. */
  label: string
  numerator: number | null
  denominator: number | null
  value: number | null
  state: ObservationState
  reason: string | null
  isInvented: boolean
}

/** Remembers the answers of a pure function of dates: a page asks for the same few dozen quarters hundreds of times. */
function remembered<T extends string[]>(answer: (...dates: T) => string): (...dates: T) => string {
  const known = new Map<string, string>()
  return (...dates) => {
    const key = dates.join()
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size > 2000) known.clear()
    const made = answer(...dates)
    known.set(key, made)
    return made
  }
}

/** The name of a period: its quarter when it is one, else its days. */
export const periodLabel = remembered((startsOn: string, endsOn: string): string => {
  const quarter = quarterOf(startsOn)
  return quarter.startsOn === startsOn && quarter.endsOn === endsOn ? quarter.label : spanInWords(startsOn, endsOn)
})

const dayAfter = remembered((date: string): string => addDays(date, 1))
const quarterFrom = remembered((startsOn: string): string => addDays(addMonths(startsOn, 3), -1))

/**
 * A course with a gap for every quarter of which nothing was recorded, so that a chart shows the hole and no rule looks across it.
 *
 * @param observations oldest first
 */
export function withGaps(observations: readonly Observation[]): Observation[] {
  const filled: Observation[] = []
  for (const observation of observations) {
    const before = filled.at(-1)
    let next = before && dayAfter(before.endsOn)
    while (next !== undefined && next < observation.startsOn) {
      const endsOn = quarterFrom(next)
      if (endsOn >= observation.startsOn) break
      filled.push(nothingRecorded(next, endsOn))
      next = dayAfter(endsOn)
    }
    filled.push(observation)
  }
  return filled
}

const nothingRecorded = (startsOn: string, endsOn: string): Observation => ({
  id: null,
  startsOn,
  endsOn,
  label: periodLabel(startsOn, endsOn),
  numerator: null,
  denominator: null,
  value: null,
  state: 'missing',
  reason: 'Nothing was recorded for this quarter.',
  isInvented: false,
})
