import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalDate,
  optionalText,
  parseForm,
  requiredChoice,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import { londonDate, londonInstant, londonTime, readTime } from '#platform/london-time.ts'
import { arrangeMeeting } from '../arrange-meeting.ts'
import { moveMeeting } from '../change-meeting.ts'
import { optionsOf, versionField } from '../form-parts.ts'
import { isToCome, meetingKinds, type MeetingKind } from '../meeting.ts'
import { findMeeting, type Meeting } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'

const template = 'meetings/pages/arrange.njk'
const kinds = Object.keys(meetingKinds) as [MeetingKind, ...MeetingKind[]]

const time = (missing: string) =>
  z
    .string({ error: missing })
    .min(1, missing)
    .transform((text, context) => {
      const read = readTime(text)
      if (read !== null) return read
      context.addIssue({ code: 'custom', message: 'Enter a time, like 10am or 14:30' })
      return z.NEVER
    })

const when = {
  on: requiredDate('Enter the date of the meeting', 'Date must be a real date, like 27/3/2027'),
  startsAt: time('Enter when it starts'),
  endsAt: time('Enter when it ends'),
  place: optionalText(300, 'Place must be 300 characters or fewer'),
  theme: optionalText(500, 'Theme must be 500 characters or fewer'),
}
const arranging = z.object({
  group: requiredText('Select the group', 100),
  kind: requiredChoice(kinds, 'Select the kind of meeting'),
  title: optionalText(200, 'Title must be 200 characters or fewer'),
  ...when,
})
const moving = z.object({
  title: requiredText('Enter the title', 200, 'Title must be 200 characters or fewer'),
  ...when,
  papersDueOn: optionalDate('Day for papers must be a real date, like 27/3/2027'),
  version: versionField,
})

export function arrangePages(app: FastifyInstance, { db, clock, publicUrl }: MeetingServices): void {
  const config = { permission: 'meetings.manage' }

  const arrangeView = async (actor: Actor, form: Form) => ({
    heading: 'Arrange a meeting',
    form,
    action: meetingPaths.arrange(),
    breadcrumbs: [{ text: 'Meetings', href: meetingPaths.list() }],
    isNew: true,
    told: '',
    groups: (await listGroups(db, actor.partnershipId)).map(({ id, name }) => ({ value: id, text: name })),
    kinds: optionsOf(meetingKinds),
    button: 'Arrange meeting',
  })

  app.get<{ Querystring: { group?: string } }>(meetingPaths.arrange(), { config }, async ({ actor, query }, reply) => {
    const groups = await listGroups(db, actor.partnershipId)
    const group = groups.find((each) => each.slug === query.group)
    const form = blankForm({ group: group?.id ?? '', kind: 'extraordinary', startsAt: '10am', endsAt: 'midday' })
    return reply.page(template, await arrangeView(actor, form))
  })

  app.post(meetingPaths.arrange(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(arranging, body)
    if (!parsed.ok) return reply.page(template, await arrangeView(actor, parsed.form), 400)
    const { group, kind, title, on, startsAt, endsAt, place, theme } = parsed.value
    const problem = async (field: string, text: string) =>
      reply.page(template, await arrangeView(actor, formWithErrors(parsed.values, [{ field, text }])), 400)
    const groups = await listGroups(db, actor.partnershipId)
    if (!groups.some((each) => each.id === group)) return problem('group', 'Select the group')
    if (endsAt <= startsAt) return problem('endsAt', 'The meeting must end after it starts')
    const done = await arrangeMeeting(db, actor, {
      groupId: group,
      kind,
      title,
      theme: theme ?? '',
      startsAt: londonInstant(on, startsAt),
      endsAt: londonInstant(on, endsAt),
      place,
      now: clock.now(),
    })
    if (!done.ok)
      return reply.page(template, await arrangeView(actor, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${meetingPaths.show(done.value.reference)}?done=arranged`, 303)
  })

  const open = async (actor: Actor, reference: string): Promise<Meeting> => {
    const meeting = await findMeeting(db, actor, reference)
    if (!meeting || !isToCome(meeting.state)) throw notFound('Meeting')
    return meeting
  }
  const moveView = (meeting: Meeting, form: Form) => ({
    heading: 'Move or change the meeting',
    form,
    action: meetingPaths.move(meeting.reference),
    breadcrumbs: [
      { text: 'Meetings', href: meetingPaths.list() },
      { text: meeting.title, href: meetingPaths.show(meeting.reference) },
    ],
    isNew: false,
    told:
      meeting.state === 'called'
        ? 'Members are invited: a new time, place or title is sent to them, and their calendars change by it.'
        : 'Nobody is invited yet, so nobody is told.',
    groups: [],
    kinds: [],
    button: 'Save changes',
  })

  app.get<{ Params: { reference: string } }>(
    meetingPaths.move(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const meeting = await open(actor, params.reference)
      const form = blankForm({
        title: meeting.title,
        on: inWords(londonDate(meeting.startsAt)),
        startsAt: londonTime(meeting.startsAt),
        endsAt: londonTime(meeting.endsAt),
        place: meeting.place,
        theme: meeting.theme,
        papersDueOn: meeting.papersDueOn === null ? '' : inWords(meeting.papersDueOn),
        version: String(meeting.version),
      })
      return reply.page(template, moveView(meeting, form))
    },
  )

  app.post<{ Params: { reference: string } }>(
    meetingPaths.move(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const meeting = await open(actor, params.reference)
      const parsed = parseForm(moving, body)
      if (!parsed.ok) return reply.page(template, moveView(meeting, parsed.form), 400)
      const { on, startsAt, endsAt, place, theme, ...rest } = parsed.value
      const done = await moveMeeting(db, actor, {
        ...rest,
        reference: meeting.reference,
        startsAt: londonInstant(on, startsAt),
        endsAt: londonInstant(on, endsAt),
        place: place ?? '',
        theme: theme ?? '',
        publicUrl,
        now: clock.now(),
      })
      if (!done.ok) return reply.page(template, moveView(meeting, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(
        `${meetingPaths.show(meeting.reference)}?done=${done.value.changed ? 'moved' : 'saved'}`,
        303,
      )
    },
  )
}
