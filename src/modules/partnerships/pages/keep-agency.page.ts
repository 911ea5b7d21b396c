import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  optionalDate,
  optionalText,
  parseForm,
  requiredChoice,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { choicesOf, dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { listAgencies, listOrganisationsOutside } from '../agency-store.ts'
import { addAgency, changeAgency } from '../keeping/keep-register.ts'
import { ownAgency } from '../keeping/register-store.ts'
import { legalCategories, yesNoWords } from '../keeping/register-words.ts'
import type { Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupChoices, ownPartnership, versionOf } from './arranging.ts'
import { trailOf } from './frame.ts'

type Params = { Params: { slug: string } }
type IdParams = { Params: { slug: string; id: string } }

const answer = (missing: string) => requiredChoice(['yes', 'no', 'not stated'], missing)
const about = {
  category: requiredText('Enter the heading under which it is listed', 150),
  relevantAgency: answer('Choose whether it is a relevant agency'),
  legalCategory: requiredChoice(Object.keys(legalCategories) as [string, ...string[]], 'Choose the legal category'),
  section11: answer('Choose whether it is a Section 11 body'),
  invited: answer('Choose whether it is invited'),
  legalBasis: optionalText(500),
  representedBy: optionalText(),
  startsOn: optionalDate('First day must be a real date, like 27/3/2027'),
  endsOn: optionalDate('Last day must be a real date, like 27/3/2027'),
  note: optionalText(1_000),
}
const adding = z.object({ organisationId: requiredText('Choose the organisation', 40), ...about })
const changing = z.object({ version: optionalText(), ...about })

/** Adding an organisation to the register of agencies, and changing its entry. */
export function keepAgencyPages(app: FastifyInstance, { db, clock }: Services): void {
  const fields = async (partnership: Partnership) => {
    const categories = [...new Set((await listAgencies(db, partnership.id)).map((each) => each.category))]
    return [
      field('text', 'category', 'Heading under which it is listed', { hint: `Used so far: ${categories.join('; ')}` }),
      field('choice', 'relevantAgency', 'Is it a relevant agency?', { items: choicesOf(yesNoWords) }),
      field('list', 'legalCategory', 'Legal category', {
        hint: 'Heading in the Schedule to the 2018 Regulations (SI 2018/789)',
        items: choicesOf(legalCategories),
      }),
      field('choice', 'section11', 'Is it a Section 11 body?', { items: choicesOf(yesNoWords) }),
      field('choice', 'invited', 'Is it invited by the partnership?', {
        hint: 'A body in none of the headings can be invited, and is then not bound by the arrangements',
        items: choicesOf(yesNoWords),
      }),
      field('lines', 'legalBasis', 'Legal basis, in words', { rows: 2 }),
      field('list', 'representedBy', 'Group or forum that represents it', {
        items: await groupChoices(db, partnership.id, clock.today(), 'Not stated'),
      }),
      dateField('startsOn', 'In the register from', 'Leave empty when it is not stated'),
      dateField('endsOn', 'In the register until', 'Leave empty while it stays'),
      field('lines', 'note', 'Note', { rows: 2 }),
    ]
  }
  const addView = async (partnership: Partnership, form: Form) => {
    const others = await listOrganisationsOutside(db, partnership.id)
    return taskView({
      heading: 'Add an agency',
      breadcrumbs: trailOf(partnership, { text: 'Agencies', href: partnershipPaths.agencies(partnership.slug) }),
      form,
      action: partnershipPaths.addAgency(partnership.slug),
      cancelHref: partnershipPaths.agencies(partnership.slug),
      button: 'Add agency',
      fields: [
        field('list', 'organisationId', 'Organisation', {
          hint: 'Organisations that this service knows and that are not in your register',
          items: [{ value: '', text: 'Choose' }, ...others.map(({ id, name }) => ({ value: id, text: name }))],
        }),
        ...(await fields(partnership)),
      ],
    })
  }
  const silence = {
    relevantAgency: 'not stated',
    section11: 'not stated',
    invited: 'not stated',
    legalCategory: 'not stated',
  }
  app.get<Params>(partnershipPaths.addAgency(':slug'), { config }, async (request, reply) =>
    reply.page(taskTemplate, await addView(await ownPartnership(db, request), blankForm(silence))),
  )
  app.post<Params>(partnershipPaths.addAgency(':slug'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const parsed = parseForm(adding, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await addView(partnership, parsed.form), 400)
    const done = await addAgency(db, request.actor, { ...parsed.value, today: clock.today() })
    if (!done.ok)
      return reply.page(taskTemplate, await addView(partnership, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(partnershipPaths.agency(partnership.slug, done.value.id), 303)
  })

  const changeView = async (partnership: Partnership, agency: { id: string; name: string }, form: Form) =>
    taskView({
      heading: `Change the entry of ${agency.name}`,
      breadcrumbs: trailOf(
        partnership,
        { text: 'Agencies', href: partnershipPaths.agencies(partnership.slug) },
        { text: agency.name, href: partnershipPaths.agency(partnership.slug, agency.id) },
      ),
      form,
      action: partnershipPaths.changeAgency(partnership.slug, agency.id),
      cancelHref: partnershipPaths.agency(partnership.slug, agency.id),
      button: 'Save',
      fields: [field('hidden', 'version'), ...(await fields(partnership))],
    })
  app.get<IdParams>(partnershipPaths.changeAgency(':slug', ':id'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const agency = await ownAgency(db, request.actor, request.params.id)
    const form = blankForm({
      version: String(agency.version),
      category: agency.category,
      relevantAgency: agency.relevantAgency,
      legalCategory: agency.legalCategory,
      section11: agency.section11,
      invited: agency.invited,
      legalBasis: agency.legalBasis ?? '',
      representedBy: agency.representedBy ?? '',
      startsOn: agency.startsOn === null ? '' : inWords(agency.startsOn),
      endsOn: agency.endsOn === null ? '' : inWords(agency.endsOn),
      note: agency.note ?? '',
    })
    return reply.page(taskTemplate, await changeView(partnership, agency, form))
  })
  app.post<IdParams>(partnershipPaths.changeAgency(':slug', ':id'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const agency = await ownAgency(db, request.actor, request.params.id)
    const parsed = parseForm(changing, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await changeView(partnership, agency, parsed.form), 400)
    const { version, ...value } = parsed.value
    const input = { ...value, id: agency.id, version: versionOf(version), today: clock.today() }
    const done = await changeAgency(db, request.actor, input)
    if (!done.ok)
      return reply.page(
        taskTemplate,
        await changeView(partnership, agency, formWithErrors(parsed.values, done.problems)),
        400,
      )
    return reply.redirect(partnershipPaths.agency(partnership.slug, agency.id), 303)
  })
}
