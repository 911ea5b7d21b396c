import { isCalendarDate } from './calendar-date.ts'
import { guidanceById, guidanceEditions, type Guidance } from './guidance.ts'
import { refuse, shown } from './refusals.ts'

/** A case as it was sent: untrusted JSON, so that any field may be of any type. */
export type Sent = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Sent =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field's own value; undefined when it is not there or null, which is how a thing that is not known is sent. */
export const fieldOf = (sent: Sent, name: string): unknown =>
  Object.hasOwn(sent, name) ? (sent[name] ?? undefined) : undefined

/** A day that must be there. */
export function dateIn(sent: Sent, name: string, field: string = name): string {
  const value = fieldOf(sent, name)
  if (value === undefined) return refuse(field, 'is missing')
  return typeof value === 'string' && isCalendarDate(value) ? value : refuse(field, `${shown(value)} is not a date`)
}

/** The days that start a clock, by their names; none when the field is not there. */
export function anchorsIn(sent: Sent): Sent {
  const anchors = fieldOf(sent, 'anchors') ?? {}
  return isObject(anchors) ? anchors : refuse('anchors', `${shown(anchors)} does not name any day`)
}

/** How many days are counted: a whole number, 1 or more. */
export function daysIn(sent: Sent): number {
  const days = fieldOf(sent, 'days')
  if (days === undefined) return refuse('days', 'is missing')
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1)
    return refuse('days', `${shown(days)} is not a whole number, 1 or more`)
  return days
}

/** Whether the day itself is counted; not so when the field is not there. */
export function countsTriggerDayIn(sent: Sent): boolean {
  const counts = fieldOf(sent, 'countsTriggerDay') ?? false
  return typeof counts === 'boolean' ? counts : refuse('countsTriggerDay', `${shown(counts)} is not true or false`)
}

/** The edition asked for; undefined when none is. */
export function guidanceIn(sent: Sent): Guidance | undefined {
  const id = fieldOf(sent, 'guidance')
  if (id === undefined) return undefined
  const known = guidanceEditions.map((each) => each.id).join(', ')
  return guidanceById(id) ?? refuse('guidance', `${shown(id)} is not an edition known here (${known})`)
}
