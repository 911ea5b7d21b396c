const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function read(instant: Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value]))
}

/** The day that an instant falls on in London, as 'YYYY-MM-DD'. */
export function londonDate(instant: Date): string {
  const { year = '', month = '', day = '' } = read(instant)
  return `${year}-${month}-${day}`
}

/** The time of day that London's clocks show at an instant, as 'HH:MM'. */
export function londonTime(instant: Date): string {
  const { hour = '', minute = '' } = read(instant)
  return `${hour}:${minute}`
}

/**
 * The instant at which London's clocks show a time on a day. A time that the clocks leave out in March is the one an hour later; of the
 * two that October has twice, the first.
 *
 * @param date 'YYYY-MM-DD'
 * @param time 'HH:MM'
 */
export function londonInstant(date: string, time: string): Date {
  const utc = new Date(`${date}T${time}:00Z`)
  const summer = new Date(utc.getTime() - 3_600_000)
  return londonTime(summer) === time && londonDate(summer) === date ? summer : utc
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})

/** '10am', '2:30pm', 'midday': a time of day as people write it. */
export function timeInWords(instant: Date): string {
  const time = londonTime(instant)
  if (time === '12:00') return 'midday'
  if (time === '00:00') return 'midnight'
  return clock.format(instant).toLowerCase().replaceAll(/[\s.]/g, '').replace(':00', '')
}

/** Reads a time as people type it ('10am', '2:30 pm', '14.30', '9') into 'HH:MM', or null. */
export function readTime(text: string): string | null {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$/i.exec(text.trim())
  if (!match) return /^(midday|noon)$/i.test(text.trim()) ? '12:00' : null
  const half = match[3]?.toLowerCase()
  const typed = Number(match[1])
  const minutes = Number(match[2] ?? '0')
  if (minutes > 59 || typed > 23 || (half !== undefined && (typed < 1 || typed > 12))) return null
  const hours = half === undefined ? typed : (typed % 12) + (half === 'pm' ? 12 : 0)
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
