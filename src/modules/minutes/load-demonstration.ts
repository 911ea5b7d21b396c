import { permissionsByRole } from '#modules/identity/public.ts'
import { insertItem, listAgenda, listMeetings, raiseMatter, referMatter } from '#modules/meetings/public.ts'
import { findPartnership, listAgencies, listGroups } from '#modules/partnerships/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addDays, addMonths, lastCompleteQuarter } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { agreeMinutes, publishMinutes } from './agree-minutes.ts'
import { askCascade } from './cascades/ask-cascade.ts'
import { confirmCascade } from './cascades/confirm-cascade.ts'
import { findCircular, listParts } from './circulars/circular-store.ts'
import { draftCircular } from './circulars/draft-circular.ts'
import { approveCircular, sendCircular, writeCircular } from './circulars/move-circular.ts'
import { listLooks } from './decision-store.ts'
import {
  between,
  executiveMeetings,
  feedbackWords,
  subGroupMeetings,
  type InventedDecision,
  type InventedItem,
} from './demonstration-words.ts'
import { listHeadings } from './feedback/arrangements-store.ts'
import { beginFeedback } from './feedback/begin-feedback.ts'
import { findFeedback } from './feedback/feedback-store.ts'
import { loadFeedbackArrangements } from './feedback/load-arrangements.ts'
import { sendFeedback } from './feedback/send-feedback.ts'
import { writeFeedback } from './feedback/write-feedback.ts'
import { loadPlainMinutes } from './load-plain-minutes.ts'
import { lookAgain } from './look-again.ts'
import { findMinutedMeeting, type MinutedMeeting } from './meeting-store.ts'
import { permissions } from './permissions.ts'
import { raiseFromItem } from './raise-from-item.ts'
import { recordDecision, recordDecisionBetween } from './record-decision.ts'
import { saveLines } from './save-lines.ts'

type Loading = { db: Db; actor: Actor; clock: Clock; today: string; executiveId: string; matters: Map<string, string> }

/**
 * Invented minutes, decisions, feedback, a Circular and a cascade for Kent, and a few for Medway, each once and marked as invented. They
 * are written by the sample business manager; nothing of it is mailed.
 */
export async function loadDemonstrationMinutes(db: Db, clock: Clock): Promise<void> {
  await loadFeedbackArrangements(db)
  for (const slug of ['kent', 'medway']) {
    const actor = await sampleManager(db, slug)
    if (!actor) continue
    const known = await db
      .selectFrom('minutes.decision')
      .where('partnership_id', '=', actor.partnershipId)
      .where('is_invented', '=', true)
      .select('id')
      .limit(1)
      .executeTakeFirst()
    const groups = await listGroups(db, actor.partnershipId)
    const executiveId = groups.find(({ kind }) => kind === 'executive')?.id
    const subGroupId = groups.find(({ kind }) => kind === 'sub-group')?.id
    if (known || executiveId === undefined || subGroupId === undefined) continue
    const loading: Loading = { db, actor, clock, today: clock.today(), executiveId, matters: new Map() }
    const isWhole = slug === 'kent'
    await loadMeetings(loading, executiveId, isWhole ? executiveMeetings : executiveMeetings.slice(0, 1))
    if (isWhole) await loadMeetings(loading, subGroupId, subGroupMeetings)
    await loadPlainMinutes(db, actor, clock)
    await loadBetween(loading, isWhole ? between : between.slice(0, 1))
    await loadFeedback(loading, subGroupId, isWhole)
    if (isWhole) await loadCircular(loading)
    await loadCascade(loading)
  }
}

/** The last meetings of a group that were held, as many as are told of: the newest in draft, the oldest published. */
async function loadMeetings(loading: Loading, groupId: string, told: readonly (readonly InventedItem[])[]) {
  const { db, actor } = loading
  const held = await listMeetings(db, actor, { groupId, states: ['held'], newestFirst: true, most: told.length })
  const newest = told.slice(told.length - held.length)
  for (const [index, { reference }] of held.toReversed().entries()) {
    const meeting = await findMinutedMeeting(db, actor, reference)
    if (meeting) await loadMeeting(loading, meeting, newest[index] ?? [], { isLast: index === held.length - 1, index })
  }
}

async function loadMeeting(
  loading: Loading,
  meeting: MinutedMeeting,
  told: readonly InventedItem[],
  { isLast, index }: { isLast: boolean; index: number },
) {
  const { db, actor, today, clock } = loading
  await loadAgenda(loading, meeting, told)
  const agenda = await listAgenda(db, actor, meeting.id)
  const items = told.flatMap((item) => {
    const id = agenda.find(({ title }) => title === item.title)?.id
    return id === undefined ? [] : [{ ...item, id }]
  })
  const now = meeting.endsAt
  const lines = items.flatMap((item) =>
    item.lines.map((text) => ({ id: crypto.randomUUID(), itemId: item.id, base: 0, text })),
  )
  must(await saveLines(db, actor, { meeting, lines, now, today }))
  for (const { id, decision } of items) if (decision) await loadDecision(loading, meeting, id, decision)
  const [first] = lines
  if (isLast && first) {
    // Two people wrote on the same line: both wordings wait to be merged.
    const text = `${first.text} It was asked to see this by district.`
    must(await saveLines(db, actor, { meeting, lines: [{ ...first, text }], now, today }))
  }
  const agreedOn = addDays(meeting.heldOn, 10)
  if (isLast || agreedOn > today) return
  const note = 'Sent round to the members; nobody asked for a change (invented).'
  must(
    await agreeMinutes(db, actor, { meeting, version: 1, way: 'circulation', agreedOn, note, today, now: clock.now() }),
  )
  if (index === 0) must(await publishMinutes(db, actor, { meeting, version: 2, hasNames: false, now: clock.now() }))
}

/** The demonstration's meetings that were held have no agenda of their own: these items and their matters are put on it. */
async function loadAgenda(
  { db, actor, executiveId, matters }: Loading,
  meeting: MinutedMeeting,
  told: readonly InventedItem[],
) {
  await db.transaction().execute(async (tx) => {
    for (const { title, purpose, matter, escalated } of told) {
      let matterId = matter === undefined ? null : (matters.get(matter) ?? null)
      if (matter !== undefined && matterId === null) {
        const made = await raiseMatter(tx, actor, {
          groupId: meeting.groupId,
          title,
          summary: 'Invented for the demonstration.',
          purpose,
          isInvented: true,
          year: Number(meeting.heldOn.slice(0, 4)),
        })
        matterId = made.id
        matters.set(matter, made.id)
      }
      await insertItem(tx, {
        meetingId: meeting.id,
        matterId,
        title,
        purpose,
        marking: 'OFFICIAL',
        presenterOfficeId: null,
        minutesAllowed: 20,
      })
      if (matterId !== null && escalated !== undefined)
        await referMatter(tx, actor, { matterId, toGroupId: executiveId, way: 'escalated', reason: escalated })
    }
  })
}

async function loadDecision(loading: Loading, meeting: MinutedMeeting, itemId: string, told: InventedDecision) {
  const { db, actor, clock, today } = loading
  const { look, action } = told
  const lookOn = look ? addDays(meeting.heldOn, look.afterDays) : null
  const decision = must(
    await recordDecision(db, actor, {
      meeting,
      itemId,
      title: told.title,
      reason: told.reason,
      options: told.options ?? null,
      decidedBy: meeting.groupName,
      authority: 'group',
      quorum: 'present',
      dissent: told.dissent ?? null,
      decidedOn: meeting.heldOn,
      lookOn,
      lookQuestion: look?.question ?? null,
      isInvented: true,
      now: meeting.endsAt,
      today,
    }),
  )
  if (action !== undefined)
    must(
      await raiseFromItem(db, actor, {
        meeting,
        itemId,
        decisionId: decision.id,
        lineId: null,
        title: action,
        ownerOfficeId: actor.officeId ?? '',
        dueOn: addDays(today, 30),
        today,
        now: clock.now(),
      }),
    )
  const [asked] = await listLooks(db, decision.id)
  if (look?.found !== undefined && asked && asked.dueOn <= today)
    must(
      await lookAgain(db, actor, {
        reference: decision.reference,
        lookId: asked.id,
        outcome: 'working',
        found: look.found,
        nextOn: null,
        today,
      }),
    )
}

async function loadBetween(
  { db, actor, today, clock, executiveId }: Loading,
  told: readonly { daysAgo: number; title: string; reason: string }[],
) {
  for (const { daysAgo, title, reason } of told)
    must(
      await recordDecisionBetween(db, actor, {
        groupId: executiveId,
        title,
        reason,
        options: null,
        decidedBy: 'The chair, after asking every partner by mail',
        authority: 'chair',
        quorum: 'not said',
        dissent: null,
        decidedOn: addDays(today, -daysAgo),
        lookOn: null,
        lookQuestion: null,
        isInvented: true,
        today,
        now: clock.now(),
      }),
    )
}

/** The quarters before the last one and the last one: the earlier is sent, the later is a draft. */
async function loadFeedback({ db, actor, clock, today }: Loading, groupId: string, isWhole: boolean) {
  const last = lastCompleteQuarter(today).startsOn
  const quarters = isWhole ? [addMonths(last, -3), last] : [last]
  for (const quarterOn of quarters) {
    const none = () => Promise.resolve([])
    const { reference } = must(
      await beginFeedback(db, actor, { groupId, quarterOn, warnings: none, today, isInvented: true }),
    )
    if (quarterOn === last) continue
    const headings = await listHeadings(db, actor)
    const parts = new Map(headings.map(({ id }, at) => [id, feedbackWords[at % feedbackWords.length] ?? '']))
    must(await writeFeedback(db, actor, { reference, version: 1, parts, today }))
    const { version = 0 } = (await findFeedback(db, actor, reference)) ?? {}
    must(await sendFeedback(db, actor, { reference, version, today, now: clock.now(), publicUrl: '' }))
  }
}

async function loadCircular({ db, actor, clock, today, executiveId }: Loading) {
  const quarterOn = addMonths(lastCompleteQuarter(today).startsOn, -3)
  const { reference } = must(
    await draftCircular(db, actor, { groupId: executiveId, quarterOn, today, isInvented: true }),
  )
  const circular = await findCircular(db, actor, reference)
  if (!circular) return
  const parts = (await listParts(db, circular.id)).map(({ heading, text }) => ({
    heading,
    text:
      text === ''
        ? 'Invented: read this with your team and tell your agency’s lead by the end of the month what it changes.'
        : text,
  }))
  const now = clock.now()
  must(await writeCircular(db, actor, { reference, version: 1, parts }))
  // Who chairs the Executive may be nobody of the sample: the installation stands in.
  const chair = { ...actor, personId: null, officeId: null, role: 'installation' }
  must(await approveCircular(db, chair, { reference, version: 2, today, now }))
  must(await sendCircular(db, actor, { reference, version: 3, today, now, publicUrl: '' }))
}

/** Something to pass on that half of the agencies asked have answered. */
async function loadCascade({ db, actor, clock, today }: Loading) {
  const organisationIds = (await listAgencies(db, actor.partnershipId)).slice(0, 6).map((each) => each.organisationId)
  if (organisationIds.length === 0) return
  const askedOn = addDays(today, -14)
  const { reference } = must(
    await askCascade(db, actor, {
      title: 'The new number for referrals out of hours',
      message: 'Invented: from the first of next month the number for referrals out of hours is another one.',
      whatToDo: 'Tell everybody who may have to refer a child at night, and change the number wherever it is written.',
      marking: 'OFFICIAL',
      dueOn: addDays(today, 14),
      organisationIds,
      today: askedOn,
      publicUrl: '',
      isInvented: true,
    }),
  )
  for (const [at, organisationId] of organisationIds.slice(0, Math.floor(organisationIds.length / 2)).entries()) {
    const isTold = at !== 0
    must(
      await confirmCascade(db, actor, {
        reference,
        organisationId,
        version: 1,
        answer: isTold ? 'confirmed' : 'does-not-apply',
        toldWho: isTold ? 'All who work at night (invented)' : null,
        toldHow: isTold ? 'At the handover, and by a note on the board' : null,
        toldOn: isTold ? addDays(today, -5) : null,
        reason: isTold ? null : 'Nobody there works out of hours (invented)',
        today,
        now: clock.now(),
      }),
    )
  }
}

/** The sample business manager of a partnership, with what that role may do here; undefined where no pack has one. */
async function sampleManager(db: Db, slug: string): Promise<Actor | undefined> {
  const role = 'business-manager'
  const partnership = await findPartnership(db, slug)
  if (!partnership) return undefined
  const person = await db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .innerJoin('identity.tenure as tenure', 'tenure.office_id', 'office.id')
    .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .where('access.role', '=', role)
    .where('access.partnership_id', '=', partnership.id)
    .where('person.is_sample', '=', true)
    .orderBy('person.name')
    .select(['person.id as personId', 'person.name as personName', 'office.id as officeId'])
    .select([
      'office.title as officeTitle',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
    ])
    .executeTakeFirst()
  if (!person) return undefined
  return { ...installation(partnership, permissionsByRole([permissions]).get(role) ?? []), ...person, role }
}
