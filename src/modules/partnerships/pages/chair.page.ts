import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredChoice,
  requiredDate,
  requiredText,
  ticked,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { dateField, field, taskTemplate, taskView, type Choice } from '#platform/task-page.ts'
import { findRotation, listChairTerms } from '../keeping/chair-store.ts'
import { seatName } from '../keeping/own-seat.ts'
import { moveChair, setChairRule } from '../keeping/set-chair-rule.ts'
import { partnershipPaths } from '../paths.ts'
import { listSeats } from '../seat-store.ts'
import { arrangeConfig as config, groupToKeep, versionOf } from './arranging.ts'
import { optionalNumber } from './group-fields.ts'

type Kept = Awaited<ReturnType<typeof groupToKeep>>
type Params = { Params: { slug: string; group: string } }

const rule = z.object({
  version: optionalText(),
  seats: ticked(),
  every: requiredChoice(['years', 'meetings'], 'Choose whether the chair goes round by years or by meetings'),
  number: optionalNumber(1, 60, 'Number must be a whole number, like 1'),
  present: requiredText('Choose the seat that chairs now', 40),
  since: requiredDate('Enter since when it chairs', 'The day must be a real date, like 27/3/2027'),
  source: requiredText('Enter where this is agreed', 300),
})
const moving = z.object({
  seat: requiredText('Choose the seat that chairs from then', 40),
  startsOn: requiredDate('Enter the first day', 'First day must be a real date, like 27/3/2027'),
  note: requiredText('Enter why, or where it was agreed', 500),
})

/** How a chair goes round, and moving it out of turn. */
export function chairPage(app: FastifyInstance, { db, clock }: Services): void {
  const seatsOf = async (kept: Kept): Promise<Choice[]> =>
    (await listSeats(db, kept.group.id))
      .filter((seat) => !seat.isVacant && (seat.endsOn === null || seat.endsOn >= clock.today()))
      .map((seat) => ({ value: seat.id, text: seatName(seat) }))

  const view = async (kept: Kept, form: Form) => {
    const seats = await seatsOf(kept)
    return taskView({
      heading: `How the chair goes round: ${kept.group.name}`,
      breadcrumbs: kept.trail,
      lines: [
        'The chair moves by itself on its day, to the next seat in the order below, and what the chair may decide moves with it.',
      ],
      form,
      action: partnershipPaths.chair(kept.partnership.slug, kept.group.slug),
      cancelHref: kept.href,
      button: 'Save rule',
      fields: [
        field('hidden', 'version'),
        field('ticks', 'seats', 'Seats among which it goes round, in this order', { items: seats }),
        field('choice', 'every', 'It goes round by', {
          items: [
            { value: 'years', text: 'Years' },
            { value: 'meetings', text: 'Meetings, at the pace at which the group meets' },
          ],
        }),
        field('text', 'number', 'How many', { hint: 'For example, 1 for every year', classes: 'govuk-input--width-4' }),
        field('list', 'present', 'Seat that chairs now', { items: [{ value: '', text: 'Choose' }, ...seats] }),
        dateField('since', 'Since when does it chair?'),
        field('text', 'source', 'Where this is agreed', { hint: 'For example, published arrangements 2024, page 6' }),
      ],
    })
  }
  const path = partnershipPaths.chair(':slug', ':group')
  app.get<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const known = await findRotation(db, kept.group.id)
    const [last] = await listChairTerms(db, kept.group.id)
    const form = blankForm({
      version: String(known?.version ?? 0),
      seats: known?.seatIds ?? [],
      every: known?.every ?? 'years',
      number: String(known?.number ?? 1),
      present: last?.seatId ?? '',
      since: last === undefined ? '' : inWords(last.startsOn),
      source: known?.source ?? '',
    })
    return reply.page(taskTemplate, await view(kept, form))
  })
  app.post<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const parsed = parseForm(rule, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(kept, parsed.form), 400)
    const { version, seats, number, present, ...value } = parsed.value
    const done = await setChairRule(db, request.actor, {
      ...value,
      number: number ?? 1,
      seatIds: seats,
      presentSeatId: present,
      groupId: kept.group.id,
      version: versionOf(version),
      today: clock.today(),
    })
    if (!done.ok) return reply.page(taskTemplate, await view(kept, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(kept.href, 303)
  })

  const moveView = async (kept: Kept, form: Form) =>
    taskView({
      heading: `Move the chair: ${kept.group.name}`,
      breadcrumbs: kept.trail,
      lines: [
        'For a change out of turn, or in a group whose chair does not go round. Turns that are due happen by themselves.',
      ],
      form,
      action: partnershipPaths.moveChair(kept.partnership.slug, kept.group.slug),
      cancelHref: kept.href,
      button: 'Move chair',
      fields: [
        field('list', 'seat', 'Seat that chairs from then', {
          items: [{ value: '', text: 'Choose' }, ...(await seatsOf(kept))],
        }),
        dateField('startsOn', 'First day'),
        field('lines', 'note', 'Why, or where it was agreed', { rows: 2 }),
      ],
    })
  const movePath = partnershipPaths.moveChair(':slug', ':group')
  app.get<Params>(movePath, { config }, async (request, reply) =>
    reply.page(
      taskTemplate,
      await moveView(await groupToKeep(db, request), blankForm({ startsOn: inWords(clock.today()) })),
    ),
  )
  app.post<Params>(movePath, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const parsed = parseForm(moving, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await moveView(kept, parsed.form), 400)
    const { seat, ...value } = parsed.value
    const input = { ...value, seatId: seat, groupId: kept.group.id, today: clock.today() }
    const done = await moveChair(db, request.actor, input)
    if (!done.ok)
      return reply.page(taskTemplate, await moveView(kept, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(kept.href, 303)
  })
}
