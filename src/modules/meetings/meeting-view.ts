import type { Actor } from '#platform/actor.ts'
import { instantInWords, inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { scanWords } from '#platform/uploads/scan.ts'
import { listAgenda, type AgendaItem } from './agenda-store.ts'
import { outcomes, purposeWords } from './meeting.ts'
import type { Meeting } from './meeting-store.ts'
import { listPapers, type Paper } from './papers/paper-store.ts'
import { meetingPaths } from './paths.ts'

export type NumberedItem = AgendaItem & { number: number; papers: Paper[] }

/** The agenda in its order, numbered from 1, with the papers of each item. */
export async function numberedAgenda(db: Db, actor: Actor, meeting: Meeting): Promise<NumberedItem[]> {
  const [items, papers] = await Promise.all([listAgenda(db, actor, meeting.id), listPapers(db, actor, meeting.id)])
  const byItem = Map.groupBy(papers, (paper) => paper.itemId)
  return items.map((item, index) => ({ ...item, number: index + 1, papers: byItem.get(item.id) ?? [] }))
}

/** When each item begins: the minutes of those before it; '' as soon as one before it has no time. */
export function startsOf(items: readonly Pick<AgendaItem, 'minutesAllowed'>[], startsAt: Date): (Date | null)[] {
  let at: number | null = startsAt.getTime()
  return items.map(({ minutesAllowed }) => {
    const start: Date | null = at === null ? null : new Date(at)
    at = at === null || minutesAllowed === null ? null : at + minutesAllowed * 60_000
    return start
  })
}

/** How a paper stands, in a sentence. */
export function paperStanding(paper: Paper): string {
  if (paper.receivedAt === null) {
    const due = paper.dueOn === null ? '' : ` by ${inWords(paper.dueOn)}`
    return `Asked of ${paper.ownerOffice ?? 'an office'}${paper.ownerOrganisation === null ? '' : `, ${paper.ownerOrganisation}`}${due}`
  }
  const word = paper.isSupplement ? 'Late supplement, received' : paper.isLate ? 'Late, received' : 'Received'
  const scan = paper.scanState === 'held' || paper.scanState === 'infected' ? `; ${scanWords(paper.scanState)}` : ''
  return `${word} ${instantInWords(paper.receivedAt)}${scan}`
}

export const paperTag = (paper: Paper): { text: string; colour: string } =>
  paper.receivedAt === null
    ? { text: 'Asked for', colour: 'govuk-tag--grey' }
    : paper.isSupplement
      ? { text: 'Late supplement', colour: 'govuk-tag--orange' }
      : paper.isLate
        ? { text: 'Late', colour: 'govuk-tag--orange' }
        : { text: 'Received', colour: 'govuk-tag--green' }

export const paperView = (paper: Paper) => ({
  title: paper.title,
  href: meetingPaths.paper(paper.reference),
  standing: paperStanding(paper),
  tag: paperTag(paper),
  marking: paper.marking === 'OFFICIAL-SENSITIVE' ? paper.marking : '',
})

/** An item of an agenda as pages show it. */
export const itemView = (item: NumberedItem, startsAt: string) => ({
  id: item.id,
  number: item.number,
  title: item.title,
  purpose: purposeWords(item.purpose),
  marking: item.marking === 'OFFICIAL-SENSITIVE' ? item.marking : '',
  presenter: item.presenterOffice === null ? '' : `${item.presenterOffice}, ${item.presenterOrganisation ?? ''}`,
  minutes: item.minutesAllowed === null ? '' : `${item.minutesAllowed} minutes`,
  startsAt,
  note: item.note,
  outcome: item.outcome === 'open' ? '' : outcomes[item.outcome],
  source: item.sourceWords ?? '',
  sourceHref: item.sourceHref ?? '',
  matterHref: item.matterReference === null ? '' : meetingPaths.matter(item.matterReference),
  papers: item.papers.map(paperView),
})
