import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Definition, Tone } from './definition.ts'

/** The partnership’s definitions in their order; none before its first plan. */
export const listDefinitions = async (db: Db | Tx, actor: Actor): Promise<Definition[]> =>
  (await db
    .selectFrom('plan.definition')
    .where('partnership_id', '=', actor.partnershipId)
    .orderBy('position')
    .limit(50)
    .select(['id', 'key', 'position', 'words', 'meaning', 'tone', 'is_little as isLittle'])
    .select(['needs_evidence as needsEvidence', 'is_used as isUsed', 'version'])
    .execute()) as Definition[]

export type Evidence = {
  kind: string
  words: string
  trueOn: string | null
  reference: string
  page: string
}

export type Judgement = {
  id: string
  itemId: string
  judgedOn: string
  words: string
  meaning: string
  tone: Tone
  isLittle: boolean
  reasoning: string
  groupName: string | null
  judgedBy: string | null
  judgedOffice: string | null
  recordedAt: Date
  evidence: Evidence[]
}

/** Every judgement of a plan with its evidence, newest first. */
export async function listJudgements(db: Db | Tx, planId: string): Promise<Judgement[]> {
  const rows = await db
    .selectFrom('plan.judgement as judgement')
    .leftJoin('partnerships.group as group', 'group.id', 'judgement.group_id')
    .leftJoin('identity.person as person', 'person.id', 'judgement.judged_by')
    .leftJoin('identity.office as office', 'office.id', 'judgement.judged_office_id')
    .where('judgement.plan_id', '=', planId)
    .orderBy('judgement.judged_on', 'desc')
    .orderBy('judgement.seq', 'desc')
    .limit(2_000)
    .select(['judgement.id', 'judgement.item_id as itemId', 'judgement.judged_on as judgedOn', 'judgement.words'])
    .select(['judgement.meaning', 'judgement.tone', 'judgement.is_little as isLittle', 'judgement.reasoning'])
    .select(['group.name as groupName', 'person.name as judgedBy', 'office.title as judgedOffice'])
    .select('judgement.recorded_at as recordedAt')
    .execute()
  const evidence = await db
    .selectFrom('plan.judgement_evidence as evidence')
    .innerJoin('plan.judgement as judgement', 'judgement.id', 'evidence.judgement_id')
    .innerJoin('thread.record as record', 'record.id', 'evidence.record_id')
    .where('judgement.plan_id', '=', planId)
    .orderBy('evidence.position')
    .limit(10_000)
    .select(['evidence.judgement_id as judgementId', 'evidence.kind', 'evidence.words', 'evidence.true_on as trueOn'])
    .select(['record.reference', 'record.page'])
    .execute()
  const byJudgement = Map.groupBy(evidence, (each) => each.judgementId)
  return rows.map((row) => ({
    ...row,
    tone: row.tone as Tone,
    evidence: (byJudgement.get(row.id) ?? []).map(({ kind, words, trueOn, reference, page }) => ({
      kind,
      words,
      trueOn,
      reference,
      page,
    })),
  }))
}

export type Challenge = {
  id: string
  itemId: string
  judgementId: string | null
  words: string
  madeBy: string
  madeOffice: string
  madeAt: Date
  answer: string | null
  answeredBy: string | null
  answeredOffice: string | null
  answeredAt: Date | null
  version: number
}

/** What the scrutineer challenged in a plan, newest first. */
export const listChallenges = (db: Db | Tx, planId: string): Promise<Challenge[]> =>
  db
    .selectFrom('plan.challenge as challenge')
    .innerJoin('identity.person as person', 'person.id', 'challenge.made_by')
    .innerJoin('identity.office as office', 'office.id', 'challenge.made_office_id')
    .leftJoin('identity.person as answerer', 'answerer.id', 'challenge.answered_by')
    .leftJoin('identity.office as answering', 'answering.id', 'challenge.answered_office_id')
    .where('challenge.plan_id', '=', planId)
    .orderBy('challenge.made_at', 'desc')
    .limit(1_000)
    .select(['challenge.id', 'challenge.item_id as itemId', 'challenge.judgement_id as judgementId', 'challenge.words'])
    .select(['person.name as madeBy', 'office.title as madeOffice', 'challenge.made_at as madeAt', 'challenge.answer'])
    .select(['answerer.name as answeredBy', 'answering.title as answeredOffice', 'challenge.answered_at as answeredAt'])
    .select('challenge.version')
    .execute()
