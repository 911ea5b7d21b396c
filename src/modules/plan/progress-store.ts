import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { londonDate } from '#platform/london-time.ts'
import { listChanges, listItems } from './item-store.ts'
import { listChallenges, listJudgements } from './judgement-store.ts'
import { planPaths } from './paths.ts'
import { changeKinds, itemKinds, planAsAt } from './plan.ts'
import { listPlans } from './plan-store.ts'
import { judgedOf } from './read-plan.ts'

/** How far a priority of an agreed plan had come on a day. */
export type PriorityProgress = {
  plan: string
  /** The day: the last of the period, or the plan's last where that is earlier. */
  on: string
  recordId: string | null
  reference: string
  title: string
  href: string
  /** The judgement's words and what they meant; null: nobody had judged it by then. */
  judged: string | null
  meaning: string | null
  judgedOn: string | null
  judgedBy: string | null
  reasoning: string | null
  evidence: { reference: string; href: string }[]
  /** Little or no evidence of progress, or never judged: what a yearly report must analyse. */
  isLittle: boolean
  isInvented: boolean
}

/**
 * The priorities of the agreed plans that a period touches, with how far each had come by the period's last day, or by the plan's where
 * that is earlier; by plan, those with little progress first.
 */
export async function listPriorityProgress(
  db: Db | Tx,
  actor: Actor,
  from: string,
  to: string,
): Promise<PriorityProgress[]> {
  const plans = (await listPlans(db, actor)).filter(
    ({ state, startsOn, endsOn, agreedOn }) =>
      state === 'agreed' && startsOn <= to && endsOn >= from && (agreedOn === null || agreedOn <= to),
  )
  const all: PriorityProgress[] = []
  for (const plan of plans.toReversed()) {
    const on = plan.endsOn < to ? plan.endsOn : to
    const own: PriorityProgress[] = []
    const [items, changes, judgements] = await Promise.all([
      listItems(db, plan.id),
      listChanges(db, plan.id),
      listJudgements(db, plan.id),
    ])
    for (const priority of planAsAt(items, changes, on)) {
      const judgement = judgements.find(({ itemId, judgedOn }) => itemId === priority.id && judgedOn <= on)
      const judged = judgement === undefined ? null : judgedOf(judgement)
      own.push({
        plan: plan.title,
        on,
        recordId: priority.recordId,
        reference: priority.reference ?? '',
        title: priority.title,
        href: planPaths.item(plan.slug, priority.reference ?? ''),
        judged: judged?.words ?? null,
        meaning: judged?.meaning ?? null,
        judgedOn: judged?.on ?? null,
        judgedBy: judged?.by ?? null,
        reasoning: judged?.reasoning ?? null,
        evidence: (judgement?.evidence ?? []).map(({ reference, page }) => ({ reference, href: page })),
        isLittle: judged?.isLittle ?? true,
        isInvented: plan.isInvented,
      })
    }
    all.push(...own.toSorted((a, b) => Number(b.isLittle) - Number(a.isLittle)))
  }
  return all
}

/** A change of an agreed plan that counts from a day on. */
export type PlanChange = {
  plan: string
  recordId: string | null
  href: string
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
export async function listPlanChanges(db: Db | Tx, actor: Actor, from: string, to: string): Promise<PlanChange[]> {
  const plans = (await listPlans(db, actor)).filter((plan) => plan.startsOn <= to && plan.endsOn >= from)
  const all: PlanChange[] = []
  for (const plan of plans) {
    const [items, changes] = await Promise.all([listItems(db, plan.id), listChanges(db, plan.id)])
    const itemOf = new Map(items.map((item) => [item.id, item]))
    const approved = changes.filter(({ state }) => state === 'approved')
    for (const change of approved) {
      if (change.isDrafting || change.effectiveOn < from || change.effectiveOn > to) continue
      const before = approved.findLast(
        ({ itemId, seq, title }) => itemId === change.itemId && seq < change.seq && title !== null,
      )
      const item = itemOf.get(change.itemId)
      all.push({
        plan: plan.title,
        recordId: item?.recordId ?? null,
        href: planPaths.changes(plan.slug),
        what: changeKinds[change.kind].done,
        part: item === undefined ? 'Part' : itemKinds[item.kind].name,
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

/** A challenge of the independent scrutineer to a plan, made within a period. */
export type ReportedChallenge = {
  plan: string
  recordId: string | null
  reference: string
  title: string
  href: string
  words: string
  madeOffice: string
  madeOn: string
  /** The answer that had been given by the last day; null: none. */
  answer: string | null
  answeredOn: string | null
  isInvented: boolean
}

/** What the scrutineer challenged in the plans from one day to another, oldest first, with the answer that was given by the last. */
export async function listReportedChallenges(
  db: Db | Tx,
  actor: Actor,
  from: string,
  to: string,
): Promise<ReportedChallenge[]> {
  const all: ReportedChallenge[] = []
  for (const plan of await listPlans(db, actor)) {
    const challenges = (await listChallenges(db, plan.id)).filter(({ madeAt }) => {
      const on = londonDate(madeAt)
      return on >= from && on <= to
    })
    if (challenges.length === 0) continue
    const [items, changes] = await Promise.all([listItems(db, plan.id), listChanges(db, plan.id)])
    const itemOf = new Map(items.map((item) => [item.id, item]))
    for (const challenge of challenges) {
      const item = itemOf.get(challenge.itemId)
      const answeredOn = challenge.answeredAt === null ? null : londonDate(challenge.answeredAt)
      const isAnswered = answeredOn !== null && answeredOn <= to
      all.push({
        plan: plan.title,
        recordId: item?.recordId ?? null,
        reference: item?.reference ?? '',
        title: changes.findLast(({ itemId, title }) => itemId === challenge.itemId && title !== null)?.title ?? '',
        href: planPaths.item(plan.slug, item?.reference ?? ''),
        words: challenge.words,
        madeOffice: challenge.madeOffice,
        madeOn: londonDate(challenge.madeAt),
        answer: isAnswered ? challenge.answer : null,
        answeredOn: isAnswered ? answeredOn : null,
        isInvented: plan.isInvented,
      })
    }
  }
  return all.toSorted((a, b) => a.madeOn.localeCompare(b.madeOn))
}
