import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
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
  ticked,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { endSeat } from '../keeping/change-seat.ts'
import { endFilling, fillSeat } from '../keeping/fill-seat.ts'
import { listFillings } from '../keeping/filling-store.ts'
import { ownSeat, seatName } from '../keeping/own-seat.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupToKeep, officeChoices, versionOf } from './arranging.ts'

type Kept = Awaited<ReturnType<typeof groupToKeep>>
type Seat = Awaited<ReturnType<typeof ownSeat>>
type Params = { Params: { slug: string; group: string; seat: string } }
type FillingParams = { Params: { slug: string; group: string; filling: string } }

const filling = z.object({
  officeId: requiredText('Choose the office that sits in the seat', 40),
  as: requiredChoice(['holder', 'deputy'], 'Choose whether it holds the seat or deputises in it'),
  startsOn: requiredDate('Enter the first day', 'First day must be a real date, like 27/3/2027'),
  endsOn: optionalDate('Last day must be a real date, like 27/3/2027'),
  replaces: ticked(),
})
const lastDay = z.object({
  version: optionalText(),
  endsOn: requiredDate('Enter the last day', 'Last day must be a real date, like 27/3/2027'),
})

/** Which office sits in a seat, from when to when. */
export function fillSeatPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = async (kept: Kept, seat: Seat, form: Form) => {
    const { slug, id } = kept.partnership
    return taskView({
      heading: 'Fill this seat',
      caption: `${seatName(seat)}, ${kept.group.name}`,
      breadcrumbs: kept.trail,
      lines: [
        'Choose an office, not a person: whoever holds it sits in the seat, and a new holder follows without anybody changing anything here.',
      ],
      form,
      action: partnershipPaths.fillSeat(slug, kept.group.slug, seat.id),
      cancelHref: partnershipPaths.seat(slug, kept.group.slug, seat.id),
      button: 'Fill seat',
      fields: [
        field('list', 'officeId', 'Office', {
          hint: 'Offices of the seat’s own organisation come first. Invite somebody under People when theirs is not here',
          items: await officeChoices(db, id, clock.today(), 'Choose an office', seat.organisationIds),
        }),
        field('choice', 'as', 'How does it sit?', {
          items: [
            { value: 'holder', text: 'It holds the seat' },
            { value: 'deputy', text: 'It sits when the holder cannot come' },
          ],
        }),
        dateField('startsOn', 'First day'),
        dateField('endsOn', 'Last day', 'Leave empty when none is known'),
        field('ticks', 'replaces', 'Whoever holds it now', {
          items: [{ value: 'yes', text: 'Leaves the seat on the day before' }],
        }),
      ],
    })
  }
  const path = partnershipPaths.fillSeat(':slug', ':group', ':seat')
  app.get<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const seat = await ownSeat(db, request.actor, kept.group.id, request.params.seat)
    const form = blankForm({ as: 'holder', startsOn: inWords(clock.today()) })
    return reply.page(taskTemplate, await view(kept, seat, form))
  })
  app.post<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const seat = await ownSeat(db, request.actor, kept.group.id, request.params.seat)
    const parsed = parseForm(filling, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(kept, seat, parsed.form), 400)
    const { as, replaces, ...value } = parsed.value
    const done = await fillSeat(db, request.actor, {
      ...value,
      groupId: kept.group.id,
      seatId: seat.id,
      isDeputy: as === 'deputy',
      replaces: replaces.length > 0,
      today: clock.today(),
    })
    if (!done.ok)
      return reply.page(taskTemplate, await view(kept, seat, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(partnershipPaths.seat(kept.partnership.slug, kept.group.slug, seat.id), 303)
  })
}

/** The last day on which an office sits in a seat, and the last day of a seat itself. */
export function endSittingPage(app: FastifyInstance, { db, clock }: Services): void {
  const sitting = async (kept: Kept, id: string) => {
    const found = (await listFillings(db, kept.group.id, clock.today())).find((each) => each.id === id)
    if (!found) throw notFound('Seat')
    return found
  }
  const view = (kept: Kept, found: Awaited<ReturnType<typeof sitting>>, form: Form) => {
    const { slug } = kept.partnership
    return taskView({
      heading: 'Set the last day in this seat',
      caption: [found.officeTitle, found.organisation].filter((words) => words !== null).join(', '),
      breadcrumbs: kept.trail,
      lines: ['What the seat lets its holder decide goes with that day.'],
      form,
      action: partnershipPaths.endFilling(slug, kept.group.slug, found.id),
      cancelHref: partnershipPaths.seat(slug, kept.group.slug, found.seatId),
      button: 'Save last day',
      isDangerous: true,
      fields: [field('hidden', 'version'), dateField('endsOn', 'Last day')],
    })
  }
  const path = partnershipPaths.endFilling(':slug', ':group', ':filling')
  app.get<FillingParams>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const found = await sitting(kept, request.params.filling)
    const form = blankForm({
      version: String(found.version),
      endsOn: found.endsOn === null ? '' : inWords(found.endsOn),
    })
    return reply.page(taskTemplate, view(kept, found, form))
  })
  app.post<FillingParams>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const found = await sitting(kept, request.params.filling)
    const parsed = parseForm(lastDay, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, view(kept, found, parsed.form), 400)
    const { version, endsOn } = parsed.value
    const input = {
      groupId: kept.group.id,
      fillingId: found.id,
      version: versionOf(version),
      endsOn,
      today: clock.today(),
    }
    const done = await endFilling(db, request.actor, input)
    if (!done.ok) return reply.page(taskTemplate, view(kept, found, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(partnershipPaths.seat(kept.partnership.slug, kept.group.slug, found.seatId), 303)
  })

  const seatView = (kept: Kept, seat: Seat, form: Form) =>
    taskView({
      heading: 'End this seat',
      caption: `${seatName(seat)}, ${kept.group.name}`,
      breadcrumbs: kept.trail,
      warning: 'Whoever sits in it leaves it on that day. The seat stays in the group’s history.',
      form,
      action: partnershipPaths.endSeat(kept.partnership.slug, kept.group.slug, seat.id),
      cancelHref: partnershipPaths.seat(kept.partnership.slug, kept.group.slug, seat.id),
      button: 'End seat',
      isDangerous: true,
      fields: [field('hidden', 'version'), dateField('endsOn', 'Last day of the seat')],
    })
  const seatPath = partnershipPaths.endSeat(':slug', ':group', ':seat')
  app.get<Params>(seatPath, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const seat = await ownSeat(db, request.actor, kept.group.id, request.params.seat)
    return reply.page(taskTemplate, seatView(kept, seat, blankForm({ version: String(seat.version) })))
  })
  app.post<Params>(seatPath, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const seat = await ownSeat(db, request.actor, kept.group.id, request.params.seat)
    const parsed = parseForm(lastDay, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, seatView(kept, seat, parsed.form), 400)
    const { version, endsOn } = parsed.value
    const input = { groupId: kept.group.id, seatId: seat.id, version: versionOf(version), endsOn, today: clock.today() }
    const done = await endSeat(db, request.actor, input)
    if (!done.ok)
      return reply.page(taskTemplate, seatView(kept, seat, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(kept.href, 303)
  })
}
