const wall = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/** 'YYYY-MM-DD' and 'HH:MM' of an instant on a clock in London. */
export function londonParts(instant: Date): { date: string; time: string } {
  const part = Object.fromEntries(wall.formatToParts(instant).map(({ type, value }) => [type, value]))
  const of = (type: string): string => part[type] ?? ''
  return { date: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` }
}

/**
 * The instant of a day and time in London. A time that comes twice (the night summer time ends) is the earlier, so that no clock is
 * given an hour too much; one that is left out in spring is read as the hour before the change plus it.
 */
export function londonInstant(date: string, time: string): Date {
  const asIfUtc = Date.parse(`${date}T${time}:00Z`)
  const summer = new Date(asIfUtc - 3_600_000)
  const { date: sameDate, time: sameTime } = londonParts(summer)
  return sameDate === date && sameTime === time ? summer : new Date(asIfUtc)
}
