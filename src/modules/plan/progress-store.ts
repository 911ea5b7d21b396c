import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { listChanges, listItems } from './item-store.ts'
import { listJudgements } from './judgement-store.ts'
import { planPaths } from './paths.ts'
import { changeKinds, itemKinds, planAsAt } from './plan.ts'
import { listPlans } from './plan-store.ts'
import { judgedOf } from './read-plan.ts'

/** How far a priority of an agreed plan had come on a day. */
export type PriorityProgress = {
  plan: string
  reference: string
  title: string
  href: string
  /** The judgement's words and what they meant; null: nobody had judged it by then. */
  judged: string | null
  meaning: string | null
  judgedOn: string | null
  judgedBy: string | null
  reasoning: string | null
  evidence: number
  /** Little or no evidence of progress, or never judged: what a yearly report must analyse. */
  isLittle: boolean
  isInvented: boolean
}

/** The priorities of the plans in force on a day, with how far each had come by then; those with little progress first. */
export async function listPriorityProgress(db: Db, actor: Actor, on: string): Promise<PriorityProgress[]> {
  const plans = (await listPlans(db, actor)).filter(
    (plan) => plan.state === 'agreed' && plan.startsOn <= on && on <= plan.endsOn,
  )
  const all: PriorityProgress[] = []
  for (const plan of plans) {
    const [items, changes, judgements] = await Promise.all([
      listItems(db, plan.id),
      listChanges(db, plan.id),
      listJudgements(db, plan.id),
    ])
    for (const priority of planAsAt(items, changes, on)) {
      const judgement = judgements.find(({ itemId, judgedOn }) => itemId === priority.id && judgedOn <= on)
      const judged = judgement === undefined ? null : judgedOf(judgement)
      all.push({
        plan: plan.title,
        reference: priority.reference ?? '',
        title: priority.title,
        href: planPaths.item(plan.slug, priority.reference ?? ''),
        judged: judged?.words ?? null,
        meaning: judged?.meaning ?? null,
        judgedOn: judged?.on ?? null,
        judgedBy: judged?.by ?? null,
        reasoning: judged?.reasoning ?? null,
        evidence: judgement?.evidence.length ?? 0,
        isLittle: judged?.isLittle ?? true,
        isInvented: plan.isInvented,
      })
    }
  }
  return all.toSorted((a, b) => Number(b.isLittle) - Number(a.isLittle))
}

/** A change of an agreed plan that counts from a day on. */
export type PlanChange = {
  plan: string
  /** 'Added', 'Reworded' or 'Ended'. */
  what: string
  /** 'Priority', 'Outcome for children', 'Measure', 'Action'. */
  part: string
  words: string
  before: string | null
  on: string
  reason: string
  approvedBy: string
  isInvented: boolean
}

/** What was changed in the plans from one day to another, both included, oldest first; only what was approved. */
export async function listPlanChanges(db: Db, actor: Actor, from: string, to: string): Promise<PlanChange[]> {
  const plans = (await listPlans(db, actor)).filter((plan) => plan.startsOn <= to && plan.endsOn >= from)
  const all: PlanChange[] = []
  for (const plan of plans) {
    const [items, changes] = await Promise.all([listItems(db, plan.id), listChanges(db, plan.id)])
    const kindOf = new Map(items.map(({ id, kind }) => [id, itemKinds[kind].name]))
    const approved = changes.filter(({ state }) => state === 'approved')
    for (const change of approved) {
      if (change.isDrafting || change.effectiveOn < from || change.effectiveOn > to) continue
      const before = approved.findLast(
        ({ itemId, seq, title }) => itemId === change.itemId && seq < change.seq && title !== null,
      )
      all.push({
        plan: plan.title,
        what: changeKinds[change.kind].done,
        part: kindOf.get(change.itemId) ?? 'Part',
        words: change.title ?? before?.title ?? '',
        before: change.kind === 'reword' ? (before?.title ?? null) : null,
        on: change.effectiveOn,
        reason: change.reason ?? '',
        approvedBy: change.approvedBy ?? '',
        isInvented: plan.isInvented,
      })
    }
  }
  return all.toSorted((a, b) => a.on.localeCompare(b.on))
}
