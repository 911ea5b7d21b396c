import type { Actor } from './actor.ts'
import type { CalendarEntry } from './calendar.ts'
import type { Db } from './db/connect.ts'
import type { Marking } from './mail/outbox.ts'

/** Something that an office owes: what, where it is done, by when, and the words on the button that does it. */
export type Owed = {
  /** The same for the same duty each time it is asked for, whatever its date: a record's reference and what is due of it. */
  key: string
  what: string
  href: string
  /** When to begin, where the rule or the record says so. */
  startOn?: string | null
  /** The day by which it is due; null: as soon as one can. */
  dueOn: string | null
  action: string
  /** What is OFFICIAL-SENSITIVE leaves the service by its reference alone, which `key` must then begin with. */
  marking?: Marking | null
}

/** A module that asks something of offices. */
export type OwedSource = {
  /** Its name, by which a partnership switches it off. */
  module: string
  /** What kind of work it is, for people who filter: 'Data returns'. */
  kind: string
  /** What the actor's office owes in the actor's partnership; a bounded list. Runs while the actor acts (`actingAs`). */
  tasksFor: (db: Db, actor: Actor, today: string, now: Date) => Promise<Owed[]>
}

/** Something with its time, such as a meeting, as it goes into people's calendars. */
export type Planned = Omit<CalendarEntry, 'url' | 'uid'> & {
  /** The same for ever for the same thing, such as 'meeting-<id>'; the name of the site is set behind it. */
  identity: string
  /** Where it is found, from the slash on. */
  href: string
  reference: string
  /** What is OFFICIAL-SENSITIVE leaves the service by its reference alone. */
  marking?: Marking | null
}

/** A module that plans things with their time. `from` and `to` are dates, both included; the lists are bounded. */
export type CalendarSource = {
  module: string
  /** What the actor's office is expected at, in the order of time. */
  plannedFor: (db: Db, actor: Actor, from: string, to: string) => Promise<Planned[]>
  /** What a group has planned, where the actor sits in it. */
  plannedByGroup: (db: Db, actor: Actor, groupId: string, from: string, to: string) => Promise<Planned[]>
}
