import { listMembersOfGroup } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { invitation } from '#platform/calendar.ts'
import { inWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { londonDate, timeInWords } from '#platform/london-time.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import type { Meeting } from './meeting-store.ts'
import { meetingPaths } from './paths.ts'

type Told = { publicUrl: string; now: Date; actor: Actor }
export type InvitationMethod = 'REQUEST' | 'CANCEL'

/**
 * The address that answers go to: of whoever called the meeting first, or the service's own where that person has none. It stays the same
 * when somebody else moves or cancels the meeting, since a calendar takes neither from another organiser.
 */
async function organiserOf(
  tx: Tx,
  meeting: Meeting,
  { actor, publicUrl }: Told,
): Promise<{ name: string; email: string }> {
  const kept = await tx
    .selectFrom('meetings.meeting')
    .where('id', '=', meeting.id)
    .select('organiser_email as email')
    .executeTakeFirst()
  const name = meeting.partnershipName
  if (kept?.email) return { name, email: kept.email }
  const person =
    actor.personId === null
      ? undefined
      : await tx.selectFrom('identity.person').where('id', '=', actor.personId).select('email').executeTakeFirst()
  const email = person?.email ?? `meetings@${new URL(publicUrl).hostname}`
  await tx.updateTable('meetings.meeting').set({ organiser_email: email }).where('id', '=', meeting.id).execute()
  return { name, email }
}

const whenWords = (meeting: Meeting): string => {
  const [from, to] = [londonDate(meeting.startsAt), londonDate(meeting.endsAt)]
  const start = `${inWords(from)}, ${timeInWords(meeting.startsAt)}`
  return from === to
    ? `${start} to ${timeInWords(meeting.endsAt)}`
    : `${start} to ${inWords(to)}, ${timeInWords(meeting.endsAt)}`
}

function textOf(meeting: Meeting, office: string, method: InvitationMethod, publicUrl: string): string {
  const head = [meeting.title, whenWords(meeting), ...(meeting.place === '' ? [] : [meeting.place])].join('\n')
  if (method === 'CANCEL' && meeting.state !== 'cancelled') {
    return `You are no longer invited to this meeting, because your office does not sit in the group any more:\n\n${head}`
  }
  if (method === 'CANCEL') {
    return `This meeting is cancelled:\n\n${head}\n\nReason: ${meeting.cancelReason ?? ''}\n\n${publicUrl}${meetingPaths.show(meeting.reference)}`
  }
  const begin = meeting.sequence === 0 ? 'You are invited to this meeting' : 'This meeting has changed. It is now'
  return `${begin}, as ${office}:

${head}

Agenda and papers: ${publicUrl}${meetingPaths.show(meeting.reference)}

If you cannot come, give your apologies or name a deputy here, so that the quorum is known: ${publicUrl}${meetingPaths.apologies(meeting.reference)}`
}

const subjects: Record<InvitationMethod, (meeting: Meeting) => string> = {
  REQUEST: ({ title, sequence, startsAt }) =>
    `${sequence === 0 ? 'Invitation' : 'Changed'}: ${title}, ${inWords(londonDate(startsAt))}`,
  CANCEL: ({ title, startsAt, state }) =>
    `${state === 'cancelled' ? 'Cancelled' : 'No longer invited'}: ${title}, ${inWords(londonDate(startsAt))}`,
}

/** The identity of a meeting in every calendar: the same when it moves. */
export const calendarUid = (meeting: Pick<Meeting, 'id'>, publicUrl: string): string =>
  `meeting-${meeting.id}@${new URL(publicUrl).hostname}`

/**
 * Sends every member an invitation that their calendar acts on, for the state in which the meeting is; who was told of this state
 * already is told nothing. A cancellation goes to those who were invited; who has left the group since is taken off with the next change,
 * so that nobody keeps an entry at a time that is no longer so.
 *
 * @param meeting as it stands now, with the sequence of this state
 * @returns how many mails were queued
 */
export async function tellMembers(tx: Tx, meeting: Meeting, method: InvitationMethod, told: Told): Promise<number> {
  const organiser = await organiserOf(tx, meeting, told)
  const invited = await invitedTo(tx, meeting.id)
  if (method === 'CANCEL') return send(tx, meeting, 'CANCEL', invited, organiser, told)
  const members = await membersOf(tx, meeting)
  const left = invited.filter(({ email }) => !members.some((member) => member.email === email))
  const taken = await send(tx, meeting, 'CANCEL', left, organiser, told)
  return taken + (await send(tx, meeting, 'REQUEST', members, organiser, told))
}

async function send(
  tx: Tx,
  meeting: Meeting,
  method: InvitationMethod,
  people: readonly Invited[],
  organiser: { name: string; email: string },
  told: Told,
): Promise<number> {
  let count = 0
  for (const { email, name, office, officeId, isOptional } of people) {
    const isNew = await tx
      .insertInto('meetings.invitation')
      .values({
        meeting_id: meeting.id,
        email,
        office_id: officeId,
        method,
        sequence: meeting.sequence,
        queued_at: told.now,
      })
      .onConflict((conflict) => conflict.columns(['meeting_id', 'email', 'sequence', 'method']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!isNew) continue
    await queueMail(tx, {
      to: email,
      subject: subjects[method](meeting).slice(0, 180),
      text: textOf(meeting, office, method, told.publicUrl),
      calendar: invitation(method, {
        uid: calendarUid(meeting, told.publicUrl),
        when: { startsAt: meeting.startsAt, endsAt: meeting.endsAt },
        title: meeting.title,
        text: textOf(meeting, office, method, told.publicUrl),
        place: meeting.place,
        url: `${told.publicUrl}${meetingPaths.show(meeting.reference)}`,
        sequence: meeting.sequence,
        at: told.now,
        organiser,
        attendees: [{ name, email, isOptional }],
      }),
    })
    count++
  }
  return count
}

type Invited = { email: string; name: string; office: string; officeId: string | null; isOptional: boolean }

/** The members on the day of the meeting who have an address, each once. */
async function membersOf(tx: Tx, meeting: Meeting): Promise<Invited[]> {
  const members = await listMembersOfGroup(tx, meeting.groupId, londonDate(meeting.startsAt))
  const found = new Map<string, Invited>()
  for (const { email, personName, officeTitle, organisationName, officeId, mayVote } of members) {
    if (email === null || found.has(email)) continue
    found.set(email, {
      email,
      name: personName ?? email,
      office: `${officeTitle ?? ''}, ${organisationName}`,
      officeId,
      isOptional: !mayVote,
    })
  }
  return [...found.values()]
}

/** Those whose calendars have the meeting: the last that they were sent was an invitation. */
const invitedTo = async (tx: Tx, meetingId: string): Promise<Invited[]> =>
  (
    await tx
      .selectFrom('meetings.invitation')
      .where('meeting_id', '=', meetingId)
      .distinctOn('email')
      .orderBy('email')
      .orderBy('sequence', 'desc')
      .orderBy('queued_at', 'desc')
      .orderBy('id', 'desc')
      .select(['email', 'office_id as officeId', 'method'])
      .execute()
  )
    .filter(({ method }) => method === 'REQUEST')
    .map(({ email, officeId }) => ({ email, name: email, office: '', officeId, isOptional: false }))
