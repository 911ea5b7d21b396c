import { findAgendaItem, raiseForNextMeeting, setMinutesState } from '#modules/meetings/public.ts'
import { findGroupById, ownersOfGroup, partnershipPaths } from '#modules/partnerships/public.ts'
import { linkRecords, registerOnce, registerRecord, textOf } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { insertDecision, insertLook } from './decision-writes.ts'
import type { Authority, Quorum } from './decision.ts'
import type { MinutedMeeting } from './meeting-store.ts'
import { beginMinute } from './minute-store.ts'
import { decisionPaths } from './paths.ts'
import { checkForGroup } from './rights.ts'

export type NewDecision = {
  title: string
  reason: string
  options: string | null
  decidedBy: string
  authority: Authority
  quorum: Quorum
  dissent: string | null
  decidedOn: string
  lookOn: string | null
  lookQuestion: string | null
  marking?: 'OFFICIAL' | 'OFFICIAL-SENSITIVE'
  isInvented?: boolean
}

type Recorded = { id: string; recordId: string; reference: string }
type AtMeeting = NewDecision & { meeting: MinutedMeeting; itemId: string; now: Date; today: string }

/** Records what a meeting decided on one item of its agenda, with the day on which it is looked at again. */
export const recordDecision = command<AtMeeting, Recorded>({
  name: 'minutes.decision-recorded',
  permission: 'minutes.write',
  subject: ({ recordId }) => recordId,
  details: (_output, { decidedOn, authority, quorum, lookOn }) => ({ decidedOn, authority, quorum, lookOn }),
  async run(tx, actor, { meeting, itemId, now, today, ...decision }) {
    await checkForGroup(tx, actor, 'minutes.write', meeting.groupId, today)
    const item = await findAgendaItem(tx, actor, itemId)
    if (!item || item.meetingId !== meeting.id) throw notFound('Item')
    if (await beginMinute(tx, meeting.id, actor.personId, now)) await setMinutesState(tx, meeting.id, 'draft')
    if (decision.decidedOn > meeting.heldOn && meeting.kind !== 'between-meetings')
      refuse('decidedOn', 'Date of the decision must be the day of the meeting or earlier')
    const recorded = await write(tx, actor, meeting.groupId, now, {
      ...decision,
      marking: item.marking === 'OFFICIAL-SENSITIVE' ? 'OFFICIAL-SENSITIVE' : (decision.marking ?? 'OFFICIAL'),
      isInvented: decision.isInvented ?? meeting.isInvented,
      meetingId: meeting.id,
      itemId,
      matterId: item.matterId,
      isBetween: meeting.kind === 'between-meetings',
    })
    await linkRecords(tx, recorded.recordId, 'part of', meeting.recordId)
    if (item.matterRecordId !== null) await linkRecords(tx, recorded.recordId, 'came from', item.matterRecordId)
    return recorded
  },
})

type Between = NewDecision & { groupId: string; today: string; now: Date }

/**
 * Records what was decided between meetings. It comes onto the agenda of the group’s next meeting by itself and is minuted there. Source: Kent’s arrangements 2022, section 11:
 * "this will be recorded in the minutes of the next KSCMP meeting".
 */
export const recordDecisionBetween = command<Between, Recorded>({
  name: 'minutes.decision-recorded',
  permission: 'minutes.write',
  subject: ({ recordId }) => recordId,
  details: (_output, { decidedOn, authority, lookOn }) => ({ decidedOn, authority, lookOn, between: true }),
  async run(tx, actor, { groupId, today, now, ...decision }) {
    await checkForGroup(tx, actor, 'minutes.write', groupId, today)
    if (decision.decidedOn > today) refuse('decidedOn', 'Date of the decision must be today or earlier')
    return await write(tx, actor, groupId, now, {
      ...decision,
      marking: decision.marking ?? 'OFFICIAL',
      isInvented: decision.isInvented ?? false,
      meetingId: null,
      itemId: null,
      matterId: null,
      isBetween: true,
    })
  },
})

type Whole = NewDecision & {
  marking: 'OFFICIAL' | 'OFFICIAL-SENSITIVE'
  isInvented: boolean
  meetingId: string | null
  itemId: string | null
  matterId: string | null
  isBetween: boolean
}

async function write(tx: Tx, actor: Actor, groupId: string, now: Date, decision: Whole): Promise<Recorded> {
  const { lookOn, decidedOn } = decision
  if (lookOn !== null && lookOn <= decidedOn)
    refuse('lookOn', 'Date on which you look again must be after the date of the decision')
  if (lookOn !== null && decision.lookQuestion === null)
    refuse('lookQuestion', 'Enter how you will know whether the decision works')
  const { id: recordId, reference } = await registerRecord(tx, {
    partnershipId: actor.partnershipId,
    kind: 'decision',
    title: decision.title,
    state: lookOn === null ? 'decided' : 'to be looked at again',
    page: decisionPaths.show,
    year: Number(decidedOn.slice(0, 4)),
    marking: decision.marking,
    isInvented: decision.isInvented,
    searchText: textOf(decision.reason, decision.options, decision.dissent, decision.lookQuestion),
    // What is marked is not shown to the other owners' threads, which know no group of it.
    ...(decision.marking === 'OFFICIAL' ? { sharedWith: await ownersOfGroup(tx, groupId) } : {}),
  })
  const reportMatterId = decision.isBetween
    ? await report(tx, actor, { groupId, now, recordId, reference, decision })
    : null
  const id = await insertDecision(tx, actor, { ...decision, groupId, recordId, reportMatterId })
  if (lookOn !== null) await insertLook(tx, id, lookOn)
  const group = await findGroupById(tx, actor.partnershipId, groupId)
  if (!group) throw notFound('Group')
  const about = await registerOnce(tx, {
    partnershipId: actor.partnershipId,
    kind: 'group',
    title: group.name,
    state: 'in use',
    page: () => partnershipPaths.group(actor.partnershipSlug, group.slug),
    year: Number(decidedOn.slice(0, 4)),
  })
  await linkRecords(tx, recordId, 'given to', about.id)
  return { id, recordId, reference }
}

type Reporting = { groupId: string; now: Date; recordId: string; reference: string; decision: Whole }

/** Brings a decision taken between meetings onto the agenda of the group's next meeting. @returns the matter that it stands there as */
async function report(
  tx: Tx,
  actor: Actor,
  { groupId, now, recordId, reference, decision }: Reporting,
): Promise<string> {
  const matter = {
    groupId,
    title: `Decided between meetings: ${decision.title}`.slice(0, 200),
    summary: decision.reason,
    purpose: 'note',
    marking: decision.marking,
    sourceKey: `decision-between:${recordId}`,
    sourceWords: `Decision ${reference}, taken between meetings, is minuted at the next one`,
    sourceHref: decisionPaths.show(reference),
    isInvented: decision.isInvented,
    year: Number(decision.decidedOn.slice(0, 4)),
  } as const
  const raised = await raiseForNextMeeting(tx, actor, matter, now)
  // Not 'came from': that the group is told of a decision is no follow-up to it.
  await linkRecords(tx, recordId, 'reported in', raised.recordId)
  return raised.id
}
