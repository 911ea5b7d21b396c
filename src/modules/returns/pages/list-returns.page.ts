import type { FastifyInstance } from 'fastify'
import { may, type Actor } from '#platform/actor.ts'
import { daysBetween, inWords, spanInWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { lenient } from '#platform/views.ts'
import { plural, wordsFor } from '#platform/words.ts'
import { returnPaths } from '../paths.ts'
import { newestDataByOrganisation } from '../position.ts'
import { listQuarters } from '../quarter-store.ts'
import { daysLate, isEditable, quarterLabel, timelinessInWords } from '../return-state.ts'
import { listReturns, type AgencyReturn } from '../return-store.ts'
import { headOf } from './return-view.ts'

type Query = { Querystring: { quarter?: string; done?: string } }

const doneWords: Record<string, string> = {
  saved: 'Saved. You can come back to it here',
  opened: 'The quarter is open, and each agency owes a return',
}

/** Past quarters shown beside each agency. */
const quartersBack = 6

const lineOf = (one: AgencyReturn, today: string) => ({
  ...headOf(one, today),
  href: returnPaths.show(one.reference),
  isFillable: isEditable(one.state),
})

export function listReturnsPage(app: FastifyInstance, { db, clock }: Services): void {
  /** What one agency owes and has sent: what is still to do first, soonest first. */
  async function agencyView(actor: Actor, today: string) {
    const returns = await listReturns(db, actor)
    const [owed, sent] = [
      returns.filter((one) => isEditable(one.state)),
      returns.filter((one) => !isEditable(one.state)),
    ]
    return {
      heading: `Returns of ${actor.organisationName} to ${actor.partnershipName}`,
      owed: owed.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)).map((one) => lineOf(one, today)),
      sent: sent.map((one) => lineOf(one, today)),
    }
  }

  /** How every agency stands: one quarter in detail, and how it went before. */
  async function overviewView(actor: Actor, today: string, wanted: string | undefined) {
    const [quarters, returns] = [await listQuarters(db, actor.partnershipId), await listReturns(db, actor)]
    const chosen = quarters.find(({ startsOn }) => startsOn === wanted) ?? quarters[0]
    const current = returns.filter(({ startsOn }) => startsOn === chosen?.startsOn)
    const newest = await newestDataByOrganisation(db, actor.partnershipId, today)
    const late = current.filter((one) => one.firstSignedOffAt === null && one.dueOn < today)
    const accepted = current.filter(({ state }) => state === 'accepted')
    const past = quarters.slice(0, quartersBack)
    return {
      heading: 'Returns',
      quarters: quarters.map(({ startsOn, endsOn }) =>
        lenient({
          value: startsOn,
          text: `${quarterLabel(startsOn)}, ${spanInWords(startsOn, endsOn)}`,
          selected: startsOn === chosen?.startsOn,
        }),
      ),
      chosen: chosen ? { label: quarterLabel(chosen.startsOn), due: inWords(chosen.dueOn) } : null,
      sentence: `${accepted.length} of ${plural(current.length, 'return')} accepted, ${late.length === 0 ? 'none late' : `${late.length} late`}.`,
      lines: current.map((one) => {
        const dataTo = newest.get(one.organisationId)
        const line = lineOf(one, today)
        return {
          ...line,
          waits: one.state === 'signed-off' && may(actor, 'returns.decide') ? returnPaths.decide(one.reference) : '',
          received: one.firstSignedOffAt ? timelinessInWords(one.dueOn, one.firstSignedOffAt, today) : '',
          late: one.firstSignedOffAt ? '' : lateWords(daysLate(one.dueOn, null, today), one.dueOn),
          age:
            dataTo === undefined
              ? 'No figure yet'
              : `To ${inWords(dataTo)}, ${plural(daysBetween(dataTo, today), 'day')} old`,
        }
      }),
      past: past.map(({ startsOn }) => quarterLabel(startsOn)),
      timeliness: timelinessOf(returns, past, today),
      openHref: may(actor, 'returns.open') ? returnPaths.openQuarter() : '',
    }
  }

  app.get<Query>(returnPaths.list(), { config: { permission: 'returns.read' } }, async ({ actor, query }, reply) => {
    const today = clock.today()
    const done = wordsFor(doneWords, query.done)
    if (may(actor, 'returns.prepare')) {
      return reply.page('returns/pages/agency-returns.njk', { ...(await agencyView(actor, today)), done })
    }
    const view = await overviewView(actor, today, query.quarter)
    return reply.page('returns/pages/overview.njk', { ...view, done, action: returnPaths.list() })
  })
}

const lateWords = (days: number, dueOn: string): string =>
  days === 0 ? `not yet, due ${inWords(dueOn)}` : `not yet, ${plural(days, 'day')} late`

/** How each agency kept the due dates, quarter by quarter, and how often in all. */
function timelinessOf(returns: readonly AgencyReturn[], quarters: readonly { startsOn: string }[], today: string) {
  return [...Map.groupBy(returns, ({ organisation }) => organisation)]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([organisation, own]) => {
      const known = own.filter((one) => one.firstSignedOffAt !== null || one.dueOn < today)
      const onTime = known.filter(
        (one) => one.firstSignedOffAt && daysLate(one.dueOn, one.firstSignedOffAt, today) === 0,
      )
      return {
        organisation,
        cells: quarters.map(({ startsOn }) => {
          const one = own.find((each) => each.startsOn === startsOn)
          return one ? timelinessInWords(one.dueOn, one.firstSignedOffAt, today) : 'not asked'
        }),
        onTime: known.length === 0 ? 'none due yet' : `${onTime.length} of ${known.length}`,
      }
    })
}
