import { findMatter, listMeetingsOfMatter, listReferrals, meetingPaths, type Matter } from '#modules/meetings/public.ts'
import { findRecordsById } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { listDecisions, listLooks, listRaised } from './decision-store.ts'
import { outcomes } from './decision.ts'
import { listChoices } from './filter-store.ts'
import { filterChoices } from './filter.ts'
import { listLines } from './line-store.ts'
import { decisionPaths, minutesPaths } from './paths.ts'

export type LifeEvent = { at: string; kind: string; title: string; href: string; text: string }

const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })
const dayOf = (instant: Date): string => london.format(instant)

/** Everything that happened to a matter across groups and meetings, earliest first: each meeting, paper, minute, decision, action and referral. */
export async function lifeOf(
  db: Db,
  actor: Actor,
  reference: string,
): Promise<{ matter: Matter; events: LifeEvent[] } | undefined> {
  const matter = await findMatter(db, actor, reference)
  if (!matter) return undefined
  const [meetings, referrals, decisions, choices] = await Promise.all([
    listMeetingsOfMatter(db, matter.id),
    listReferrals(db, matter.id),
    listDecisions(db, actor, { matterId: matter.id, most: 200 }),
    listChoices(db, matter.id),
  ])
  const atMeetings = await Promise.all(
    meetings.map(async (meeting) => ({
      meeting,
      lines: (await listLines(db, meeting.meetingId)).filter(({ itemId }) => itemId === meeting.itemId),
      raised: (await listRaised(db, { meetingId: meeting.meetingId })).filter(
        ({ itemId }) => itemId === meeting.itemId,
      ),
      papers: await papersOf(db, meeting.itemId),
    })),
  )
  const actions = await findRecordsById(
    db,
    actor,
    atMeetings.flatMap(({ raised }) => raised.map(({ recordId }) => recordId)),
  )
  const looks = await Promise.all(
    decisions.map(async (decision) => ({ decision, looks: await listLooks(db, decision.id) })),
  )
  const events: LifeEvent[] = [
    ...atMeetings.flatMap(({ meeting, lines, raised, papers }) => {
      const at = dayOf(meeting.startsAt)
      const minutes = minutesPaths.show(meeting.reference)
      return [
        ...papers.map((paper) => ({
          at: paper.receivedAt === null ? at : dayOf(paper.receivedAt),
          kind: 'Paper',
          title: paper.title,
          href: meetingPaths.paper(paper.reference),
          text: '',
        })),
        {
          at,
          kind: 'Meeting',
          title: `${meeting.groupName}: ${meeting.title}`,
          href: meetingPaths.show(meeting.reference),
          text: '',
        },
        ...lines.map(({ id, text }) => ({ at, kind: 'Minute', title: text, href: `${minutes}#line-${id}`, text: '' })),
        ...raised.flatMap(({ recordId }) => {
          const action = actions.find(({ id }) => id === recordId)
          return action ? [{ at, kind: 'Action', title: action.title, href: action.page, text: action.state }] : []
        }),
      ]
    }),
    ...looks.flatMap(({ decision, looks: each }) => [
      {
        at: decision.decidedOn,
        kind: 'Decision',
        title: decision.title,
        href: decisionPaths.show(decision.reference),
        text: decision.reason,
      },
      ...each.flatMap((look) =>
        look.outcome === null
          ? []
          : [
              {
                at: look.lookedOn ?? look.dueOn,
                kind: 'Looked at again',
                title: outcomes[look.outcome],
                href: `${decisionPaths.show(decision.reference)}#looks`,
                text: look.found ?? '',
              },
            ],
      ),
    ]),
    ...referrals.map((referral) => ({
      at: dayOf(referral.at),
      kind: ways[referral.way],
      title: `${referral.fromGroup} to ${referral.toGroup}`,
      href: '',
      text: referral.reason,
    })),
    ...choices.map((choice) => ({
      at: choice.chosenOn,
      kind: choice.groupName,
      title: filterChoices[choice.choice].done,
      href: '',
      text: choice.reason,
    })),
  ]
  return {
    matter,
    events: events.toSorted((a, b) => a.at.localeCompare(b.at)).map((event) => ({ ...event, at: inWords(event.at) })),
  }
}

const ways = { escalated: 'Escalated', delegated: 'Delegated', 'sent-back': 'Sent back' } as const

const papersOf = (db: Db, itemId: string) =>
  db
    .selectFrom('meetings.paper')
    .where('agenda_item_id', '=', itemId)
    .where('withdrawn_at', 'is', null)
    .orderBy('asked_at')
    .limit(50)
    .select(['reference', 'title', 'received_at as receivedAt'])
    .execute()
