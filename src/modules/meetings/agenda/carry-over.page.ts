import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { AgendaItem } from '../agenda-store.ts'
import { meetingOptions } from '../form-parts.ts'
import type { Meeting } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'
import { agendaCrumbs, agendaFrame, type ItemParams } from './agenda-frame.ts'
import { carryOver } from './change-agenda.ts'

const carrying = z.object({ meeting: requiredText('Select a later meeting', 100) })

/** Takes an item to a later meeting of the group. */
export function carryOverPage(app: FastifyInstance, { db, clock }: MeetingServices): void {
  const config = { permission: 'meetings.agenda' }
  const { openItem } = agendaFrame(db, clock)

  const carryView = async (actor: Actor, meeting: Meeting, item: AgendaItem, form: Form) => ({
    heading: 'Carry an item over',
    form,
    action: meetingPaths.carryOver(meeting.reference, item.id),
    breadcrumbs: agendaCrumbs(meeting, false),
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
