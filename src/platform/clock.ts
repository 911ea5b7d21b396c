const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

export type Clock = {
  /** This instant. */
  now(): Date
  /** Today's date in London as 'YYYY-MM-DD'. */
  today(): string
}

/** The machine's clock; today is London's. */
export const systemClock: Clock = {
  now: () => new Date(),
  today: () => london.format(new Date()),
}

/** A clock that stands still, for tests: `at` is an instant such as '2026-11-22T10:00:00Z'. */
export function fixedClock(at: string): Clock {
  const instant = new Date(at)
  return { now: () => new Date(instant), today: () => london.format(instant) }
}
