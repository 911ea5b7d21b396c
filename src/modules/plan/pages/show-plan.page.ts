import type { FastifyInstance } from 'fastify'
import { findPartnership, partnershipPaths } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { addDays, inWords, spanInWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { readDate } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { toneTags } from '../definition.ts'
import { listDefinitions } from '../judgement-store.ts'
import { planPaths } from '../paths.ts'
import { agreedWords, planStates, usualDay } from '../plan.ts'
import { findPlan, type Plan } from '../plan-store.ts'
import { readPlan } from '../read-plan.ts'

const done: Record<string, string> = {
  begun:
    'The plan is begun. Add priorities, outcomes for children, measures and actions; then record that it was agreed.',
  agreed: 'The plan is agreed. From now on every change is dated and gives its reason.',
  saved: 'Saved.',
  proposed: 'The change is written down and waits for approval.',
  carried: 'The next plan is begun with what you chose.',
}

/** The plan of an address, for whoever may know of it. @throws notFound */
export async function openPlan(db: Db, actor: Actor, slug: string): Promise<Plan> {
  const plan = await findPlan(db, actor, slug)
  if (!plan) throw notFound('Plan')
  return plan
}

type Request = { Params: { slug: string }; Querystring: { on?: string; done?: string } }

export function showPlanPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<Request>(planPaths.show(':slug'), { config: { permission: 'plan.read' } }, async (request, reply) => {
    const { actor, params, query } = request
    const plan = await openPlan(db, actor, params.slug)
    const usual = usualDay(plan, clock.today())
    const asked = typeof query.on === 'string' ? readDate(query.on) : null
    const outside = asked !== null && (asked < plan.startsOn || asked > plan.endsOn)
    const on = asked === null || outside ? usual : asked
    const [state, definitions, partnership] = await Promise.all([
      readPlan(db, actor, plan, on),
      listDefinitions(db, actor),
      findPartnership(db, actor.partnershipId),
    ])
    const writes = may(actor, 'plan.write') && on === usual
    const { slug } = plan
    const outcomes = state.priorities.flatMap((priority) => priority.outcomes)
    const measures = outcomes.flatMap((outcome) => outcome.measures)
    const little = state.priorities.filter(({ judged }) => judged?.isLittle === true)
    return reply.page('plan/pages/show-plan.njk', {
      heading: plan.title,
      ...(typeof query.done === 'string' && Object.hasOwn(done, query.done) ? { done: done[query.done] ?? '' } : {}),
      breadcrumbs: [{ text: 'Plans', href: planPaths.list() }],
      planInvented: plan.isInvented,
      state: planStates[plan.state].words,
      tag: planStates[plan.state].tag,
      isDraft: plan.state === 'draft',
      period: spanInWords(plan.startsOn, plan.endsOn),
      agreed: agreedWords(plan),
      group:
        plan.groupName === null
          ? null
          : { name: plan.groupName, href: partnershipPaths.group(actor.partnershipSlug, plan.groupSlug ?? '') },
      rhythm: `every ${plural(plan.judgeEveryMonths, 'month')}, ${plural(plan.judgeDaysBefore, 'day')} before the group meets`,
      on: inWords(on),
      isPast: on !== usual,
      notADay:
        query.on !== undefined && query.on !== '' && asked === null
          ? 'That is not a date we can read, so the plan is shown as it stands now.'
          : outside
            ? 'That day lies outside the plan, so it is shown as it stands now.'
            : '',
      summary: [
        plural(state.priorities.length, 'priority', 'priorities'),
        plural(outcomes.length, 'outcome for children', 'outcomes for children'),
        plural(measures.length, 'measure'),
        plural(outcomes.flatMap(({ actions }) => actions).filter(({ isOpen }) => isOpen).length, 'open action'),
      ].join(', '),
      little: little.map(({ title, href, judged }) => ({ title, href, words: judged?.words ?? '' })),
      waiting:
        state.waiting === 0
          ? ''
          : `${plural(state.waiting, 'change')} ${state.waiting === 1 ? 'waits' : 'wait'} for approval`,
      priorities: state.priorities.map((priority, index) => ({
        ...priority,
        number: index + 1,
        addHref: writes ? planPaths.addUnder(slug, 'outcome', priority.reference) : '',
        outcomes: priority.outcomes.map((outcome) => ({
          ...outcome,
          addMeasureHref: writes ? planPaths.addUnder(slug, 'measure', outcome.reference) : '',
          addActionHref: writes ? planPaths.addUnder(slug, 'action', outcome.reference) : '',
        })),
      })),
      definitions: definitions
        .filter(({ isUsed }) => isUsed)
        .map(({ words, meaning, tone }) => ({ words, meaning, tag: toneTags[tone] })),
      links: {
        self: planPaths.show(slug),
        changes: planPaths.changes(slug),
        document: planPaths.document(slug),
        workbook: planPaths.workbook(slug),
        definitions: planPaths.definitions(),
        add: writes ? planPaths.add(slug, 'priority') : '',
        agree: writes && plan.state === 'draft' ? planPaths.agree(slug) : '',
        settings: writes ? planPaths.settings(slug) : '',
        next:
          may(actor, 'plan.write') && plan.state === 'agreed' && clock.today() >= addDays(plan.endsOn, -120)
            ? planPaths.next(slug)
            : '',
        start: planPaths.asAt(slug, plan.startsOn),
      },
      partnership: partnership?.name ?? actor.partnershipName,
    })
  })
}
