import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator'
import { addDays } from './dates.ts'

/** Somebody in a calendar entry; `email` is one address. */
export type CalendarPerson = { name: string; email: string }

/** When: from one instant to another, or all of one calendar date ('YYYY-MM-DD'). */
export type CalendarWhen = { startsAt: Date; endsAt: Date } | { on: string }

export type CalendarEntry = {
  /** The same for ever for the same thing, such as 'meeting-<id>@goldenthread': by it a calendar knows what has moved. */
  uid: string
  when: CalendarWhen
  title: string
  text?: string
  place?: string | null
  /** Where the thing is found, the whole address. */
  url?: string
  /** Raised by one with each change that was sent out; a calendar ignores what carries a lower one. */
  sequence?: number
  /** When this version was written. */
  at: Date
  isCancelled?: boolean
  /** Does not block anybody's diary: a date by which something is due. */
  isFree?: boolean
}

export type Invitation = CalendarEntry & {
  /** Answers go to this address. */
  organiser: CalendarPerson
  /** Who is asked to come, each with whether they need not. */
  attendees: readonly (CalendarPerson & { isOptional?: boolean })[]
}

/** A part of a mail that a calendar programme acts on. */
export type CalendarPart = { method: 'REQUEST' | 'CANCEL'; ics: string }

const product = { company: 'goldenthread', product: 'goldenthread', language: 'EN' }

/** One line of plain text: a control character would begin a line of its own. */
const line = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
/** A parameter in quotation marks has no way to hold one (RFC 5545, 3.1). */
const named = ({ name, email }: CalendarPerson) => ({ name: line(name).replaceAll('"', '’') || email, email })
const paragraphs = (text: string): string => text.replaceAll(/[^\P{Cc}\n]+/gu, ' ').trim()

function dataOf(entry: CalendarEntry): ICalEventData {
  const { uid, when, title, text, place, url, sequence = 0, at, isCancelled = false, isFree = false } = entry
  // A day ends where the next one begins. Instants go out in UTC: every entry stands alone, so none needs a table of summer times that
  // a calendar might read differently, and Outlook, Google and Apple show them on the reader's own clock.
  const span =
    'on' in when
      ? { allDay: true, start: midnight(when.on), end: midnight(addDays(when.on, 1)) }
      : { start: when.startsAt, end: when.endsAt }
  return {
    id: line(uid),
    ...span,
    stamp: at,
    lastModified: at,
    sequence,
    summary: line(title),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: isFree ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    busystatus: isFree ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    ...(text === undefined ? {} : { description: paragraphs(text) }),
    ...(place === undefined || place === null || place.trim() === '' ? {} : { location: line(place) }),
    ...(url === undefined ? {} : { url }),
  }
}

const midnight = (date: string): Date => new Date(`${date}T00:00:00Z`)

/**
 * An invitation, its change (the same uid with a higher sequence) or its end, for `queueMail({ calendar })`: what Outlook, Google and
 * Apple offer to accept, move or remove (RFC 5546). Each person is best sent an invitation of their own that names only them: nobody's
 * calendar then repeats everybody's address.
 */
export function invitation(
  method: CalendarPart['method'],
  { organiser, attendees, ...entry }: Invitation,
): CalendarPart {
  const calendar = ical({
    prodId: product,
    method: method === 'CANCEL' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  })
  const event = calendar.createEvent(dataOf({ ...entry, isCancelled: method === 'CANCEL' }))
  event.organizer(named(organiser))
  for (const attendee of attendees) {
    event.createAttendee({
      ...named(attendee),
      role: attendee.isOptional === true ? ICalAttendeeRole.OPT : ICalAttendeeRole.REQ,
      type: ICalAttendeeType.INDIVIDUAL,
      ...(method === 'CANCEL' ? {} : { status: ICalAttendeeStatus.NEEDSACTION, rsvp: true }),
    })
  }
  return { method, ics: `${calendar.toString()}\r\n` }
}

/** How often a calendar is asked to fetch a feed again, in seconds. */
export const feedRefresh = 3_600

/** A calendar to subscribe to. The same entries make the same text, byte for byte. */
export function calendarFeed(name: string, entries: readonly CalendarEntry[]): string {
  // The library writes a calendar's name as it comes.
  const escaped = line(name).replaceAll(/[\\;,]/g, (found) => `\\${found}`)
  const calendar = ical({ prodId: product, name: escaped, ttl: feedRefresh, method: ICalCalendarMethod.PUBLISH })
  for (const entry of entries) calendar.createEvent(dataOf(entry))
  return `${calendar.toString()}\r\n`
}
