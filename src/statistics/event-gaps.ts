import { plural } from '#platform/words.ts'
import { dayNumber } from './dated-series.ts'

/** What event dates say about time: whole days between one event and the next, and how long it has been since the last one. */
export type EventGaps = {
  /** The events in date order; several may be on one day. */
  dates: string[]
  /** Days from each event to the next, so one fewer than events; 0 for two on one day. */
  gaps: number[]
  /** How many of the gaps are 0. */
  sameDay: number
  /** Days from the last event to `until`: at least so long, since the next event has not happened yet. Never a point of a chart. */
  soFar: number | null
  words: string
}

/**
 * Days between events, from their dates in any order, and the open stretch since the last one, as known on `until`. The time before the
 * first event is not used. Throws a RangeError for a date that is none, and for an event after `until`.
 */
export function gapsBetween(dates: readonly string[], until: string): EventGaps {
  const end = dayNumber(until, 'until')
  const events = dates.map((date) => ({ date, day: dayNumber(date, 'dates') })).sort((a, b) => a.day - b.day)
  const last = events.at(-1)
  if (last !== undefined && last.day > end)
    throw new RangeError(`until: ${until} is before the last event, ${last.date}`)
  const gaps = events.slice(1).map(({ day }, i) => day - (events[i]?.day ?? day))
  const sameDay = gaps.filter((gap) => gap === 0).length
  const soFar = last === undefined ? null : end - last.day
  return { dates: events.map(({ date }) => date), gaps, sameDay, soFar, words: gapWords(events.length, sameDay, soFar) }
}

function gapWords(events: number, sameDay: number, soFar: number | null): string {
  if (soFar === null) return 'No event is recorded.'
  const same = sameDay === 0 ? '' : `, ${sameDay} of them on the day of the one before`
  return `${plural(events, 'event')}${same}; at least ${plural(soFar, 'day')} so far since the last.`
}
