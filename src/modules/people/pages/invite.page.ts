import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listHoldings, roles, roleTitle } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, optionalText, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { personFields } from '../form-fields.ts'
import { invitePerson } from '../invite-person.ts'
import { listOrganisations } from '../organisation-list.ts'
import { peoplePaths } from '../paths.ts'
import { mayGiveAll, rolesGivenBy } from '../role-rules.ts'
import { switchableModules } from '../switchable-modules.ts'

const template = 'people/pages/invite.njk'
const roleNames = Object.keys(roles) as (keyof typeof roles)[]

const schema = z.object({
  organisation: requiredText('Select the organisation'),
  office: optionalText(),
  title: optionalText(200, 'Title must be 200 characters or fewer'),
  role: z
    .union([z.enum(roleNames), z.literal('')], { error: 'Select one of the roles' })
    .optional()
    .transform((role) => (role === undefined || role === '' ? null : role)),
  ...personFields,
  modules: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((chosen) => (chosen === undefined ? [] : [chosen].flat())),
})

/** Invites a person: first the organisation, then who, into which office, from when. */
export function invitePage(app: FastifyInstance, { db, clock, publicUrl }: Services): void {
  const config = { permission: 'people.appoint' }

  async function view(actor: Actor, organisationId: string, form: Form) {
    const organisations = await listOrganisations(db, actor)
    const [only, ...others] = organisations
    const organisation =
      organisations.find(({ id }) => id === organisationId) ?? (others.length === 0 ? only : undefined)
    const lines =
      organisation === undefined
        ? []
        : await listHoldings(db, actor.partnershipId, clock.today(), { organisationId: organisation.id })
    const offices = [...Map.groupBy(lines, (line) => line.officeId)].flatMap(([value, all]) => {
      const given = all.map(({ role }) => role)
      const holders = all.flatMap(({ person }) => (person === null ? [] : [person]))
      if (!mayGiveAll(actor.role, given)) return []
      return [{ value, text: `${all[0]?.title ?? ''} (${holders.length === 0 ? 'vacant' : holders.join(', ')})` }]
    })
    const given = rolesGivenBy(actor.role)
    return {
      heading: 'Invite a person',
      breadcrumbs: [{ text: 'People and offices', href: peoplePaths.list() }],
      form,
      action: peoplePaths.invite(),
      organisation: organisation ?? null,
      organisations: organisations.map(({ id, name }) => ({ value: id, text: name })),
      offices,
      roles: given.map((role) => ({ value: role, text: roleTitle(role) })),
      modules: given.includes('inspector')
        ? Object.entries(switchableModules).map(([value, { title, holds }]) => ({ value, text: title, hint: holds }))
        : [],
    }
  }

  app.get<{ Querystring: { organisation?: string } }>(
    peoplePaths.invite(),
    { config },
    async ({ actor, query }, reply) => reply.page(template, await view(actor, query.organisation ?? '', blankForm())),
  )

  app.post(peoplePaths.invite(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    const asked = parsed.values['organisation']
    const organisationId = typeof asked === 'string' ? asked : ''
    if (!parsed.ok) return reply.page(template, await view(actor, organisationId, parsed.form), 400)
    const { organisation, office, ...rest } = parsed.value
    const input = { ...rest, organisationId: organisation, officeId: office, today: clock.today(), publicUrl }
    const done = await invitePerson(db, actor, input)
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page(template, await view(actor, organisationId, form), 400)
    }
    return reply.redirect(`${peoplePaths.office(done.value.officeId)}?done=invited`, 303)
  })
}
