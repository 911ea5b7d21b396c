import type { Actor } from '#platform/actor.ts'
import { addDays, inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { londonDate } from '#platform/london-time.ts'
import { listAgenda } from '../agenda-store.ts'
import { listMatters } from '../matter-store.ts'
import { referralWays, type ReferralWay } from '../meeting.ts'
import { listMeetings, type Meeting } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import { settingOf } from '../setting-store.ts'
import { listDeclined } from './declined-store.ts'
import { listRules } from './recurring-store.ts'
import { timesDue } from './recurrence.ts'
import type { AgendaSource, Suggestion } from './suggestion.ts'

/**
 * What could stand on a meeting's agenda and does not yet: items left over from the last meeting, matters of the forward plan and those
 * escalated to the group, what recurs, and what other modules hand in. Each comes once: what was made into a matter before is not
 * suggested again.
 */
export async function suggestionsFor(
  db: Db,
  actor: Actor,
  meeting: Meeting,
  sources: AgendaSource,
): Promise<Suggestion[]> {
  const on = londonDate(meeting.startsAt)
  const earlier = (
    await listMeetings(db, actor, { groupId: meeting.groupId, to: on, newestFirst: true, most: 20 })
  ).filter((each) => each.id !== meeting.id && each.startsAt < meeting.startsAt && each.state !== 'cancelled')
  const before = earlier.find((each) => each.kind !== 'between-meetings')
  const beforeOn = before ? londonDate(before.startsAt) : null
  const [agenda, matters, rules, handed, known] = await Promise.all([
    listAgenda(db, actor, meeting.id),
    listMatters(db, actor, { groupId: meeting.groupId, state: 'open' }),
    listRules(db, actor, meeting.groupId, on),
    askSources(db, actor, meeting, sources),
    knownKeys(db, meeting.groupId),
  ])
  const [given, declined] = await Promise.all([
    howTheyCame(db, meeting.groupId),
    listDeclined(db, actor, meeting.groupId),
  ])
  const unwanted = new Set(declined.map(({ key }) => key))
  const onAgenda = new Set(agenda.map((item) => item.matterId))
  const placed = await placedElsewhere(db, meeting)
  const left = before ? await leftOver(db, actor, before) : []
  const leftMatters = new Set(left.map((item) => item.matterId ?? null))
  const recurring = rules.flatMap((rule) =>
    timesDue(rule.months, beforeOn, on).map((time): Suggestion => ({
      key: `rule:${rule.id}:${time}`,
      kind: 'Comes back',
      title: rule.title,
      why: rule.months.length === 0 ? 'It comes to every meeting' : 'It is due in these months by the group’s own rule',
      purpose: rule.purpose,
      marking: rule.marking,
      presenterOfficeId: rule.presenterOfficeId,
      minutesAllowed: rule.minutesAllowed,
      recurringId: rule.id,
      needsPaper: rule.needsPaper,
      href: null,
    })),
  )
  const own = matters
    .filter((matter) => !onAgenda.has(matter.id) && !placed.has(matter.id) && !leftMatters.has(matter.id))
    .filter((matter) => matter.dueOn === null || matter.dueOn <= addDays(on, 31))
    .map((matter): Suggestion => ({
      key: `matter:${matter.id}`,
      kind: given.get(matter.id)?.kind ?? 'Forward plan',
      title: matter.title,
      why: [
        given.get(matter.id)?.why ?? '',
        matter.comesNext
          ? 'It comes to the next meeting by itself'
          : matter.dueOn === null
            ? 'It waits in the forward plan without a date'
            : `The forward plan has it for ${inWords(matter.dueOn)}`,
      ]
        .filter((part) => part !== '')
        .join('. '),
      purpose: matter.purpose,
      marking: matter.marking,
      href: meetingPaths.matter(matter.reference),
      matterId: matter.id,
    }))
  return [
    ...left.filter((item) => !item.matterId || !onAgenda.has(item.matterId)),
    ...own,
    ...[...recurring, ...handed].filter((each) => !known.has(each.key) && !unwanted.has(each.key)),
  ]
}

async function askSources(db: Db, actor: Actor, meeting: Meeting, sources: AgendaSource) {
  const { groupId, startsAt } = meeting
  const { termsReviewMonths } = await settingOf(db, groupId)
  return sources(actor, { groupId, to: londonDate(startsAt), termsReviewMonths })
}

/** How each matter that a group has came to it from another one, with the reason that was given. */
async function howTheyCame(db: Db, groupId: string): Promise<Map<string, { kind: string; why: string }>> {
  const rows = await db
    .selectFrom('meetings.referral as referral')
    .innerJoin('meetings.matter as matter', 'matter.id', 'referral.matter_id')
    .innerJoin('partnerships.group as from', 'from.id', 'referral.from_group_id')
    .where('referral.to_group_id', '=', groupId)
    .where('matter.group_id', '=', groupId)
    .where('matter.state', '=', 'open')
    .orderBy('referral.referred_at')
    .limit(1_000)
    .select(['matter.id', 'referral.way', 'referral.reason', 'referral.referred_at as at', 'from.name as from'])
    .execute()
  return new Map(
    rows.map(({ id, way, reason, at, from }) => {
      const { words } = referralWays[way as ReferralWay]
      return [
        id,
        { kind: words, why: `${words} by ${from} on ${inWords(londonDate(at))}: ${reason.replace(/\.$/, '')}` },
      ]
    }),
  )
}

/** Whether a suggestion can be declined: what the group has already in its forward plan is closed there, and left over is carried over. */
export const canBeDeclined = ({ matterId, carriedFromItemId }: Suggestion): boolean => !matterId && !carriedFromItemId

/** Items of the meeting before that nobody has dealt with. */
async function leftOver(db: Db, actor: Actor, before: Meeting): Promise<Suggestion[]> {
  if (before.state !== 'held') return []
  return (await listAgenda(db, actor, before.id))
    .filter((item) => item.outcome === 'open' && item.matterId !== null)
    .map((item) => ({
      key: `left:${item.id}`,
      kind: 'Left over',
      title: item.title,
      why: `It was not dealt with on ${inWords(londonDate(before.startsAt))}`,
      purpose: item.purpose,
      marking: item.marking,
      href: meetingPaths.item(before.reference, item.id),
      matterId: item.matterId,
      carriedFromItemId: item.id,
    }))
}

/** Matters that stand on another agenda still to come. */
async function placedElsewhere(db: Db, meeting: Meeting): Promise<Set<string>> {
  const rows = await db
    .selectFrom('meetings.agenda_item as item')
    .innerJoin('meetings.meeting as m', 'm.id', 'item.meeting_id')
    .where('m.group_id', '=', meeting.groupId)
    .where('m.state', 'in', ['planned', 'called'])
    .where('m.id', '<>', meeting.id)
    .where('item.matter_id', 'is not', null)
    .where('item.outcome', '=', 'open')
    .select('item.matter_id as matterId')
    .limit(2_000)
    .execute()
  return new Set(rows.flatMap(({ matterId }) => (matterId === null ? [] : [matterId])))
}

async function knownKeys(db: Db, groupId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('meetings.matter')
    .where('group_id', '=', groupId)
    .where('source_key', 'is not', null)
    .select('source_key as key')
    .limit(5_000)
    .execute()
  return new Set(rows.flatMap(({ key }) => (key === null ? [] : [key])))
}
