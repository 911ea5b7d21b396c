import type { FastifyInstance } from 'fastify'
import { findPartnership } from '#modules/partnerships/public.ts'
import { may } from '#platform/actor.ts'
import { spanInWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { planPaths, projectPaths } from '../paths.ts'
import { agreedWords, planStates } from '../plan.ts'
import { listPlans, listPublishedSets } from '../plan-store.ts'

export function listPlansPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get(planPaths.list(), { config: { permission: 'plan.read' } }, async ({ actor }, reply) => {
    const [partnership, plans, sets] = await Promise.all([
      findPartnership(db, actor.partnershipId),
      listPlans(db, actor),
      listPublishedSets(db, actor),
    ])
    const today = clock.today()
    const word = partnership?.words.plan ?? 'Plan'
    return reply.page('plan/pages/list-plans.njk', {
      heading: 'Plans',
      word,
      mayWrite: may(actor, 'plan.write'),
      beginHref: planPaths.begin(),
      definitionsHref: planPaths.definitions(),
      projectsHref: projectPaths.list(),
      plans: plans.map((plan) => ({
        title: plan.title,
        href: planPaths.show(plan.slug),
        period: spanInWords(plan.startsOn, plan.endsOn),
        isCurrent: plan.startsOn <= today && today <= plan.endsOn,
        state: planStates[plan.state].words,
        tag: planStates[plan.state].tag,
        agreed: agreedWords(plan),
        group: plan.groupName ?? 'No group is named to judge it',
        invented: plan.isInvented,
      })),
      sets: sets.map(({ label, source, note, items }) => ({
        label,
        source,
        note: note ?? '',
        items: items.map(({ number, text }) => ({ number, text })),
      })),
    })
  })
}
