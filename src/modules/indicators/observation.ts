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

/** The name of a period: its quarter when it is one, else its days. */
export function periodLabel(startsOn: string, endsOn: string): string {
  const quarter = quarterOf(startsOn)
  return quarter.startsOn === startsOn && quarter.endsOn === endsOn ? quarter.label : spanInWords(startsOn, endsOn)
}

/**
 * A course with a gap for every quarter of which nothing was recorded, so that a chart shows the hole and no rule looks across it.
 *
 * @param observations oldest first
 */
export function withGaps(observations: readonly Observation[]): Observation[] {
  const filled: Observation[] = []
  for (const observation of observations) {
    const before = filled.at(-1)
    let next = before && addDays(before.endsOn, 1)
    while (next !== undefined && next < observation.startsOn) {
      const endsOn = addDays(addMonths(next, 3), -1)
      if (endsOn >= observation.startsOn) break
      filled.push(nothingRecorded(next, endsOn))
      next = addDays(endsOn, 1)
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
