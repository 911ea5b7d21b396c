import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
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
import type { AgendaItem } from '../agenda-store.ts'
import { markingOptions, officeOptions, optionalNumber, purposeOptions, versionField } from '../form-parts.ts'
import { itemMarkings, purposes, type Purpose } from '../meeting.ts'
import type { Meeting } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'
import { agendaCrumbs, agendaFrame, type ItemParams } from './agenda-frame.ts'
import { addItem, changeItem } from './change-agenda.ts'

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

/** Adds an item to an agenda, and changes it. */
export function itemPages(app: FastifyInstance, { db, clock }: MeetingServices): void {
  const config = { permission: 'meetings.agenda' }
  const itemTemplate = 'meetings/agenda/item.njk'
  const { open, openItem } = agendaFrame(db, clock)

  const itemFormView = async (actor: Actor, meeting: Meeting, form: Form, item: AgendaItem | null) => ({
    heading: item === null ? 'Add an item' : 'Change the item',
    form,
    action:
      item === null ? meetingPaths.addItem(meeting.reference) : meetingPaths.changeItem(meeting.reference, item.id),
    breadcrumbs: agendaCrumbs(meeting),
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
      const meeting = await open(actor, params.reference)
      const form = blankForm({ purpose: 'decide', marking: 'OFFICIAL', history: 'matter' })
      return reply.page(itemTemplate, await itemFormView(actor, meeting, form, null))
    },
  )
  app.post<{ Params: { reference: string } }>(
    meetingPaths.addItem(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const meeting = await open(actor, params.reference)
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
}
