import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { timeInWords } from '#platform/london-time.ts'
import { wordsFor } from '#platform/words.ts'
import { whenWords } from '../form-parts.ts'
import { isToCome, purposeWords } from '../meeting.ts'
import type { Meeting } from '../meeting-store.ts'
import { itemView, numberedAgenda, startsOf } from '../meeting-view.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'
import { agendaCrumbs, agendaFrame } from './agenda-frame.ts'
import { acceptSuggestion, removeItem, shiftItem } from './change-agenda.ts'
import { suggestAgain } from './decline-suggestion.ts'
import { listDeclined } from './declined-store.ts'
import { canBeDeclined, suggestionsFor } from './suggest.ts'

const doneWords: Record<string, string> = {
  accepted: 'It is on the agenda.',
  added: 'The item is on the agenda.',
  changed: 'The item was changed.',
  removed: 'The item was taken off the agenda.',
  shifted: 'The order was changed.',
  declined: 'It is not suggested for this group again. It stands below, under what was left off.',
  again: 'It is suggested again.',
}

/** The agenda with what could stand on it; one button each to take a suggestion, move an item or take it off. */
export function agendaPage(app: FastifyInstance, services: MeetingServices): void {
  const { db, clock } = services
  const config = { permission: 'meetings.agenda' }
  const { open } = agendaFrame(db, clock)

  const agendaView = async (actor: Actor, meeting: Meeting, done: string, form = blankForm()) => {
    const [items, suggestions, declined] = await Promise.all([
      numberedAgenda(db, actor, meeting),
      isToCome(meeting.state) ? suggestionsFor(db, actor, meeting, services.agendaSources) : [],
      isToCome(meeting.state) ? listDeclined(db, actor, meeting.groupId) : [],
    ])
    const starts = startsOf(items, meeting.startsAt)
    return {
      heading: `Agenda: ${meeting.title}`,
      form,
      marking: items.some((item) => item.marking === 'OFFICIAL-SENSITIVE') ? 'OFFICIAL-SENSITIVE' : '',
      breadcrumbs: agendaCrumbs(meeting, false),
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
        kind: each.kind,
        href: each.href ?? '',
        purpose: purposeWords(each.purpose),
        marking: each.marking === 'OFFICIAL-SENSITIVE' ? each.marking : '',
        declineHref: canBeDeclined(each) ? meetingPaths.decline(meeting.reference, each.key) : '',
      })),
      declined: declined.map(({ id, title, marking, reason, declinedOn, office }) => ({
        id,
        title,
        marking: marking === 'OFFICIAL-SENSITIVE' ? marking : '',
        words: `${reason.replace(/\.$/, '')} (${office ?? 'Goldenthread'}, ${inWords(declinedOn)})`,
      })),
    }
  }

  app.get<{ Params: { reference: string }; Querystring: { done?: string } }>(
    meetingPaths.agenda(':reference'),
    { config },
    async ({ actor, params, query }, reply) => {
      const meeting = await open(actor, params.reference)
      return reply.page('meetings/agenda/agenda.njk', await agendaView(actor, meeting, query.done ?? ''))
    },
  )

  // One button each: accept a suggestion, move an item, take it off.
  app.post<{
    Params: { reference: string }
    Body: { accept?: string; again?: string; up?: string; down?: string; remove?: string }
  }>(meetingPaths.agenda(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const meeting = await open(actor, params.reference)
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
    if (typeof body.again === 'string') {
      if (!isId(body.again)) throw notFound('Suggestion')
      await suggestAgain(db, actor, { reference: meeting.reference, id: body.again, today })
      return back('again')
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
  })
}
