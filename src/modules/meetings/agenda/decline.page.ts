import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Meeting } from '../meeting-store.ts'
import { isToCome } from '../meeting.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'
import { agendaCrumbs, agendaFrame } from './agenda-frame.ts'
import { declineSuggestion } from './decline-suggestion.ts'
import { canBeDeclined, suggestionsFor } from './suggest.ts'
import type { Suggestion } from './suggestion.ts'

const template = 'meetings/agenda/decline.njk'
const schema = z.object({
  reason: requiredText('Enter why it is not for this group now', 1_000, 'Reason must be 1,000 characters or fewer'),
})

/** Says why something that was suggested is not put on the agenda. */
export function declinePage(app: FastifyInstance, { db, clock, agendaSources }: MeetingServices): void {
  const config = { permission: 'meetings.agenda' }
  type At = { Params: { reference: string }; Querystring: { key?: string } }

  const frame = agendaFrame(db, clock)
  async function open(actor: Actor, { params, query }: { params: At['Params']; query: At['Querystring'] }) {
    const meeting = await frame.open(actor, params.reference)
    if (!isToCome(meeting.state)) throw conflict('This meeting is over or cancelled, so its agenda stays as it was.')
    const all = await suggestionsFor(db, actor, meeting, agendaSources)
    const suggestion = all.find((each) => each.key === query.key && canBeDeclined(each))
    if (!suggestion) throw notFound('Suggestion')
    return { meeting, suggestion }
  }
  const view = ({ meeting, suggestion }: { meeting: Meeting; suggestion: Suggestion }, form: Form) => ({
    heading: 'Not for this agenda',
    form,
    marking: suggestion.marking === 'OFFICIAL-SENSITIVE' ? suggestion.marking : '',
    action: meetingPaths.decline(meeting.reference, suggestion.key),
    breadcrumbs: agendaCrumbs(meeting),
    title: suggestion.title,
    why: suggestion.why,
    group: meeting.groupName,
  })

  app.get<At>(meetingPaths.decline(':reference'), { config }, async ({ actor, params, query }, reply) =>
    reply.page(template, view(await open(actor, { params, query }), blankForm())),
  )
  app.post<At>(meetingPaths.decline(':reference'), { config }, async ({ actor, params, query, body }, reply) => {
    const opened = await open(actor, { params, query })
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(opened, parsed.form), 400)
    const { meeting, suggestion } = opened
    const { reason } = parsed.value
    const input = { reference: meeting.reference, suggestion, reason, today: clock.today() }
    const done = await declineSuggestion(db, actor, input)
    if (!done.ok) return reply.page(template, view(opened, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${meetingPaths.agenda(meeting.reference)}?done=declined`, 303)
  })
}
