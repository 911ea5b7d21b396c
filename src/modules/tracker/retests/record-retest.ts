import { command, refuse } from '#platform/command.ts'
import { addMonths } from '#platform/dates.ts'
import { insertEvidence, isImpact, type NewEvidence } from '../evidence-store.ts'
import { lockItemAsSeen } from '../item-store.ts'
import { moveItem, type Moment } from '../moving.ts'
import { reopen } from '../reopening.ts'
import { findWaiting, planRetest } from './retest-store.ts'
import { isLastStep, retestRule, stepsOf } from './rule.ts'

export const retestResults = {
  holds: { words: 'It holds', hint: 'What changed is still so' },
  partly: { words: 'It holds in part', hint: 'It is tested again after three months' },
  failed: { words: 'It does not hold', hint: 'The recommendation is opened again, and its owners owe it once more' },
} as const
export type RetestAnswer = keyof typeof retestResults

type Found = {
  reference: string
  version: number
  retestId: string
  result: RetestAnswer
  found: string
  evidence: NewEvidence
  moment: Moment
}

/** What a re-test found, with its evidence: on to embedded and sustained, tried again, or opened again. */
export const recordRetest = command<Found, { recordId: string; state: string }>({
  name: 'tracker.retest-recorded',
  permission: 'tracker.decide',
  subject: ({ recordId }) => recordId,
  details: ({ state }, { result, evidence }) => ({
    result,
    state,
    evidence: evidence.kind,
    file: evidence.file?.kind ?? null,
  }),
  async run(tx, actor, { reference, version, retestId, result, found, evidence, moment }) {
    const item = await lockItemAsSeen(tx, actor, reference, version)
    const waiting = await findWaiting(tx, actor, item.id)
    if (waiting === undefined || waiting.id !== retestId)
      refuse('result', 'This re-test was recorded already, or is not planned any more')
    if (!isImpact(evidence))
      refuse('evidenceKind', 'A re-test rests on practice, experience or outcome: select one of these')
    const evidenceId = await insertEvidence(tx, actor, item, null, evidence, moment)
    await tx
      .updateTable('tracker.retest')
      .set({ result, done_on: moment.today, found, evidence_id: evidenceId, done_by: actor.personId })
      .where('id', '=', waiting.id)
      .execute()
    const { recordId } = item
    if (result === 'failed') {
      await reopen(tx, actor, item, `The re-test failed: ${found}`, moment)
      return { recordId, state: 'in-progress' }
    }
    const { step } = waiting
    if (result === 'partly') {
      await moveItem(tx, actor, item, { name: 'weaken', to: 'evidenced', reason: found, moment })
      await planRetest(tx, item, { step, target: addMonths(moment.today, retestRule.againAfterMonths) })
      return { recordId, state: 'evidenced' }
    }
    if (isLastStep(item.strength, step)) {
      await moveItem(tx, actor, item, { name: 'sustain', to: 'sustained', reason: found, moment })
      return { recordId, state: 'sustained' }
    }
    await moveItem(tx, actor, item, { name: 'embed', to: 'embedded', reason: found, moment })
    const steps = stepsOf(item.strength)
    const gap = (steps[step] ?? 0) - (steps[step - 1] ?? 0)
    await planRetest(tx, item, {
      step: step + 1,
      target: addMonths(waiting.dueOn > moment.today ? moment.today : waiting.dueOn, gap),
    })
    return { recordId, state: 'embedded' }
  },
})
