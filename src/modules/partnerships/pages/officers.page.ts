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
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { choicesOf, dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { listAgencies } from '../agency-store.ts'
import { inPlainWords } from '../arrangement-words.ts'
import { changeOfficer, delegate, endDelegation, nameOfficer } from '../keeping/name-officer.ts'
import { findOfficer, listDelegations, listOfficers, type Officer } from '../keeping/officer-store.ts'
import { officerDuties } from '../keeping/officer-words.ts'
import type { Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, mayArrange, officeChoices, ownPartnership, versionOf } from './arranging.ts'
import { pagesOf, trailOf } from './frame.ts'
import { daysInWords } from './seat.page.ts'

type Params = { Params: { slug: string } }
type IdParams = { Params: { slug: string; id: string } }

const duties = Object.keys(officerDuties) as [string, ...string[]]
const officerSchema = z.object({
  version: optionalText(),
  duty: requiredChoice(duties, 'Choose what the officer is for the partnership'),
  title: requiredText('Enter the post', 200),
  organisationId: requiredText('Choose the organisation', 40),
  officeId: optionalText(),
  startsOn: optionalDate('First day must be a real date, like 27/3/2027'),
  endsOn: optionalDate('Last day must be a real date, like 27/3/2027'),
  note: optionalText(1_000),
})
const delegation = z.object({
  toId: requiredText('Choose the officer to whom it is delegated', 40),
  what: requiredText('Enter what is delegated', 2_000),
  startsOn: requiredDate('Enter the first day', 'First day must be a real date, like 27/3/2027'),
  endsOn: optionalDate('Last day must be a real date, like 27/3/2027'),
})
const ending = z.object({
  version: optionalText(),
  endsOn: requiredDate('Enter the last day', 'Last day must be a real date, like 27/3/2027'),
})

/** Safeguarding partners' officers, delegations, the partnership chair and the business team's posts. */
export function officersPages(app: FastifyInstance, { db, clock }: Services): void {
  app.get<Params>(
    partnershipPaths.officers(':slug'),
    { config: { permission: 'partnerships.read' } },
    async (request, reply) => {
      const partnership = await ownPartnership(db, request)
      const { slug, id } = partnership
      const today = clock.today()
      const may = mayArrange(request.actor, partnership)
      const [officers, delegations] = [await listOfficers(db, id, today), await listDelegations(db, id)]
      const hasEnded = ({ endsOn }: { endsOn: string | null }) => endsOn !== null && endsOn < today
      const view = (officer: Officer) => ({
        duty: inPlainWords(officerDuties, officer.duty),
        title: officer.title,
        organisation: officer.organisation,
        holder: officer.holders.join(', '),
        isVacant: officer.holders.length === 0 && !hasEnded(officer),
        office: officer.officeTitle ?? '',
        days: daysInWords(officer.startsOn, officer.endsOn) || 'Days not stated',
        note: officer.note,
        changeHref: may ? partnershipPaths.changeOfficer(slug, officer.id) : '',
        delegateHref:
          may && officer.duty === 'lsp' && !hasEnded(officer) ? partnershipPaths.delegate(slug, officer.id) : '',
      })
      return reply.page('partnerships/pages/officers.njk', {
        heading: `Officers of ${partnership.shortName}`,
        breadcrumbs: trailOf(partnership, { text: 'Officers', href: partnershipPaths.officers(slug) }),
        pages: pagesOf(partnership, request),
        shortName: partnership.shortName,
        addHref: may ? partnershipPaths.addOfficer(slug) : '',
        officers: officers.filter((each) => !hasEnded(each)).map(view),
        earlier: officers.filter(hasEnded).map(view),
        delegations: delegations.map((each) => ({
          what: each.what,
          from: `${each.fromTitle}, ${each.fromOrganisation}`,
          to: `${each.toTitle}, ${each.toOrganisation}`,
          days: daysInWords(each.startsOn, each.endsOn),
          isOver: hasEnded(each),
          endHref: may && !hasEnded(each) ? partnershipPaths.endDelegation(slug, each.id) : '',
        })),
      })
    },
  )

  const view = async (partnership: Partnership, officer: Officer | null, form: Form) => {
    const { slug, id } = partnership
    const agencies = await listAgencies(db, id)
    const organisations = new Map(agencies.map((each) => [each.organisationId, each.name]))
    if (officer) organisations.set(officer.organisationId, officer.organisation)
    return taskView({
      heading: officer ? 'Change this officer' : 'Name an officer',
      caption: officer ? `${officer.title}, ${officer.organisation}` : '',
      breadcrumbs: trailOf(partnership, { text: 'Officers', href: partnershipPaths.officers(slug) }),
      form,
      action: officer ? partnershipPaths.changeOfficer(slug, officer.id) : partnershipPaths.addOfficer(slug),
      cancelHref: partnershipPaths.officers(slug),
      button: officer ? 'Save' : 'Name officer',
      fields: [
        field('hidden', 'version'),
        field('list', 'duty', 'What for', { items: [{ value: '', text: 'Choose' }, ...choicesOf(officerDuties)] }),
        field('text', 'title', 'Post', { hint: 'For example, Chief Nurse' }),
        field('list', 'organisationId', 'Organisation', {
          items: [{ value: '', text: 'Choose' }, ...[...organisations].map(([value, text]) => ({ value, text }))],
        }),
        field('list', 'officeId', 'Office', {
          hint: 'Whoever holds it is the officer',
          items: await officeChoices(db, id, clock.today(), 'Vacant, or without an office here'),
        }),
        dateField('startsOn', 'First day', 'Leave empty when it is not stated'),
        dateField('endsOn', 'Last day', 'Leave empty when none is known. What was delegated ends with it'),
        field('lines', 'note', 'Note', { rows: 2 }),
      ],
    })
  }
  app.get<Params>(partnershipPaths.addOfficer(':slug'), { config }, async (request, reply) =>
    reply.page(taskTemplate, await view(await ownPartnership(db, request), null, blankForm())),
  )
  app.post<Params>(partnershipPaths.addOfficer(':slug'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const parsed = parseForm(officerSchema, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(partnership, null, parsed.form), 400)
    const { version: _version, ...value } = parsed.value
    const done = await nameOfficer(db, request.actor, { ...value, today: clock.today() })
    if (!done.ok)
      return reply.page(taskTemplate, await view(partnership, null, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(partnershipPaths.officers(partnership.slug), 303)
  })

  const officerOf = async (partnership: Partnership, id: string) => {
    const officer = await findOfficer(db, partnership.id, id, clock.today())
    if (!officer) throw notFound('Officer')
    return officer
  }
  app.get<IdParams>(partnershipPaths.changeOfficer(':slug', ':id'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const officer = await officerOf(partnership, request.params.id)
    const form = blankForm({
      version: String(officer.version),
      duty: officer.duty,
      title: officer.title,
      organisationId: officer.organisationId,
      officeId: officer.officeId ?? '',
      startsOn: officer.startsOn === null ? '' : inWords(officer.startsOn),
      endsOn: officer.endsOn === null ? '' : inWords(officer.endsOn),
      note: officer.note ?? '',
    })
    return reply.page(taskTemplate, await view(partnership, officer, form))
  })
  app.post<IdParams>(partnershipPaths.changeOfficer(':slug', ':id'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const officer = await officerOf(partnership, request.params.id)
    const parsed = parseForm(officerSchema, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(partnership, officer, parsed.form), 400)
    const { version, ...value } = parsed.value
    const input = { ...value, id: officer.id, version: versionOf(version), today: clock.today() }
    const done = await changeOfficer(db, request.actor, input)
    if (!done.ok)
      return reply.page(
        taskTemplate,
        await view(partnership, officer, formWithErrors(parsed.values, done.problems)),
        400,
      )
    return reply.redirect(partnershipPaths.officers(partnership.slug), 303)
  })

  const delegateView = async (partnership: Partnership, officer: Officer, form: Form) => {
    const others = (await listOfficers(db, partnership.id, clock.today())).filter((each) => each.id !== officer.id)
    return taskView({
      heading: 'Record a delegation',
      caption: `By ${officer.title}, ${officer.organisation}`,
      breadcrumbs: trailOf(partnership, { text: 'Officers', href: partnershipPaths.officers(partnership.slug) }),
      lines: ['A lead safeguarding partner may delegate functions and stays accountable for them.'],
      form,
      action: partnershipPaths.delegate(partnership.slug, officer.id),
      cancelHref: partnershipPaths.officers(partnership.slug),
      button: 'Record delegation',
      fields: [
        field('list', 'toId', 'To whom', {
          items: [
            { value: '', text: 'Choose an officer' },
            ...others.map((each) => ({ value: each.id, text: `${each.title}, ${each.organisation}` })),
          ],
        }),
        field('lines', 'what', 'What is delegated'),
        dateField('startsOn', 'First day'),
        dateField('endsOn', 'Last day', 'Leave empty when none is set'),
      ],
    })
  }
  app.get<IdParams>(partnershipPaths.delegate(':slug', ':id'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const officer = await officerOf(partnership, request.params.id)
    return reply.page(taskTemplate, await delegateView(partnership, officer, blankForm()))
  })
  app.post<IdParams>(partnershipPaths.delegate(':slug', ':id'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const officer = await officerOf(partnership, request.params.id)
    const parsed = parseForm(delegation, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await delegateView(partnership, officer, parsed.form), 400)
    const done = await delegate(db, request.actor, { ...parsed.value, fromId: officer.id, today: clock.today() })
    if (!done.ok)
      return reply.page(
        taskTemplate,
        await delegateView(partnership, officer, formWithErrors(parsed.values, done.problems)),
        400,
      )
    return reply.redirect(partnershipPaths.officers(partnership.slug), 303)
  })

  const delegationOf = async (partnership: Partnership, id: string) => {
    const found = (await listDelegations(db, partnership.id)).find((each) => each.id === id)
    if (!found) throw notFound('Delegation')
    return found
  }
  const endView = (partnership: Partnership, found: Awaited<ReturnType<typeof delegationOf>>, form: Form) =>
    taskView({
      heading: 'End this delegation',
      caption: `${found.fromTitle} to ${found.toTitle}`,
      breadcrumbs: trailOf(partnership, { text: 'Officers', href: partnershipPaths.officers(partnership.slug) }),
      lines: [found.what],
      form,
      action: partnershipPaths.endDelegation(partnership.slug, found.id),
      cancelHref: partnershipPaths.officers(partnership.slug),
      button: 'Save last day',
      isDangerous: true,
      fields: [field('hidden', 'version'), dateField('endsOn', 'Last day')],
    })
  app.get<IdParams>(partnershipPaths.endDelegation(':slug', ':id'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const found = await delegationOf(partnership, request.params.id)
    return reply.page(taskTemplate, endView(partnership, found, blankForm({ version: String(found.version) })))
  })
  app.post<IdParams>(partnershipPaths.endDelegation(':slug', ':id'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const found = await delegationOf(partnership, request.params.id)
    const parsed = parseForm(ending, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, endView(partnership, found, parsed.form), 400)
    const input = { id: found.id, version: versionOf(parsed.value.version), endsOn: parsed.value.endsOn }
    const done = await endDelegation(db, request.actor, input)
    if (!done.ok)
      return reply.page(taskTemplate, endView(partnership, found, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(partnershipPaths.officers(partnership.slug), 303)
  })
}
