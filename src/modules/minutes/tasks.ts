import { findMatterById } from '#modules/meetings/public.ts'
import { mayActInGroup, listGroups } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { addDays, inWords, lastCompleteQuarter } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { listAsked, listCascades } from './cascades/cascade-store.ts'
import { mayConfirm } from './cascades/confirm-cascade.ts'
import { listCirculars } from './circulars/circular-store.ts'
import { lookAheadDays } from './decision.ts'
import { listDueLooks } from './due-looks.ts'
import { findSetting, listHeadings } from './feedback/arrangements-store.ts'
import { listOwing } from './feedback/feedback-store.ts'
import { listEscalated } from './filter-store.ts'
import { listMeetingsToMinute, type MinutedMeeting } from './meeting-store.ts'
import { cascadePaths, circularPaths, decisionPaths, feedbackPaths, minutesPaths } from './paths.ts'

/** Days after a meeting by which its minutes are written up. No source states it: a proposal. */
const daysToWrite = 10

/**
 * What minutes ask of an office: the business team to write minutes up and to draft and send the Circular; the chair of a group to agree
 * its minutes, to say what becomes of what was escalated to it, to look at its decisions again, to send its feedback, and to approve the
 * Circular; an agency's safeguarding lead to confirm what was to be passed on.
 */
export async function tasksFor(db: Db, actor: Actor, today: string, now: Date): Promise<Owed[]> {
  if (actor.officeId === null) return []
  // Not the whole of the team: the manager's office keeps the minutes.
  const keepsMinutes = ['business-manager', 'administrator'].includes(actor.role)
  const groups = may(actor, 'minutes.read') ? await listGroups(db, actor.partnershipId) : []
  const roles = await Promise.all(groups.map(({ id }) => mayActInGroup(db, actor, id, today)))
  const chaired = new Set(groups.flatMap(({ id }, index) => (roles[index] === 'chair' ? [id] : [])))
  return (
    await Promise.all([
      minutesOwed(db, actor, { now, keepsMinutes, chaired }),
      escalatedOwed(
        db,
        actor,
        groups.filter(({ id }) => chaired.has(id)),
      ),
      looksOwed(db, actor, { today, chaired }),
      feedbackOwed(db, actor, { today, chaired }),
      circularOwed(db, actor, { today, keepsMinutes, chaired }),
      cascadesOwed(db, actor),
    ])
  ).flat()
}

type Chaired = ReadonlySet<string>

async function minutesOwed(
  db: Db,
  actor: Actor,
  { now, keepsMinutes, chaired }: { now: Date; keepsMinutes: boolean; chaired: Chaired },
) {
  if (!keepsMinutes && chaired.size === 0) return []
  const meetings = await listMeetingsToMinute(db, actor, { before: now, states: ['none', 'draft'] })
  // A group that several partnerships own is minuted by the one that convened it.
  const unwritten = keepsMinutes
    ? meetings.filter((each) => each.partnershipId === actor.partnershipId && each.minuteState === 'none')
    : []
  const toAgree = meetings.flatMap((meeting): Owed[] => {
    const { reference, groupName, heldOn } = meeting
    const about = `${groupName}, ${inWords(heldOn)}`
    if (chaired.has(meeting.groupId) && meeting.minuteState === 'draft')
      return [
        {
          key: `${reference}:agree-minutes`,
          what: `Minutes of ${about} to agree`,
          href: minutesPaths.show(reference),
          dueOn: null,
          action: 'Agree',
        },
      ]
    return []
  })
  return [...Map.groupBy(unwritten, ({ groupId }) => groupId).values()].flatMap(toWrite).concat(toAgree)
}

/** One line for a group however many of its meetings wait, the oldest first: a backlog does not bury everything else that is owed. */
function toWrite(meetings: readonly MinutedMeeting[]): Owed[] {
  const [oldest] = meetings
  if (!oldest) return []
  const { reference, groupName, heldOn } = oldest
  return [
    {
      key: `${reference}:minutes`,
      what:
        meetings.length === 1
          ? `Minutes of ${groupName}, ${inWords(heldOn)}`
          : `Minutes of ${meetings.length} meetings of ${groupName}, the oldest of ${inWords(heldOn)}`,
      href: minutesPaths.take(reference),
      dueOn: addDays(heldOn, daysToWrite),
      action: 'Write',
    },
  ]
}

/** What was escalated to a group waits for its chair, where the chair’s office may choose: the Executive’s. */
async function escalatedOwed(db: Db, actor: Actor, chaired: readonly { id: string; slug: string }[]): Promise<Owed[]> {
  if (!may(actor, 'minutes.filter')) return []
  const owed = await Promise.all(
    chaired.map(async ({ id, slug }) => {
      const waiting = await listEscalated(db, id)
      const matters = await Promise.all(waiting.map(({ matterId }) => findMatterById(db, actor, matterId)))
      return matters.flatMap((matter): Owed[] =>
        matter === undefined
          ? []
          : [
              {
                key: `${matter.reference}:choose`,
                what: `Escalated: ${matter.title}`,
                href: decisionPaths.choose(slug, matter.id),
                dueOn: null,
                action: 'Choose',
                ...(matter.marking === 'OFFICIAL-SENSITIVE' ? { marking: 'OFFICIAL-SENSITIVE' as const } : {}),
              },
            ],
      )
    }),
  )
  return owed.flat()
}

async function looksOwed(
  db: Db,
  actor: Actor,
  { today, chaired }: { today: string; chaired: Chaired },
): Promise<Owed[]> {
  if (chaired.size === 0) return []
  const looks = await listDueLooks(db, actor, [...chaired], addDays(today, lookAheadDays))
  return looks.map(({ reference, title, dueOn, marking }) => ({
    key: `${reference}:look-${dueOn}`,
    what: `Does it work? ${title}`,
    href: decisionPaths.look(reference),
    startOn: addDays(dueOn, -lookAheadDays),
    dueOn,
    action: 'Look again',
    ...(marking === 'OFFICIAL-SENSITIVE' ? { marking } : {}),
  }))
}

async function feedbackOwed(
  db: Db,
  actor: Actor,
  { today, chaired }: { today: string; chaired: Chaired },
): Promise<Owed[]> {
  if (chaired.size === 0) return []
  const quarter = lastCompleteQuarter(today)
  const [owing, { feedbackDays }, headings] = await Promise.all([
    listOwing(db, actor, quarter.startsOn),
    findSetting(db, actor.partnershipId),
    listHeadings(db, actor),
  ])
  // A partnership that has said nothing of feedback asks for none.
  if (headings.length === 0) return []
  return owing
    .filter(({ groupId, state }) => chaired.has(groupId) && state !== 'sent')
    .map(({ groupName, groupSlug, reference }) => ({
      key: `feedback-${groupSlug}-${quarter.startsOn}`,
      what: `Feedback of ${groupName}, ${quarter.label}`,
      href: reference === null ? feedbackPaths.begin(groupSlug, quarter.startsOn) : feedbackPaths.show(reference),
      startOn: addDays(quarter.endsOn, 1),
      dueOn: addDays(quarter.endsOn, feedbackDays),
      action: reference === null ? 'Begin' : 'Send',
    }))
}

async function circularOwed(
  db: Db,
  actor: Actor,
  { today, keepsMinutes, chaired }: { today: string; keepsMinutes: boolean; chaired: Chaired },
): Promise<Owed[]> {
  const quarter = lastCompleteQuarter(today)
  if (!keepsMinutes && chaired.size === 0) return []
  const [circulars, groups, { circularDays }, headings] = await Promise.all([
    listCirculars(db, actor),
    listGroups(db, actor.partnershipId),
    findSetting(db, actor.partnershipId),
    listHeadings(db, actor),
  ])
  const executive = groups.find(({ kind }) => kind === 'executive')
  const circular = circulars.find(({ quarterOn }) => quarterOn === quarter.startsOn)
  if (!executive || (headings.length === 0 && !circular)) return []
  const about = {
    key: `circular-${quarter.startsOn}`,
    what: `Circular of ${executive.name}, ${quarter.label}`,
    dueOn: addDays(quarter.endsOn, circularDays),
  }
  if (keepsMinutes && !circular) return [{ ...about, href: circularPaths.begin(quarter.startsOn), action: 'Begin' }]
  if (keepsMinutes && circular?.state === 'approved')
    return [{ ...about, key: `${about.key}:send`, href: circularPaths.send(circular.reference), action: 'Send' }]
  if (chaired.has(executive.id) && circular?.state === 'draft')
    return [{ ...about, key: `${about.key}:approve`, href: circularPaths.show(circular.reference), action: 'Approve' }]
  return []
}

async function cascadesOwed(db: Db, actor: Actor): Promise<Owed[]> {
  const own = actor.organisationId
  if (
    own === null ||
    actor.reach === 'partnership' ||
    !may(actor, 'minutes.confirm-cascade') ||
    !mayConfirm(actor, own)
  )
    return []
  const cascades = await listCascades(db, actor)
  const asked = await listAsked(
    db,
    actor,
    cascades.map(({ id }) => id),
  )
  return cascades
    .filter(({ id }) =>
      asked.some(
        ({ cascadeId, organisationId, answer }) => cascadeId === id && organisationId === own && answer === null,
      ),
    )
    .map(({ reference, title, dueOn, marking }) => ({
      key: `${reference}:confirm`,
      what: `To pass on: ${title}`,
      href: cascadePaths.confirm(reference, own),
      dueOn,
      action: 'Confirm',
      ...(marking === 'OFFICIAL-SENSITIVE' ? { marking } : {}),
    }))
}
