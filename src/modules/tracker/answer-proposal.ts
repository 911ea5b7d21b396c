import { linkRecords } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { findItem, lockItemAsSeen } from './item-store.ts'
import type { MeasureKind, Strength } from './kinds.ts'
import { moveItem, type Moment } from './moving.ts'

export const answers = {
  accept: { words: 'Accept', state: 'accepted' },
  'accept-in-part': { words: 'Accept in part', state: 'accepted-in-part' },
  decline: { words: 'Decline', state: 'declined' },
} as const
export type Answer = keyof typeof answers

type AnswerInput = {
  reference: string
  version: number
  answer: Answer
  reason: string | null
  strength: Strength | null
  childWouldNotice: string | null
  measure: { kind: MeasureKind; words: string } | null
  /** References of earlier ones that said this before. */
  repeats: readonly string[]
  moment: Moment
}

/**
 * Accepts a proposed recommendation, wholly or in part, or declines it with the reason. What is taken up says how strong it is, what a
 * child would notice and by what it is measured, so that its impact can be tested later (domain.md 5.3).
 */
export const answerProposal = command<AnswerInput, { recordId: string }>({
  name: 'tracker.proposal-answered',
  permission: 'tracker.decide',
  subject: ({ recordId }) => recordId,
  details: (_value, { answer, strength, measure, repeats }) => ({
    answer,
    strength,
    measure: measure?.kind ?? null,
    repeats: [...repeats],
  }),
  async run(tx, actor, input) {
    const { reference, version, answer, reason, strength, childWouldNotice, measure, repeats, moment } = input
    const item = await lockItemAsSeen(tx, actor, reference, version)
    if (answer !== 'accept' && reason === null)
      refuse(
        'reason',
        answer === 'decline' ? 'Enter the reason why it is declined' : 'Enter what is not taken up, and why',
      )
    if (answer !== 'decline') {
      if (strength === null) refuse('strength', 'Select how strong it is')
      if (childWouldNotice === null) refuse('childWouldNotice', 'Enter what a child would notice')
      if (measure === null) refuse('measureKind', 'Select what it is measured by, and enter which')
    }
    await tx
      .updateTable('tracker.item')
      .set({
        strength,
        child_would_notice: childWouldNotice,
        measure_kind: measure?.kind ?? null,
        measure: measure?.words ?? null,
      })
      .where('id', '=', item.id)
      .execute()
    await moveItem(tx, actor, item, { name: answer, to: answers[answer].state, reason, moment, field: 'answer' })
    for (const each of repeats) {
      const earlier = await findItem(tx, actor, each)
      if (earlier !== undefined && earlier.id !== item.id)
        await linkRecords(tx, item.recordId, 'repeats', earlier.recordId, 'We have said this before')
    }
    return { recordId: item.recordId }
  },
})
