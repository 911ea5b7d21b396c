import type { FastifyInstance } from 'fastify'
import { findReportsTo, listDeputies, listTenures, rolesOfOffice, roleTitle } from '#modules/identity/public.ts'
import { may } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { list, wordsFor } from '#platform/words.ts'
import { inherited } from '../inheritance.ts'
import { peoplePaths } from '../paths.ts'
import { canBeDeputised } from '../permissions.ts'
import { officeInReach } from '../reach.ts'
import { heldByMany, mayGiveAll, rhythms } from '../role-rules.ts'
import { datesOf, deputyInWords, standing, stateWords } from '../words.ts'

const doneWords = {
  invited: 'The person is invited. They are told by e-mail how to sign in.',
  ended: 'The last day is set. Access ends at midnight at the end of that day.',
  kept: 'The last day is taken back.',
  replaced: 'The new holder is named, and the earlier one’s last day is set. The new holder is told by e-mail.',
  deputy: 'The deputy is named and told by e-mail.',
  withdrawn: 'The deputy no longer acts in this office.',
  reports: 'Saved to which office this one reports.',
}

/** One office: who holds it, who held it, who deputises, and what can be done about it. */
export function showOfficePage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { id: string }; Querystring: { done?: string } }>(
    peoplePaths.office(':id'),
    { config: { permission: 'people.read' } },
    async ({ actor, params, query }, reply) => {
      const today = clock.today()
      const lines = await officeInReach(db, actor, params.id, today)
      const [first] = lines
      const roles = await db.transaction().execute((tx) => rolesOfOffice(tx, actor.partnershipId, params.id))
      const decides = may(actor, 'people.appoint') && mayGiveAll(actor.role, roles)
      const deputies = await listDeputies(db, actor.partnershipId, [params.id], today)
      const tenures = await listTenures(db, actor.partnershipId, params.id)
      const isOne = !roles.every((role) => heldByMany.includes(role))
      const holders = [...new Map(lines.flatMap((line) => (line.tenureId === null ? [] : [[line.tenureId, line]])))]
      const inherits = await inherited(db, actor, params.id, today).then(
        () => true,
        () => false,
      )
      return reply.page('people/pages/show-office.njk', {
        heading: first?.title ?? '',
        breadcrumbs: [{ text: 'People and offices', href: peoplePaths.list() }],
        done: wordsFor(doneWords, query.done),
        organisation: first?.organisation ?? '',
        role: list(roles.map(roleTitle)),
        rhythm: `${rhythms[first?.role as keyof typeof rhythms].days} days, because it ${rhythms[first?.role as keyof typeof rhythms].why}`,
        holders: holders.map(([tenureId, line]) => ({
          name: line.person ?? '',
          email: line.email ?? '',
          dates: datesOf(line),
          seen: line.lastUsedAt === null ? 'Never' : instantInWords(line.lastUsedAt),
          state: standing(line),
          tag: stateWords[line.state].tag,
          endHref: decides ? peoplePaths.end(tenureId) : '',
          stopHref: decides && line.personId !== actor.personId ? peoplePaths.stop(tenureId) : '',
          keepAction:
            decides && line.endSetAt !== null && line.personId !== actor.personId ? peoplePaths.keep(tenureId) : '',
        })),
        earlier: tenures
          .filter(({ endsOn }) => endsOn !== null && endsOn < today)
          .map((tenure) => ({ name: tenure.name, dates: datesOf(tenure) })),
        deputies: deputies.map((deputy) => ({
          words: deputyInWords(deputy),
          name: deputy.name,
          action: decides ? peoplePaths.withdrawDeputy(deputy.id) : '',
        })),
        reportsTo: (await findReportsTo(db, params.id))?.title ?? 'no office is named',
        reportToHref: decides ? peoplePaths.reportTo(params.id) : '',
        replaceHref: decides && isOne && holders.length > 0 ? peoplePaths.replace(params.id) : '',
        inviteHref:
          decides && holders.length === 0 ? `${peoplePaths.invite()}?organisation=${first?.organisationId ?? ''}` : '',
        deputyHref:
          decides && may(actor, 'people.name-deputy') && roles.every((role) => canBeDeputised.includes(role))
            ? peoplePaths.deputy(params.id)
            : '',
        inheritanceHref: inherits && may(actor, 'people.inherit') ? peoplePaths.inheritance(params.id) : '',
      })
    },
  )
}
