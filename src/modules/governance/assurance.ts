import { addDays, addMonths } from '#platform/dates.ts'

export type Rhythm = { startsOn: string; everyMonths: number; dueDays: number; endedOn: string | null }
export type Period = { startsOn: string; endsOn: string; dueOn: string }

/** So many periods a rhythm is followed at most: a hundred years of quarters. */
const mostPeriods = 400

/**
 * The periods of a rhythm that have wholly ended by `today`, oldest first, with the day by which each one's assurance is due. A rhythm
 * that was ended owes no period that ends after its last day.
 */
export function endedPeriods(rhythm: Rhythm, today: string): Period[] {
  const periods: Period[] = []
  for (let n = 0; n < mostPeriods; n++) {
    const period = periodAt(rhythm, n)
    if (period.endsOn >= today || (rhythm.endedOn !== null && period.endsOn > rhythm.endedOn)) break
    periods.push(period)
  }
  return periods
}

/** The period that runs on `today`; undefined once the rhythm has ended before the period does. */
export function runningPeriod(rhythm: Rhythm, today: string): Period | undefined {
  const period = periodAt(rhythm, endedPeriods(rhythm, today).length)
  return rhythm.endedOn !== null && period.endsOn > rhythm.endedOn ? undefined : period
}

function periodAt({ startsOn, everyMonths, dueDays }: Rhythm, n: number): Period {
  // Counted from the first day each time, so that a rhythm that begins on the 31st does not drift through a February.
  const endsOn = addDays(addMonths(startsOn, (n + 1) * everyMonths), -1)
  return { startsOn: addMonths(startsOn, n * everyMonths), endsOn, dueOn: addDays(endsOn, dueDays) }
}

/** 'every month', 'every quarter', 'every 2 months'. */
export const rhythmWords = (everyMonths: number): string =>
  everyMonths === 1
    ? 'every month'
    : everyMonths === 3
      ? 'every quarter'
      : everyMonths === 12
        ? 'every year'
        : `every ${everyMonths} months`
