import { listAgenda, type AgendaItem } from '#modules/meetings/public.ts'
import { listActions } from '#modules/tracker/public.ts'
import { findRecordsById } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { listDecisions, listRaised, type Decision } from './decision-store.ts'
import { authorities, quorums } from './decision.ts'
import { listLines, listWordings, type Clash } from './line-store.ts'
import type { MinutedMeeting } from './meeting-store.ts'
import { decisionPaths, minutesPaths } from './paths.ts'

export type ItemView = {
  id: string
  number: number
  title: string
  purpose: string
  isSensitive: boolean
  presenter: string
  lines: { id: string; text: string; version: number; earlier: { text: string; words: string }[] }[]
  decisions: DecisionView[]
  actions: { title: string; href: string; state: string; owner: string; due: string }[]
}
export type DecisionView = {
  id: string
  title: string
  href: string
  reason: string
  options: string
  who: string
  dissent: string
  look: string
}

const purposeWords: Record<string, string> = {
  decide: 'To decide',
  assure: 'For assurance',
  challenge: 'For challenge',
  note: 'To note',
}

export const stateWords = {
  none: 'Not begun',
  draft: 'Draft',
  agreed: 'Agreed',
  published: 'Published',
} as const

/** 'At the meeting of 4 March 2027' and how it came to be agreed or published, in a sentence. */
export function standing(meeting: MinutedMeeting): string {
  const { minuteState, agreedOn, agreedWay, publishedAt } = meeting
  if (minuteState === 'none') return 'Nobody has begun these minutes.'
  if (minuteState === 'draft') return 'This is a draft, which the group has not agreed.'
  const agreed = `Agreed on ${inWords(agreedOn ?? '')}, ${agreedWay === 'circulation' ? 'by circulation' : 'at the next meeting'}.`
  return publishedAt === null ? agreed : `${agreed} Published on ${instantInWords(publishedAt)}.`
}

/** The way to merge a wording with the one that the line has. */
export const clashView = (reference: string, clash: Clash): { href: string; words: string } => ({
  href: minutesPaths.merge(reference, clash.id),
  words: `${clash.person ?? 'Somebody'} wrote on ${instantInWords(clash.writtenAt)}: ${clash.text.slice(0, 80)}`,
})

export const decisionView = (decision: Decision): DecisionView => ({
  id: decision.id,
  title: decision.title,
  href: decisionPaths.show(decision.reference),
  reason: decision.reason,
  options: decision.options ?? '',
  who: `${decision.decidedBy}. ${authorities[decision.authority]}. Quorum: ${quorums[decision.quorum].toLowerCase()}.`,
  dissent: decision.dissent ?? '',
  look: decision.lookOn === null ? '' : `To be looked at again on ${inWords(decision.lookOn)}`,
})

/** Every item of a meeting's agenda with its minutes, decisions and actions beside it, as far as the actor may see them. */
export async function itemViews(db: Db, actor: Actor, meeting: MinutedMeeting): Promise<ItemView[]> {
  const [items, lines, decisions, raised] = await Promise.all([
    listAgenda(db, actor, meeting.id),
    listLines(db, meeting.id),
    listDecisions(db, actor, { meetingId: meeting.id, most: 200 }),
    listRaised(db, { meetingId: meeting.id }),
  ])
  const [records, wordings] = await Promise.all([
    findRecordsById(
      db,
      actor,
      raised.map(({ recordId }) => recordId),
    ),
    meeting.minuteState === 'agreed' || meeting.minuteState === 'published'
      ? listWordings(
          db,
          lines.map(({ id }) => id),
        )
      : [],
  ])
  const tracked = await trackedActions(db, actor, raised, decisions, meeting, items)
  return items.map((item, index) => ({
    id: item.id,
    number: index + 1,
    title: item.title,
    purpose: purposeWords[item.purpose] ?? '',
    isSensitive: item.marking === 'OFFICIAL-SENSITIVE',
    presenter: item.presenterOffice ?? '',
    lines: lines
      .filter(({ itemId }) => itemId === item.id)
      .map(({ id, text, version }) => ({ id, text, version, earlier: earlierOf(wordings, id, version) })),
    decisions: decisions
      .filter(
        (decision) =>
          decision.itemId === item.id || (item.matterId !== null && decision.reportMatterId === item.matterId),
      )
      .map(decisionView),
    actions: raised
      .filter(({ itemId }) => itemId === item.id)
      .flatMap(({ recordId }) => {
        const record = records.find(({ id }) => id === recordId)
        const known = tracked.get(recordId)
        if (!record) return []
        return [
          {
            title: record.title,
            href: record.page,
            state: record.state,
            owner: known?.owner ?? '',
            due: known?.due ?? '',
          },
        ]
      }),
  }))
}

/** The decisions minuted at a meeting that stand under no item of its agenda. */
export const underNoItem = (decisions: readonly Decision[], items: readonly ItemView[]): Decision[] => {
  const shown = new Set(items.flatMap((item) => item.decisions.map(({ id }) => id)))
  return decisions.filter(({ id }) => !shown.has(id))
}

type Raised = Awaited<ReturnType<typeof listRaised>>

async function trackedActions(
  db: Db,
  actor: Actor,
  raised: Raised,
  decisions: readonly Decision[],
  meeting: MinutedMeeting,
  items: readonly AgendaItem[],
): Promise<Map<string, { owner: string; due: string }>> {
  if (raised.length === 0) return new Map()
  const sources = new Set([
    ...decisions.map(({ recordId }) => recordId),
    ...items.flatMap(({ matterRecordId }) => (matterRecordId === null ? [] : [matterRecordId])),
    meeting.recordId,
  ])
  const found = await Promise.all(
    [...sources].map((sourceRecordId) => listActions(db, actor, { sourceRecordId, kind: 'action' })),
  )
  return new Map(
    found.flat().map((each) => [
      each.recordId,
      {
        owner: [each.ownerOffice, each.ownerOrganisation].filter((part) => part !== null).join(', '),
        due: each.dueOn === null ? 'no date' : inWords(each.dueOn),
      },
    ]),
  )
}

type Wordings = Awaited<ReturnType<typeof listWordings>>

/** What a corrected line said when the minutes were agreed, and in between. */
function earlierOf(wordings: Wordings, lineId: string, version: number): { text: string; words: string }[] {
  const own = wordings.filter((each) => each.lineId === lineId)
  const corrections = own.filter(({ reason }) => reason !== null)
  const first = corrections[0]
  if (!first) return []
  const shown = own.filter((each) => each.version >= first.version - 1 && each.version < version)
  return shown.map((each) => {
    const next = own.find((other) => other.version === each.version + 1)
    return {
      text: each.text,
      words: `Corrected on ${next === undefined ? '' : instantInWords(next.writtenAt)}: ${next?.reason ?? ''}`,
    }
  })
}
