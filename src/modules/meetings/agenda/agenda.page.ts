import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredChoice,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { timeInWords } from '#platform/london-time.ts'
import { wordsFor } from '#platform/words.ts'
import { findAgendaItem, type AgendaItem } from '../agenda-store.ts'
import {
  markingOptions,
  meetingOptions,
  officeOptions,
  optionalNumber,
  purposeOptions,
  versionField,
  whenWords,
} from '../form-parts.ts'
import { isToCome, itemMarkings, purposeWords, purposes, type Purpose } from '../meeting.ts'
import { findMeeting, findMeetingById, type Meeting } from '../meeting-store.ts'
import { itemView, numberedAgenda, startsOf } from '../meeting-view.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'
import type { MeetingServices } from '../services.ts'
import { acceptSuggestion, addItem, carryOver, changeItem, removeItem, shiftItem } from './change-agenda.ts'
import { suggestionsFor } from './suggest.ts'

const purposeKeys = Object.keys(purposes) as [Purpose, ...Purpose[]]
const fields = {
  title: requiredText('Enter what the item is about', 200, 'Title must be 200 characters or fewer'),
  purpose: requiredChoice(purposeKeys, 'Select what the item is for'),
  marking: requiredChoice(itemMarkings, 'Select a marking'),
  presenter: optionalText(100),
  minutes: optionalNumber(1, 480, 'Minutes must be a whole number from 1 to 480'),
  note: optionalText(2_000, 'Note must be 2,000 characters or fewer'),
}
const adding = z.object({ ...fields, history: requiredChoice(['matter', 'once'], 'Select whether it keeps a history') })
const changing = z.object({ ...fields, version: versionField })
const carrying = z.object({ meeting: requiredText('Select a later meeting', 100) })

const doneWords: Record<string, string> = {
  accepted: 'It is on the agenda.',
  added: 'The item is on the agenda.',
  changed: 'The item was changed.',
  removed: 'The item was taken off the agenda.',
  shifted: 'The order was changed.',
}

export function agendaPages(app: FastifyInstance, services: MeetingServices): void {
  const { db, clock } = services
  const config = { permission: 'meetings.agenda' }
  const itemTemplate = 'meetings/agenda/item.njk'

  const open = async (actor: Actor, meeting: Meeting | undefined): Promise<Meeting> => {
    if (!meeting) throw notFound('Meeting')
    if (await mayChangeAgenda(db, actor, meeting.groupId, clock.today())) return meeting
    throw forbidden('Only the business team and the group’s chair change its agenda.')
  }
  const crumbs = (meeting: Meeting, isInside = true) => [
    { text: 'Meetings', href: meetingPaths.list() },
    { text: meeting.title, href: meetingPaths.show(meeting.reference) },
    ...(isInside ? [{ text: 'Agenda', href: meetingPaths.agenda(meeting.reference) }] : []),
  ]

  const agendaView = async (actor: Actor, meeting: Meeting, done: string, form = blankForm()) => {
    const [items, suggestions] = await Promise.all([
      numberedAgenda(db, actor, meeting),
      isToCome(meeting.state) ? suggestionsFor(db, actor, meeting, services.agendaSources) : [],
    ])
    const starts = startsOf(items, meeting.startsAt)
    return {
      heading: `Agenda: ${meeting.title}`,
      form,
      marking: items.some((item) => item.marking === 'OFFICIAL-SENSITIVE') ? 'OFFICIAL-SENSITIVE' : '',
      breadcrumbs: crumbs(meeting, false),
      done: wordsFor(doneWords, done),
      when: whenWords(meeting),
      action: meetingPaths.agenda(meeting.reference),
      addHref: isToCome(meeting.state) ? meetingPaths.addItem(meeting.reference) : '',
      isOpen: isToCome(meeting.state),
      back: meetingPaths.show(meeting.reference),
      items: items.map((item, index) => ({
        ...itemView(item, starts[index] ? timeInWords(starts[index]) : ''),
        isFirst: index === 0,
        isLast: index === items.length - 1,
        changeHref: meetingPaths.changeItem(meeting.reference, item.id),
        carryHref: meetingPaths.carryOver(meeting.reference, item.id),
        paperHref: meetingPaths.addPaper(meeting.reference, item.id),
      })),
      suggestions: suggestions.map((each) => ({
        key: each.key,
        title: each.title,
        why: each.why,
        href: each.href ?? '',
        purpose: purposeWords(each.purpose),
        marking: each.marking === 'OFFICIAL-SENSITIVE' ? each.marking : '',
      })),
    }
  }

  app.get<{ Params: { reference: string }; Querystring: { done?: string } }>(
    meetingPaths.agenda(':reference'),
    { config },
    async ({ actor, params, query }, reply) => {
      const meeting = await open(actor, await findMeeting(db, actor, params.reference))
      return reply.page('meetings/agenda/agenda.njk', await agendaView(actor, meeting, query.done ?? ''))
    },
  )

  // One button each: accept a suggestion, move an item, take it off.
  app.post<{ Params: { reference: string }; Body: { accept?: string; up?: string; down?: string; remove?: string } }>(
    meetingPaths.agenda(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const meeting = await open(actor, await findMeeting(db, actor, params.reference))
      const today = clock.today()
      const back = (done: string) => reply.redirect(`${meetingPaths.agenda(meeting.reference)}?done=${done}`, 303)
      if (typeof body.accept === 'string') {
        // What a form says of a suggestion is not trusted: it is looked up again, and is gone when somebody else was quicker.
        const all = await suggestionsFor(db, actor, meeting, services.agendaSources)
        const suggestion = all.find((each) => each.key === body.accept)
        if (!suggestion) return back('accepted')
        const done = await acceptSuggestion(db, actor, { reference: meeting.reference, suggestion, today })
        if (done.ok) return back('accepted')
        const form = formWithErrors(
          {},
          done.problems.map(({ text }) => ({ field: 'suggestions', text })),
        )
        return reply.page('meetings/agenda/agenda.njk', await agendaView(actor, meeting, '', form), 400)
      }
      const itemId = [body.up, body.down, body.remove].find((each) => typeof each === 'string') ?? ''
      if (!isId(itemId)) throw notFound('Agenda item')
      const done =
        body.remove === undefined
          ? await shiftItem(db, actor, { itemId, way: body.up === undefined ? 'down' : 'up', today })
          : await removeItem(db, actor, { itemId, today })
      if (done.ok) return back(body.remove === undefined ? 'shifted' : 'removed')
      const form = formWithErrors(
        {},
        done.problems.map(({ text }) => ({ field: 'items', text })),
      )
      return reply.page('meetings/agenda/agenda.njk', await agendaView(actor, meeting, '', form), 400)
    },
  )

  const itemFormView = async (actor: Actor, meeting: Meeting, form: Form, item: AgendaItem | null) => ({
    heading: item === null ? 'Add an item' : 'Change the item',
    form,
    action:
      item === null ? meetingPaths.addItem(meeting.reference) : meetingPaths.changeItem(meeting.reference, item.id),
    breadcrumbs: crumbs(meeting),
    isNew: item === null,
    purposes: purposeOptions,
    markings: markingOptions,
    offices: await officeOptions(db, actor, clock.today()),
    histories: [
      { value: 'matter', text: 'Yes', hint: 'It is a matter of the group, with one history across meetings' },
      { value: 'once', text: 'No', hint: 'It belongs to this meeting alone, such as a welcome' },
    ],
  })
  const readFields = (value: {
    title: string
    purpose: Purpose
    marking: (typeof itemMarkings)[number]
    presenter: string | null
    minutes: number | null
    note: string | null
  }) => ({
    title: value.title,
    purpose: value.purpose,
    marking: value.marking,
    presenterOfficeId: value.presenter !== null && isId(value.presenter) ? value.presenter : null,
    minutesAllowed: value.minutes,
    note: value.note ?? '',
  })

  app.get<{ Params: { reference: string } }>(
    meetingPaths.addItem(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const meeting = await open(actor, await findMeeting(db, actor, params.reference))
      const form = blankForm({ purpose: 'decide', marking: 'OFFICIAL', history: 'matter' })
      return reply.page(itemTemplate, await itemFormView(actor, meeting, form, null))
    },
  )
  app.post<{ Params: { reference: string } }>(
    meetingPaths.addItem(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const meeting = await open(actor, await findMeeting(db, actor, params.reference))
      const parsed = parseForm(adding, body)
      if (!parsed.ok) return reply.page(itemTemplate, await itemFormView(actor, meeting, parsed.form, null), 400)
      const done = await addItem(db, actor, {
        reference: meeting.reference,
        fields: readFields(parsed.value),
        isMatter: parsed.value.history === 'matter',
        today: clock.today(),
      })
      if (!done.ok) {
        const form = formWithErrors(parsed.values, done.problems)
        return reply.page(itemTemplate, await itemFormView(actor, meeting, form, null), 400)
      }
      return reply.redirect(`${meetingPaths.agenda(meeting.reference)}?done=added`, 303)
    },
  )

  type ItemParams = { Params: { reference: string; item: string } }
  const openItem = async (actor: Actor, { reference, item: id }: ItemParams['Params']) => {
    const item = isId(id) ? await findAgendaItem(db, actor, id) : undefined
    const meeting = item && (await findMeetingById(db, actor, item.meetingId))
    if (!item || !meeting || meeting.reference !== reference) throw notFound('Agenda item')
    return { item, meeting: await open(actor, meeting) }
  }
  app.get<ItemParams>(meetingPaths.changeItem(':reference', ':item'), { config }, async ({ actor, params }, reply) => {
    const { item, meeting } = await openItem(actor, params)
    const form = blankForm({
      title: item.title,
      purpose: item.purpose,
      marking: item.marking,
      presenter: item.presenterOfficeId ?? '',
      minutes: item.minutesAllowed === null ? '' : String(item.minutesAllowed),
      note: item.note,
      version: String(item.version),
    })
    return reply.page(itemTemplate, await itemFormView(actor, meeting, form, item))
  })
  app.post<ItemParams>(
    meetingPaths.changeItem(':reference', ':item'),
    { config },
    async ({ actor, params, body }, reply) => {
      const { item, meeting } = await openItem(actor, params)
      const parsed = parseForm(changing, body)
      if (!parsed.ok) return reply.page(itemTemplate, await itemFormView(actor, meeting, parsed.form, item), 400)
      const input = {
        itemId: item.id,
        version: parsed.value.version,
        fields: readFields(parsed.value),
        today: clock.today(),
      }
      const done = await changeItem(db, actor, input)
      if (!done.ok) {
        const form = formWithErrors(parsed.values, done.problems)
        return reply.page(itemTemplate, await itemFormView(actor, meeting, form, item), 400)
      }
      return reply.redirect(`${meetingPaths.agenda(meeting.reference)}?done=changed`, 303)
    },
  )

  const carryView = async (actor: Actor, meeting: Meeting, item: AgendaItem, form: Form) => ({
    heading: 'Carry an item over',
    form,
    action: meetingPaths.carryOver(meeting.reference, item.id),
    breadcrumbs: crumbs(meeting, false),
    title: item.title,
    arrange: meetingPaths.arrange(),
    meetings: (await meetingOptions(db, actor, meeting.groupId, clock.today())).filter(
      (each) => each.value !== meeting.id,
    ),
  })
  app.get<ItemParams>(meetingPaths.carryOver(':reference', ':item'), { config }, async ({ actor, params }, reply) => {
    const { item, meeting } = await openItem(actor, params)
    return reply.page('meetings/agenda/carry-over.njk', await carryView(actor, meeting, item, blankForm()))
  })
  app.post<ItemParams>(
    meetingPaths.carryOver(':reference', ':item'),
    { config },
    async ({ actor, params, body }, reply) => {
      const { item, meeting } = await openItem(actor, params)
      const parsed = parseForm(carrying, body)
      const again = async (form: Form) =>
        reply.page('meetings/agenda/carry-over.njk', await carryView(actor, meeting, item, form), 400)
      if (!parsed.ok) return again(parsed.form)
      if (!isId(parsed.value.meeting)) {
        return again(formWithErrors(parsed.values, [{ field: 'meeting', text: 'Select a later meeting' }]))
      }
      const done = await carryOver(db, actor, {
        itemId: item.id,
        toMeetingId: parsed.value.meeting,
        today: clock.today(),
      })
      if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
      return reply.redirect(`${meetingPaths.show(meeting.reference)}?done=carried`, 303)
    },
  )
}
