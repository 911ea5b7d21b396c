import type { FastifyInstance } from 'fastify'
import { listDeputies, listTenures, roleTitle } from '#modules/identity/public.ts'
import { howFar, instantInWords, inWords } from '#platform/dates.ts'
import { asOffice, inherited, listDeeds, type Deed } from '../inheritance.ts'
import type { PeopleServices } from '../module.ts'
import { peoplePaths } from '../paths.ts'
import { datesOf, deputyInWords } from '../words.ts'

const shown = ({ at, ...deed }: Deed) => ({ ...deed, at: instantInWords(at) })

/** What an office owes, has decided and who held it before: what a new holder finds on the first day. */
export function inheritancePage(app: FastifyInstance, { db, clock, owed, warnings, rightsOf }: PeopleServices): void {
  app.get<{ Params: { id: string } }>(
    peoplePaths.inheritance(':id'),
    { config: { permission: 'people.inherit' } },
    async ({ actor, params }, reply) => {
      const today = clock.today()
      const [office, ...others] = await inherited(db, actor, params.id, today)
      const lines = [office, ...others]
      const as = asOffice(actor, office, rightsOf(office.role))
      const [owes, open, decided, done, tenures, deputies] = await Promise.all([
        owed(as),
        warnings(as, params.id),
        listDeeds(db, actor, params.id, 'decisions', 50),
        listDeeds(db, actor, params.id, 'others', 50),
        listTenures(db, actor.partnershipId, params.id),
        listDeputies(db, actor.partnershipId, [params.id], today),
      ])
      const dated = [
        ...owes.flatMap(({ what, href, dueOn }) => (dueOn === null ? [] : [{ on: dueOn, what, href }])),
        ...lines.flatMap(({ endsOn, person }) =>
          endsOn === null ? [] : [{ on: endsOn, what: `Last day of ${person ?? 'the holder'}`, href: '' }],
        ),
        ...deputies.map(({ endsOn, name }) => ({ on: endsOn, what: `Last day of ${name} as deputy`, href: '' })),
      ].toSorted((a, b) => a.on.localeCompare(b.on))
      return reply.page('people/pages/inheritance.njk', {
        heading: `What you inherit: ${office.title}`,
        organisation: office.organisation,
        role: roleTitle(office.role),
        owed: owes.map(({ what, href, dueOn }) => ({
          what,
          href,
          due: dueOn === null ? 'No date: as soon as you can' : `Due ${inWords(dueOn)}, ${howFar(today, dueOn)}`,
        })),
        warnings: open,
        dates: dated.map(({ on, what, href }) => ({ on: inWords(on), what, href })),
        decisions: decided.map(shown),
        deeds: done.map(shown),
        holders: tenures.map((tenure) => ({ name: tenure.name, dates: datesOf(tenure) })),
        deputies: deputies.map(deputyInWords),
      })
    },
  )
}
