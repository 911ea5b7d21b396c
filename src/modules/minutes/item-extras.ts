import type { Actor } from '#platform/actor.ts'
import { may } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { findGroupById } from '#modules/partnerships/public.ts'
import { listEscalated } from './filter-store.ts'
import { findMinutedMeeting } from './meeting-store.ts'
import { itemViews, stateWords } from './minute-view.ts'
import { decisionPaths, minutesPaths } from './paths.ts'
import { mayForGroup } from './rights.ts'

type Extra = { heading: string; lines: { text: string; href: string; tag: string }[]; empty: string }

/** What stands beside each item of a meeting's agenda: what was minuted, decided and is to be done, by the item's id. */
export async function itemExtras(db: Db, actor: Actor, reference: string): Promise<Map<string, Extra[]>> {
  if (!may(actor, 'minutes.read')) return new Map()
  const meeting = await findMinutedMeeting(db, actor, reference)
  if (!meeting || meeting.minuteState === 'none') return new Map()
  const items = await itemViews(db, actor, meeting)
  const minutes = minutesPaths.show(reference)
  return new Map(
    items.map((item) => [
      item.id,
      [
        {
          heading: 'Minuted',
          lines: item.lines.map(({ id, text }) => ({ text, href: `${minutes}#line-${id}`, tag: '' })),
          empty: '',
        },
        {
          heading: 'Decided',
          lines: item.decisions.map(({ title, href }) => ({ text: title, href, tag: '' })),
          empty: '',
        },
        {
          heading: 'Actions',
          lines: item.actions.map(({ title, href, state }) => ({ text: title, href, tag: state })),
          empty: '',
        },
      ],
    ]),
  )
}

/** The ways from a meeting to its minutes. */
export async function minuteLinks(
  db: Db,
  actor: Actor,
  reference: string,
  today: string,
): Promise<{ text: string; href: string }[]> {
  if (!may(actor, 'minutes.read')) return []
  const meeting = await findMinutedMeeting(db, actor, reference)
  if (!meeting || meeting.state === 'cancelled') return []
  const { minuteState: state } = meeting
  const mayWrite =
    (state === 'none' || state === 'draft') && (await mayForGroup(db, actor, 'minutes.write', meeting.groupId, today))
  return [
    ...(mayWrite ? [{ text: 'Take minutes', href: minutesPaths.take(reference) }] : []),
    { text: `Minutes: ${stateWords[state].toLowerCase()}`, href: minutesPaths.show(reference) },
  ]
}

/** The way from a matter to all that became of it. */
export const matterLinks = (actor: Actor, reference: string): { text: string; href: string }[] =>
  may(actor, 'minutes.read') ? [{ text: 'Its whole life across groups', href: decisionPaths.life(reference) }] : []

/** On the Executive's page: what was escalated to it and waits for its choice; on another group's page only where something waits. */
export async function escalatedLines(db: Db, actor: Actor, groupId: string) {
  const group = may(actor, 'minutes.read') ? await findGroupById(db, actor.partnershipId, groupId) : undefined
  if (!group) return []
  const waiting = (await listEscalated(db, groupId)).length
  if (waiting === 0 && group.kind !== 'executive') return []
  return [
    {
      heading: 'Escalated to this group',
      items: [
        {
          text: waiting === 1 ? '1 matter waits to be chosen' : `${waiting} matters wait to be chosen`,
          href: decisionPaths.filter(group.slug),
          tag: waiting === 0 ? 'Nothing waits' : 'To choose',
        },
      ],
      empty: '',
    },
  ]
}
