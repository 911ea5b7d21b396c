import type { FastifyInstance } from 'fastify'
import { addMonths, howFar, inWords, monthNames } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { strengths } from '../kinds.ts'
import { trackerPaths } from '../paths.ts'
import { positionByAgency } from '../position-store.ts'
import { listWaiting } from '../retests/retest-store.ts'
import { retestRule, retestWords } from '../retests/rule.ts'
import { rhythmRule } from '../rhythm.ts'
import { isTeam } from '../who.ts'

/** How much is a lot, in words beside the colour: a share of what an agency owes. */
function heat(count: number, owes: number): { words: string; tag: string } {
  if (count === 0) return { words: 'none', tag: 'govuk-tag--green' }
  if (count * 2 >= owes) return { words: 'half or more', tag: 'govuk-tag--red' }
  return count * 4 >= owes
    ? { words: 'a quarter or more', tag: 'govuk-tag--orange' }
    : { words: 'some', tag: 'govuk-tag--yellow' }
}

/** The position of each agency, and the year's re-tests. */
export function overviewPages(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'tracker.read' }
  const breadcrumbs = [{ text: 'Recommendations and actions', href: trackerPaths.list() }]

  app.get(trackerPaths.agencies(), { config }, async ({ actor }, reply) => {
    const agencies = await positionByAgency(db, actor, clock.today())
    return reply.page('tracker/pages/agencies.njk', {
      heading: 'What each agency owes',
      breadcrumbs,
      rule: rhythmRule,
      agencies: agencies.map(({ organisationId: agency, organisation, owes, overdue, dueSoon, noUpdate, toVerify }) => {
        const cell = (count: number, late: string, of: string) => ({
          count,
          ...heat(count, owes),
          href: trackerPaths.list({ agency, ...(late === '' ? {} : { late }) }),
          label: `${organisation}: ${of}`,
        })
        return {
          organisation,
          owes: { count: owes, href: trackerPaths.list({ agency, late: 'owed' }), label: `${organisation}: owes` },
          cells: [
            cell(overdue, 'overdue', 'overdue'),
            cell(dueSoon, 'soon', 'due within 28 days'),
            cell(noUpdate, 'no-update', 'update overdue'),
          ],
          toVerify: {
            count: toVerify,
            href: trackerPaths.list({ agency, late: 'verify' }),
            label: `${organisation}: to be verified`,
          },
        }
      }),
    })
  })

  app.get(trackerPaths.retests(), { config }, async ({ actor }, reply) => {
    const today = clock.today()
    const waiting = await listWaiting(db, actor, addMonths(today, 24))
    const months = Array.from({ length: 12 }, (_each, later) => addMonths(`${today.slice(0, 7)}-01`, later).slice(0, 7))
    const late = waiting.filter((each) => each.dueOn < today)
    const load = months.map((month) => {
      const inMonth = waiting.filter((each) => each.dueOn.startsWith(month) && each.dueOn >= today)
      const themes = new Set(inMonth.map((each) => each.theme ?? each.reference)).size
      return { month, inMonth, themes }
    })
    const inYear = load.reduce((sum, { inMonth }) => sum + inMonth.length, 0)
    return reply.page('tracker/pages/retests.njk', {
      heading: 'Re-tests of impact',
      breadcrumbs,
      rules: retestWords,
      summary:
        waiting.length === 0
          ? ''
          : `${plural(inYear, 're-test')} in the next 12 months, ${plural(late.length, 'is', 'are')} overdue. Each is planned when the one before it is done, so that more follow.`,
      late: late.map((each) => ({
        title: each.title,
        href: isTeam(actor) ? trackerPaths.retest(each.reference) : trackerPaths.show(each.reference),
        words: `due on ${inWords(each.dueOn)} (${howFar(today, each.dueOn)}); lapses on ${inWords(each.lapsesOn)}`,
      })),
      months: load.map(({ month, inMonth, themes }) => ({
        name: `${monthNames[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`,
        load:
          inMonth.length === 0
            ? 'None'
            : `${plural(inMonth.length, 're-test')} of ${plural(themes, 'theme')}${themes > retestRule.themesAMonth ? ': more than a team of three can do' : ''}`,
        items: inMonth.map((each) => ({
          title: each.title,
          href: trackerPaths.show(each.reference),
          words: [
            inWords(each.dueOn),
            each.theme ?? 'no theme',
            each.strength === null
              ? 'strength not said'
              : strengths[each.strength as keyof typeof strengths].words.toLowerCase(),
          ].join(', '),
        })),
      })),
      later: plural(waiting.filter((each) => each.dueOn >= addMonths(`${today.slice(0, 7)}-01`, 12)).length, 're-test'),
    })
  })
}
