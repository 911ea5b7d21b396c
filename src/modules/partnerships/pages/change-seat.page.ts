import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, optionalText, parseForm, requiredDate, type Form } from '#platform/forms.ts'
import { inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { addSeat, changeSeat } from '../keeping/change-seat.ts'
import { ownSeat, seatName } from '../keeping/own-seat.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupToKeep, versionOf } from './arranging.ts'
import { seatFields, seatFieldsOf, seatSchema } from './seat-fields.ts'

type Params = { Params: { slug: string; group: string } }
type SeatParams = { Params: { slug: string; group: string; seat: string } }

const adding = z.object({
  ...seatSchema,
  startsOn: requiredDate('Enter the first day of the seat', 'First day must be a real date, like 27/3/2027'),
})
const changing = z.object({ version: optionalText(), ...seatSchema })

export function addSeatPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = (kept: Awaited<ReturnType<typeof groupToKeep>>, form: Form) =>
    taskView({
      heading: `Add a seat: ${kept.group.name}`,
      breadcrumbs: kept.trail,
      form,
      action: partnershipPaths.addSeat(kept.partnership.slug, kept.group.slug),
      cancelHref: kept.href,
      button: 'Add seat',
      fields: [...seatFields(), dateField('startsOn', 'First day of the seat')],
    })
  const path = partnershipPaths.addSeat(':slug', ':group')
  app.get<Params>(path, { config }, async (request, reply) => {
    const form = blankForm({ role: 'member', votes: 'not stated', places: '1', startsOn: inWords(clock.today()) })
    return reply.page(taskTemplate, view(await groupToKeep(db, request), form))
  })
  app.post<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const parsed = parseForm(adding, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, view(kept, parsed.form), 400)
    const { startsOn, ...value } = parsed.value
    const input = { ...seatFieldsOf(value), groupId: kept.group.id, startsOn, today: clock.today() }
    const done = await addSeat(db, request.actor, input)
    if (!done.ok) return reply.page(taskTemplate, view(kept, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(partnershipPaths.seat(kept.partnership.slug, kept.group.slug, done.value.id), 303)
  })
}

export function changeSeatPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = (kept: Awaited<ReturnType<typeof groupToKeep>>, seatId: string, caption: string, form: Form) => {
    const { slug } = kept.partnership
    return taskView({
      heading: 'Change this seat',
      caption,
      breadcrumbs: kept.trail,
      form,
      action: partnershipPaths.changeSeat(slug, kept.group.slug, seatId),
      cancelHref: partnershipPaths.seat(slug, kept.group.slug, seatId),
      button: 'Save',
      fields: [field('hidden', 'version'), ...seatFields()],
    })
  }
  const path = partnershipPaths.changeSeat(':slug', ':group', ':seat')
  app.get<SeatParams>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const seat = await ownSeat(db, request.actor, kept.group.id, request.params.seat)
    const form = blankForm({
      version: String(seat.version),
      role: seat.role,
      title: seat.title ?? '',
      organisations: seat.organisations.join('\n'),
      condition: seat.condition ?? '',
      votes: seat.votes,
      authorities: seat.authorities,
      places: seat.places === null ? '' : String(seat.places),
      isVacant: seat.isVacant ? ['yes'] : [],
      note: seat.note ?? '',
    })
    return reply.page(taskTemplate, view(kept, seat.id, seatName(seat), form))
  })
  app.post<SeatParams>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const seat = await ownSeat(db, request.actor, kept.group.id, request.params.seat)
    const parsed = parseForm(changing, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, view(kept, seat.id, seatName(seat), parsed.form), 400)
    const { version, ...value } = parsed.value
    const done = await changeSeat(db, request.actor, {
      ...seatFieldsOf(value),
      groupId: kept.group.id,
      seatId: seat.id,
      version: versionOf(version),
      today: clock.today(),
    })
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page(taskTemplate, view(kept, seat.id, seatName(seat), form), 400)
    }
    return reply.redirect(partnershipPaths.seat(kept.partnership.slug, kept.group.slug, seat.id), 303)
  })
}
