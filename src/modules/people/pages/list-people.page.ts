import type { FastifyInstance } from 'fastify'
import {
  countHoldings,
  everyRole,
  listDeputies,
  listHoldings,
  roleTitle,
  type Holding,
  type HoldingFilter,
} from '#modules/identity/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import { isId } from '#platform/ids.ts'
import { attachment, official } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { writeCsv } from '#platform/sheets/write-csv.ts'
import { plural } from '#platform/words.ts'
import { listChecks } from '../list-check-store.ts'
import { listOrganisations } from '../organisation-list.ts'
import { peoplePaths } from '../paths.ts'
import { ownOrganisation } from '../reach.ts'
import { deputyInWords, isState, standing, stateWords } from '../words.ts'

type Query = { organisation?: string; role?: string; state?: string; page?: string; done?: string }

const pageSize = 50
const noId = '00000000-0000-0000-0000-000000000000'

/** What was asked for, held to what the actor looks after; an organisation that is not one of theirs finds nothing. */
function filterOf(actor: Actor, query: Query): HoldingFilter {
  const own = ownOrganisation(actor)
  const asked = isId(query.organisation ?? '') ? query.organisation : undefined
  return {
    organisationId: own === undefined || asked === undefined ? (own ?? asked) : own === asked ? own : noId,
    role: everyRole.find((role) => role === query.role),
    state: isState(query.state) ? query.state : undefined,
  }
}

const addressOf = (path: string, query: Query, page?: number): string => {
  const asked = new URLSearchParams()
  for (const key of ['organisation', 'role', 'state'] as const) {
    const value = query[key]
    if (typeof value === 'string' && value !== '') asked.set(key, value)
  }
  if (page !== undefined && page > 1) asked.set('page', String(page))
  return asked.size === 0 ? path : `${path}?${asked.toString()}`
}

/** The offices of the partnership, or of one's own agency, with who holds them today. */
export function listPeoplePage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'people.read' }

  app.get<{ Querystring: Query }>(peoplePaths.list(), { config }, async ({ actor, query }, reply) => {
    const today = clock.today()
    const filter = filterOf(actor, query)
    const count = await countHoldings(db, actor.partnershipId, today, filter)
    const pages = Math.max(1, Math.ceil(count / pageSize))
    const asked = Number(query.page ?? 1)
    const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1
    const range = { most: pageSize, from: (page - 1) * pageSize }
    const lines = await listHoldings(db, actor.partnershipId, today, filter, range)
    const deputies = await listDeputies(
      db,
      actor.partnershipId,
      lines.map(({ officeId }) => officeId),
      today,
    )
    const unconfirmed = (await listChecks(db, actor.partnershipId, today)).filter(
      ({ confirmedAt, organisationId }) =>
        confirmedAt === null && (filter.organisationId === undefined || organisationId === filter.organisationId),
    )
    const organisations = await listOrganisations(db, actor)
    return reply.page('people/pages/list-people.njk', {
      heading: 'People and offices',
      action: peoplePaths.list(),
      inviteHref: may(actor, 'people.appoint') ? peoplePaths.invite() : '',
      listsHref: peoplePaths.lists(),
      modulesHref: may(actor, 'people.switch-modules') ? peoplePaths.modules() : '',
      csvHref: addressOf(peoplePaths.csv(), query),
      unconfirmed:
        unconfirmed.length === 0
          ? ''
          : `${plural(unconfirmed.length, 'organisation has', 'organisations have')} not confirmed this quarter who holds ${unconfirmed.length === 1 ? 'its' : 'their'} offices`,
      count: plural(count, 'line'),
      organisations: organisations.map(({ id, name }) => ({
        value: id,
        text: name,
        chosen: id === query.organisation,
      })),
      roles: everyRole.map((role) => ({ value: role, text: roleTitle(role), chosen: role === query.role })),
      states: Object.entries(stateWords).map(([value, { words }]) => ({
        value,
        text: words,
        chosen: value === query.state,
      })),
      lines: lines.map((line) => ({
        href: peoplePaths.office(line.officeId),
        title: line.title,
        role: roleTitle(line.role),
        organisation: line.organisation,
        person: line.person ?? '',
        from: line.startsOn === null ? '' : inWords(line.startsOn),
        to: line.endsOn === null ? '' : inWords(line.endsOn),
        deputy: deputies.filter(({ officeId }) => officeId === line.officeId).map(deputyInWords),
        seen: line.lastUsedAt === null ? '' : instantInWords(line.lastUsedAt),
        state: standing(line),
        tag: stateWords[line.state].tag,
      })),
      previousHref: page > 1 ? addressOf(peoplePaths.list(), query, page - 1) : '',
      nextHref: page < pages ? addressOf(peoplePaths.list(), query, page + 1) : '',
      pageWords: `Page ${page} of ${pages}`,
    })
  })

  app.get<{ Querystring: Query }>(peoplePaths.csv(), { config }, async ({ actor, query }, reply) => {
    const today = clock.today()
    const lines = await listHoldings(db, actor.partnershipId, today, filterOf(actor, query))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', attachment(`${actor.partnershipSlug}-people-${today}`, official, 'csv'))
      .send(writeCsv([csvHead, ...lines.map(csvLine)]))
  })
}

const csvHead = ['Organisation', 'Office', 'Role', 'Holder', 'E-mail', 'First day', 'Last day', 'Last used', 'State']

const csvLine = (line: Holding) => [
  line.organisation,
  line.title,
  roleTitle(line.role),
  line.person,
  line.email,
  line.startsOn,
  line.endsOn,
  line.lastUsedAt?.toISOString() ?? null,
  stateWords[line.state].words,
]
