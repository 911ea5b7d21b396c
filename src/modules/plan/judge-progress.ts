import { changeRecord, findRecord, linkRecords, registerRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { listGroups, mayActInGroup } from '#modules/partnerships/public.ts'
import { evidenceKinds, type EvidenceKind } from './definition.ts'
import { listChanges, listItems, type PlanItem } from './item-store.ts'
import { listDefinitions } from './judgement-store.ts'
import { planPaths } from './paths.ts'
import { everyItem, planAsAt } from './plan.ts'
import { findPlan, type Plan } from './plan-store.ts'

export type GivenEvidence = { kind: EvidenceKind; words: string; trueOn: string }

type Input = {
  slug: string
  reference: string
  definitionKey: string
  judgedOn: string
  reasoning: string
  /** The group that judged; null: the business team by itself. */
  groupId: string | null
  evidence: readonly GivenEvidence[]
  /** References of records that show it. */
  records: readonly string[]
  today: string
  at: Date
}

/**
 * Judges the progress of a priority or an outcome by one of the printed definitions, with evidence. A definition that needs evidence is
 * refused without; the others say honestly that none was given. Judgements are never changed: a later one stands beside them.
 */
export const judgeProgress = command<Input, { subject: string; evidence: number }>({
  name: 'plan.progress-judged',
  permission: 'plan.judge',
  subject: ({ subject }) => subject,
  details: ({ evidence }, { slug, definitionKey, judgedOn, groupId }) => ({
    plan: slug,
    judged: definitionKey,
    on: judgedOn,
    group: groupId,
    evidence,
  }),
  async run(tx, actor, input) {
    const { slug, reference, definitionKey, judgedOn, groupId, today } = input
    const plan = await findPlan(tx, actor, slug)
    if (!plan) throw notFound('Plan')
    if (
      actor.role === 'group-chair' &&
      (groupId === null || (await mayActInGroup(tx, actor, groupId, today)) !== 'chair')
    )
      throw forbidden('A chair judges for the group that they chair.')
    const item = await standingItem(tx, plan, reference, judgedOn)
    const definition = (await listDefinitions(tx, actor)).find(({ key, isUsed }) => key === definitionKey && isUsed)
    if (!definition) refuse('definition', 'Select how far it has come')
    if (plan.state === 'draft') refuse('definition', 'The plan is still being written: it is judged once it is agreed')
    if (judgedOn > today) refuse('judgedOn', 'Date of the judgement must be today or earlier')
    if (groupId !== null && !(await listGroups(tx, actor.partnershipId)).some(({ id }) => id === groupId))
      refuse('group', 'Select one of the groups of this partnership')
    const count = input.evidence.length + input.records.length
    if (definition.needsEvidence && count === 0)
      refuse(
        'definition',
        `‘${definition.words}’ cannot be said without evidence. Give evidence, or judge it as without`,
      )
    const judgementId = await insertJudgement(tx, actor, plan, item.id, { ...input, count, definition })
    const gave = await writeEvidence(tx, actor, plan, { judgementId, item, input })
    await changeRecord(tx, item.recordId, { state: definition.words, addedText: input.reasoning })
    return { subject: item.recordId, evidence: gave }
  },
})

type WithRecord = PlanItem & { recordId: string }

/** The priority or outcome, which must have been part of the plan on the day of the judgement. */
async function standingItem(tx: Tx, plan: Plan, reference: string, judgedOn: string): Promise<WithRecord> {
  const items = await listItems(tx, plan.id)
  const item = items.find(
    (each) => each.reference === reference && (each.kind === 'priority' || each.kind === 'outcome'),
  )
  if (!item || item.recordId === null) throw notFound('Part of the plan')
  if (judgedOn < plan.startsOn)
    refuse('judgedOn', 'Date of the judgement must lie within the period of the plan or after it')
  const day = judgedOn > plan.endsOn ? plan.endsOn : judgedOn
  if (!everyItem(planAsAt(items, await listChanges(tx, plan.id), day)).some(({ id }) => id === item.id))
    refuse('judgedOn', 'It was not part of the plan on that day')
  return { ...item, recordId: item.recordId }
}

type Judged = Input & { count: number; definition: Awaited<ReturnType<typeof listDefinitions>>[number] }

async function insertJudgement(tx: Tx, actor: Actor, plan: Plan, itemId: string, judged: Judged): Promise<string> {
  const { definition, count, judgedOn, reasoning, groupId, at } = judged
  const { id } = await tx
    .insertInto('plan.judgement')
    .values({
      plan_id: plan.id,
      item_id: itemId,
      judged_on: judgedOn,
      definition_id: definition.id,
      words: definition.words,
      meaning: definition.meaning,
      tone: definition.tone,
      is_little: definition.isLittle,
      needs_evidence: definition.needsEvidence,
      evidence_count: count,
      reasoning,
      group_id: groupId,
      judged_by: actor.personId,
      judged_office_id: actor.officeId,
      recorded_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function writeEvidence(
  tx: Tx,
  actor: Actor,
  plan: Plan,
  { judgementId, item, input }: { judgementId: string; item: WithRecord; input: Input },
): Promise<number> {
  let position = 0
  for (const reference of input.records) {
    const record = await findRecord(tx, actor, reference)
    if (!record) refuse('records', `There is no record ${reference} that you may know of`)
    if (record.id === item.recordId) refuse('records', 'It cannot be evidence of itself')
    position += 1
    await tx
      .insertInto('plan.judgement_evidence')
      .values({ judgement_id: judgementId, position, kind: 'record', words: record.title, record_id: record.id })
      .execute()
    await linkRecords(tx, record.id, 'evidences', item.recordId)
  }
  for (const [index, { kind, words, trueOn }] of input.evidence.entries()) {
    if (trueOn > input.judgedOn)
      refuse(`trueOn${index + 1}`, 'Date on which the evidence was true must not be later than the judgement')
    position += 1
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'evidence',
      title: `${evidenceKinds[kind]}: ${words}`.slice(0, 500),
      state: `true on ${trueOn}`,
      page: () => planPaths.item(plan.slug, input.reference),
      year: Number(input.judgedOn.slice(0, 4)),
      isInvented: plan.isInvented,
    })
    await tx
      .insertInto('plan.judgement_evidence')
      .values({ judgement_id: judgementId, position, kind, words, true_on: trueOn, record_id: record.id })
      .execute()
    await linkRecords(tx, record.id, 'evidences', item.recordId)
  }
  return position
}
