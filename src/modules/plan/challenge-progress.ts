import { command, refuse } from '#platform/command.ts'
import { conflict, forbidden, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { listItems } from './item-store.ts'
import { listChallenges, listJudgements } from './judgement-store.ts'
import { findPlan } from './plan-store.ts'

type Challenged = { slug: string; reference: string; judgementId: string | null; words: string; at: Date }

/** The independent scrutineer challenges a priority, an outcome or what was judged of it. Nobody changes these words afterwards. */
export const challengeProgress = command<Challenged, { subject: string }>({
  name: 'plan.progress-challenged',
  permission: 'plan.challenge',
  subject: ({ subject }) => subject,
  details: (_value, { slug }) => ({ plan: slug }),
  async run(tx, actor, { slug, reference, judgementId, words, at }) {
    const plan = await findPlan(tx, actor, slug)
    const item = plan && (await listItems(tx, plan.id)).find((each) => each.reference === reference)
    if (!plan || !item || item.recordId === null) throw notFound('Part of the plan')
    if (actor.personId === null || actor.officeId === null)
      throw forbidden('A challenge is made by a person in an office.')
    if (judgementId !== null) {
      const judged = (await listJudgements(tx, plan.id)).some(
        ({ id, itemId }) => id === judgementId && itemId === item.id,
      )
      if (!judged) refuse('judgement', 'Select one of the judgements of this part of the plan')
    }
    await tx
      .insertInto('plan.challenge')
      .values({
        plan_id: plan.id,
        item_id: item.id,
        judgement_id: judgementId,
        words,
        made_by: actor.personId,
        made_office_id: actor.officeId,
        made_at: at,
      })
      .execute()
    return { subject: item.recordId }
  },
})

type Answered = { slug: string; reference: string; challengeId: string; version: number; answer: string; at: Date }

/** The business team answers a challenge, once; the challenge itself stays as it was written. */
export const answerChallenge = command<Answered, { subject: string }>({
  name: 'plan.challenge-answered',
  permission: 'plan.write',
  subject: ({ subject }) => subject,
  details: (_value, { slug, challengeId }) => ({ plan: slug, challenge: challengeId }),
  async run(tx, actor, { slug, reference, challengeId, version, answer, at }) {
    const plan = await findPlan(tx, actor, slug)
    const item = plan && (await listItems(tx, plan.id)).find((each) => each.reference === reference)
    if (!plan || !item || item.recordId === null || !isId(challengeId)) throw notFound('Challenge')
    const challenge = (await listChallenges(tx, plan.id)).find(
      ({ id, itemId }) => id === challengeId && itemId === item.id,
    )
    if (!challenge) throw notFound('Challenge')
    const { numUpdatedRows } = await tx
      .updateTable('plan.challenge')
      .set({
        answer,
        answered_by: actor.personId,
        answered_office_id: actor.officeId,
        answered_at: at,
        version: version + 1,
      })
      .where('id', '=', challengeId)
      .where('version', '=', version)
      .where('answer', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else has answered this challenge. Nothing of yours was saved.')
    return { subject: item.recordId }
  },
})
