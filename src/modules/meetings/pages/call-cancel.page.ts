import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listMembersOfGroup } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { londonDate } from '#platform/london-time.ts'
import { callMeeting, cancelMeeting } from '../change-meeting.ts'
import { versionField, whenWords } from '../form-parts.ts'
import { isToCome } from '../meeting.ts'
import { findMeeting, type Meeting } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'

const calling = z.object({ version: versionField })
const cancelling = z.object({
  reason: requiredText('Enter the reason', 500, 'Reason must be 500 characters or fewer'),
  version: versionField,
})

export function callCancelPages(app: FastifyInstance, { db, clock, publicUrl }: MeetingServices): void {
  const config = { permission: 'meetings.manage' }
  const open = async (actor: Actor, reference: string): Promise<Meeting> => {
    const meeting = await findMeeting(db, actor, reference)
    if (!meeting || !isToCome(meeting.state)) throw notFound('Meeting')
    return meeting
  }
  const common = (meeting: Meeting, form: Form) => ({
    form,
    title: meeting.title,
    when: whenWords(meeting),
    breadcrumbs: [
      { text: 'Meetings', href: meetingPaths.list() },
      { text: meeting.title, href: meetingPaths.show(meeting.reference) },
    ],
    back: meetingPaths.show(meeting.reference),
  })

  const callView = async (meeting: Meeting, form: Form) => {
    const members = await listMembersOfGroup(db, meeting.groupId, londonDate(meeting.startsAt))
    const words = ({ officeTitle, title, organisationName }: (typeof members)[number]) =>
      `${officeTitle ?? (title || 'Seat')}, ${organisationName}`
    return {
      ...common(meeting, form),
      heading: meeting.state === 'called' ? 'Invite members who came since' : 'Call this meeting',
      action: meetingPaths.call(meeting.reference),
      invited: members.filter((member) => member.email !== null).map(words),
      unreachable: members.filter((member) => member.email === null && !member.isVacant).map(words),
      vacant: members.filter((member) => member.isVacant).map(words),
    }
  }

  app.get<{ Params: { reference: string } }>(
    meetingPaths.call(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const meeting = await open(actor, params.reference)
      return reply.page(
        'meetings/pages/call.njk',
        await callView(meeting, blankForm({ version: String(meeting.version) })),
      )
    },
  )

  app.post<{ Params: { reference: string } }>(
    meetingPaths.call(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const meeting = await open(actor, params.reference)
      const parsed = parseForm(calling, body)
      if (!parsed.ok) return reply.page('meetings/pages/call.njk', await callView(meeting, parsed.form), 400)
      const input = { reference: meeting.reference, version: parsed.value.version, publicUrl, now: clock.now() }
      const done = await callMeeting(db, actor, input)
      if (!done.ok) {
        const form = formWithErrors(parsed.values, done.problems)
        return reply.page('meetings/pages/call.njk', await callView(meeting, form), 400)
      }
      return reply.redirect(`${meetingPaths.show(meeting.reference)}?done=called`, 303)
    },
  )

  const cancelView = (meeting: Meeting, form: Form) => ({
    ...common(meeting, form),
    heading: 'Cancel this meeting',
    action: meetingPaths.cancel(meeting.reference),
    told:
      meeting.state === 'called'
        ? 'Everybody who was invited is told, with the reason.'
        : 'Nobody was invited, so nobody is told.',
  })

  app.get<{ Params: { reference: string } }>(
    meetingPaths.cancel(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const meeting = await open(actor, params.reference)
      return reply.page(
        'meetings/pages/cancel.njk',
        cancelView(meeting, blankForm({ version: String(meeting.version) })),
      )
    },
  )

  app.post<{ Params: { reference: string } }>(
    meetingPaths.cancel(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const meeting = await open(actor, params.reference)
      const parsed = parseForm(cancelling, body)
      if (!parsed.ok) return reply.page('meetings/pages/cancel.njk', cancelView(meeting, parsed.form), 400)
      const input = { reference: meeting.reference, ...parsed.value, publicUrl, now: clock.now() }
      const done = await cancelMeeting(db, actor, input)
      if (!done.ok) {
        return reply.page(
          'meetings/pages/cancel.njk',
          cancelView(meeting, formWithErrors(parsed.values, done.problems)),
          400,
        )
      }
      return reply.redirect(`${meetingPaths.show(meeting.reference)}?done=cancelled`, 303)
    },
  )
}
