import { parseCronItem, type CronMatcher } from 'graphile-worker'

/** A minute as graphile-worker tells of it: UTC, and without its year. */
type Digest = Parameters<CronMatcher>[0]

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
})

/** The same minute on London's clocks. */
function inLondon({ min, hour, date, month, dow }: Digest, thisYear: number): Digest {
  // A job may be made up for over New Year, so the year is the latest one in which this date has this day of the week.
  const year = [thisYear, thisYear - 1].find((each) => new Date(Date.UTC(each, month - 1, date)).getUTCDay() === dow)
  const instant = new Date(Date.UTC(year ?? thisYear, month - 1, date, hour, min))
  const read = Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const { month: m = 0, day = 0, hour: h = 0, minute = 0 } = read
  return {
    min: minute,
    hour: h,
    date: day,
    month: m,
    dow: new Date(Date.UTC(year ?? thisYear, m - 1, day)).getUTCDay(),
  }
}

// A job has one hour of the day or all of them. The hour from one to two comes twice in October and never in March.
const allowedHours = /^(?:\*|0|[2-9]|1\d|2[0-3])$/

/**
 * A cron line on London's clocks, summer and winter (graphile-worker's own are UTC).
 *
 * @param cron five fields, such as '30 6 * * 1' for half past six on Mondays
 * @throws Error for a line that is none, or whose hour is neither * nor one hour that every day has once
 */
export function londonCron(cron: string, now: () => Date): CronMatcher {
  const { match } = parseCronItem({ task: cron, match: cron })
  if (!allowedHours.test(cron.trim().split(/\s+/)[1] ?? '')) {
    throw new Error(
      `'${cron}': the hour must be *, or one hour other than 1, which comes twice when the clocks go back`,
    )
  }
  return (digest) => match(inLondon(digest, now().getUTCFullYear()))
}
