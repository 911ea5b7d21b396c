import type { Actor } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import type { Scan } from '#platform/uploads/scan.ts'
import type { AgendaSource } from './agenda/suggestion.ts'
import type { Meeting } from './meeting-store.ts'

/** What another module shows beside an item of an agenda: its minute, its decisions, its actions. */
export type ItemExtra = {
  heading: string
  lines: readonly { text: string; href: string; tag: string }[]
  /** Said when there are no lines; '' shows nothing. */
  empty: string
}
/** Something that can be done with a meeting elsewhere, such as taking its minutes. */
export type MeetingLink = { text: string; href: string }

export type MeetingServices = Services & {
  scan: Scan
  /** What could stand on an agenda, from modules beside and above this one. */
  agendaSources: AgendaSource
  /** By the id of the agenda item. */
  itemExtras: (actor: Actor, meeting: Meeting) => Promise<ReadonlyMap<string, readonly ItemExtra[]>>
  meetingLinks: (actor: Actor, meeting: Meeting) => Promise<readonly MeetingLink[]>
  /** What else is known of a matter elsewhere, such as its whole life across groups. */
  matterLinks: (actor: Actor, reference: string) => readonly MeetingLink[]
}
