import type { FastifyInstance } from 'fastify'
import { dutyPaths } from '#modules/duties/public.ts'
import { warningTasks } from '#modules/early-warning/public.ts'
import { businessTeam } from '#modules/identity/public.ts'
import { tasksFor as reportTasks } from '#modules/reports/public.ts'
import { owedBy } from '#modules/returns/public.ts'
import { reviewTasks } from '#modules/reviews/public.ts'
import { listRecentChanges } from '#modules/thread/public.ts'
import { daysBetween, howFar, instantInWords, inWords } from '#platform/dates.ts'
import { may } from '#platform/actor.ts'
import type { TodayServices } from '../module.ts'
import { todayPaths } from '../paths.ts'

const seesEverything: readonly string[] = [...businessTeam, 'executive-member', 'scrutineer']

/** How near a date is, as a word beside the colour. */
function urgency(today: string, dueOn: string | null): { words: string; tag: string } | null {
  if (dueOn === null) return null
  const days = daysBetween(today, dueOn)
  if (days < 0) return { words: 'Late', tag: 'govuk-tag--red' }
  return days <= 7 ? { words: 'Due soon', tag: 'govuk-tag--yellow' } : null
}

export function todayPage(app: FastifyInstance, { db, clock, ownLines }: TodayServices): void {
  app.get(todayPaths.show(), { config: { permission: 'identity.use' } }, async ({ actor }, reply) => {
    const today = clock.today()
    // What belongs to a module that the partnership has switched off is not asked for.
    const uses = (module: string) => !actor.modulesOff.has(module)
    const [returns, warnings, reports, changes, own, reviews] = await Promise.all([
      owedBy(db, actor, today),
      uses('early-warning') ? warningTasks(db, actor) : [],
      uses('reports') ? reportTasks(db, actor, today) : [],
      seesEverything.includes(actor.role) ? listRecentChanges(db, actor, 12) : [],
      ownLines(actor),
      reviewTasks(db, actor, clock.now()),
    ])
    const dated = [...returns, ...warnings, ...reports].toSorted((a, b) =>
      (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'),
    )
    // Somebody in a case without being let in cannot wait for a date.
    const tasks = [...reviews, ...dated]
    return reply.page('today/pages/today.njk', {
      heading: 'Today',
      today: inWords(today),
      own,
      dutiesHref: may(actor, 'duties.read') ? dutyPaths.list() : '',
      workOutHref: dutyPaths.workOut(),
      tasks: tasks.map(({ what, href, dueOn, action }) => ({
        what,
        href,
        action,
        due: dueOn === null ? 'No date: as soon as you can' : `Due ${inWords(dueOn)}, ${howFar(today, dueOn)}`,
        urgency: urgency(today, dueOn),
      })),
      showsChanges: seesEverything.includes(actor.role),
      changes: changes.map((change) => ({
        what: change.words,
        title: change.title,
        reference: change.reference,
        href: change.page,
        who: change.person,
        at: instantInWords(change.at),
      })),
    })
  })
}
