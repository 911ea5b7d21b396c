import type { FastifyInstance } from 'fastify'
import { findRecordsById, threadOf, threadPaths } from '#modules/thread/public.ts'
import { trackerPaths } from '#modules/tracker/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { evidenceKinds, isEvidenceKind, toneTags } from '../definition.ts'
import { mayEnter } from '../enter-figure.ts'
import { listFigures } from '../figure-store.ts'
import { listChanges, listItems, listMeasures, type PlanItem, type RecordedChange } from '../item-store.ts'
import { judgedBy, measureState } from '../read-plan.ts'
import { listChallenges, listJudgements, type Judgement } from '../judgement-store.ts'
import { figureInWords } from '../measure.ts'
import { planPaths } from '../paths.ts'
import { changeKinds, everyItem, itemKinds, planAsAt, usualDay, type Branch } from '../plan.ts'
import type { Plan } from '../plan-store.ts'
import { openPlan } from './show-plan.page.ts'

export type ItemParams = { slug: string; reference: string }

/** A priority, outcome or measure of a plan as it stands; one that has ended is shown with its last words. @throws notFound */
export async function openItem(db: Db, actor: Actor, { slug, reference }: ItemParams, today: string) {
  const plan = await openPlan(db, actor, slug)
  const [items, changes] = await Promise.all([listItems(db, plan.id), listChanges(db, plan.id)])
  const item = items.find((each) => each.reference === reference && each.kind !== 'action')
  if (!item) throw notFound('Part of the plan')
  const standing = everyItem(planAsAt(items, changes, usualDay(plan, today))).find(({ id }) => id === item.id) ?? null
  const own = changes.filter(({ itemId }) => itemId === item.id)
  const title = standing?.title ?? own.findLast((each) => each.title !== null)?.title ?? ''
  return { plan, item, items, standing, own, title }
}

const done: Record<string, string> = {
  saved: 'Saved.',
  proposed: 'The change is written down and waits for approval.',
  judged: 'The judgement is recorded.',
  challenged: 'Your challenge is recorded. Nobody can change its words.',
  answered: 'The answer is recorded beside the challenge.',
  entered: 'The figure is entered.',
}

const judgementLine = (judgement: Judgement) => ({
  id: judgement.id,
  words: judgement.words,
  tag: toneTags[judgement.tone],
  meaning: judgement.meaning,
  on: inWords(judgement.judgedOn),
  by: judgedBy(judgement),
  recorded: `Recorded by ${judgement.judgedBy ?? 'Goldenthread'} on ${instantInWords(judgement.recordedAt)}`,
  reasoning: judgement.reasoning,
  evidence: judgement.evidence.map(({ kind, words, trueOn, reference, page }) => ({
    kind: isEvidenceKind(kind) ? evidenceKinds[kind] : 'Record',
    words,
    trueOn: trueOn === null ? '' : `True on ${inWords(trueOn)}`,
    reference,
    href: isEvidenceKind(kind) ? threadPaths.show(reference) : page,
  })),
})

const changeLine = (change: RecordedChange) => ({
  what: change.isDrafting
    ? `${changeKinds[change.kind].done} while the plan was written`
    : changeKinds[change.kind].done,
  words: change.title ?? '',
  from: inWords(change.effectiveOn),
  reason: change.reason ?? '',
  state:
    change.state === 'proposed'
      ? 'Waits for approval'
      : change.state === 'refused'
        ? `Refused by ${change.approvedBy ?? ''}: ${change.decisionNote ?? ''}`
        : change.approvedBy === null
          ? ''
          : `Approved by ${change.approvedBy} on ${inWords(change.approvedOn ?? change.effectiveOn)}`,
})

export function showItemPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'plan.read' }

  async function measureView(actor: Actor, plan: Plan, item: PlanItem, branch: Branch | null) {
    const measure = (await listMeasures(db, plan.id)).get(item.id)
    if (!measure || branch === null) return null
    const figures = await listFigures(db, plan.id)
    const state = await measureState(db, actor, plan, { branch, measure, figures, on: usualDay(plan, clock.today()) })
    return {
      ...state,
      due: state.dueOn === null ? '' : inWords(state.dueOn),
      owner: item.ownerOffice ?? 'The business team',
      isIndicator: measure.kind === 'indicator',
      enterHref:
        measure.kind !== 'indicator' && mayEnter(actor, item) ? planPaths.figure(plan.slug, item.reference ?? '') : '',
      figures: figures
        .filter(({ itemId }) => itemId === item.id)
        .map((each) => ({
          on: inWords(each.trueOn),
          value: figureInWords(each, measure.unit),
          source: each.source,
          by: `${each.enteredBy ?? 'Goldenthread'}, ${instantInWords(each.enteredAt)}`,
          isReplaced: each.isReplaced,
        })),
    }
  }

  app.get<{ Params: ItemParams; Querystring: { done?: string } }>(
    planPaths.item(':slug', ':reference'),
    { config },
    async ({ actor, params, query }, reply) => {
      const { plan, item, items, standing, own, title } = await openItem(db, actor, params, clock.today())
      const { slug } = plan
      const reference = item.reference ?? ''
      const [judgements, challenges, records, measure] = await Promise.all([
        listJudgements(db, plan.id),
        listChallenges(db, plan.id),
        item.recordId === null ? [] : findRecordsById(db, actor, [item.recordId]),
        measureView(actor, plan, item, standing),
      ])
      const parent = items.find(({ id }) => id === item.parentId) ?? null
      const isJudged = item.kind !== 'measure'
      const writes = may(actor, 'plan.write')
      return reply.page('plan/pages/show-item.njk', {
        heading: title,
        ...(typeof query.done === 'string' && Object.hasOwn(done, query.done) ? { done: done[query.done] ?? '' } : {}),
        breadcrumbs: [
          { text: 'Plans', href: planPaths.list() },
          { text: plan.title, href: planPaths.show(slug) },
          ...(parent === null
            ? []
            : [{ text: parent.reference ?? '', href: planPaths.item(slug, parent.reference ?? '') }]),
        ],
        planInvented: plan.isInvented,
        kind: itemKinds[item.kind].name,
        reference,
        state: records[0]?.state ?? '',
        hasEnded: standing === null,
        note: standing?.note ?? '',
        source: standing?.source ?? '',
        threadHref: threadPaths.show(reference),
        arrows: item.recordId === null ? null : await threadOf(db, actor, item.recordId, clock.today()),
        isJudged,
        measure,
        under: (standing?.under ?? []).map((each) => ({
          kind: itemKinds[each.kind].name,
          title: each.title,
          href:
            each.kind === 'action'
              ? trackerPaths.show(each.reference ?? '')
              : planPaths.item(slug, each.reference ?? ''),
          endHref: writes && each.kind === 'action' ? planPaths.end(slug, each.reference ?? '') : '',
        })),
        judgements: judgements.filter(({ itemId }) => itemId === item.id).map(judgementLine),
        challenges: challenges
          .filter(({ itemId }) => itemId === item.id)
          .map((each) => ({
            words: each.words,
            by: `${each.madeBy}, ${each.madeOffice}`,
            at: instantInWords(each.madeAt),
            about: judgements.find(({ id }) => id === each.judgementId)?.words ?? '',
            answer: each.answer ?? '',
            answeredBy: each.answeredBy === null ? '' : `${each.answeredBy}, ${each.answeredOffice ?? ''}`,
            answeredAt: each.answeredAt === null ? '' : instantInWords(each.answeredAt),
            answerHref: writes && each.answer === null ? planPaths.answer(slug, reference, each.id) : '',
          })),
        changes: own.toReversed().map(changeLine),
        judgeHref:
          isJudged && standing !== null && plan.state === 'agreed' && may(actor, 'plan.judge')
            ? planPaths.judge(slug, reference)
            : '',
        challengeHref: may(actor, 'plan.challenge') ? planPaths.challenge(slug, reference) : '',
        rewordHref: writes && standing !== null ? planPaths.reword(slug, reference) : '',
        endHref: writes && standing !== null ? planPaths.end(slug, reference) : '',
      })
    },
  )
}
