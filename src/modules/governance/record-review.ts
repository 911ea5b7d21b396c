import { changeRecord } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { endReviewed, findReviewable, insertReview, setNextReview, type ReviewOutcome } from './review-store.ts'

/** Who may record a review: the office that owns what is reviewed, and the business team for any. */
export const mayReview = (actor: Actor, ownerOfficeId: string): boolean =>
  may(actor, 'governance.write') || (may(actor, 'governance.answer') && actor.officeId === ownerOfficeId)

type Reviewing = {
  reference: string
  version: number
  reviewedOn: string
  outcome: ReviewOutcome
  note: string
  nextOn: string | null
  today: string
  now: Date
}

/** Records that a document, protocol or agreement was reviewed, what came of it, and when it is reviewed next. */
export const recordReview = command<Reviewing, { recordId: string }>({
  name: 'governance.review-recorded',
  permission: 'governance.answer',
  subject: ({ recordId }) => recordId,
  details: (_done, { reviewedOn, outcome, nextOn }) => ({ reviewedOn, outcome, nextOn }),
  broken: { review_record_id_reviewed_on_key: ['reviewedOn', 'A review on this day is recorded already'] },
  async run(tx, actor, { reference, version, reviewedOn, outcome, note, nextOn, today, now }) {
    const one = await findReviewable(tx, actor, reference)
    if (!one) throw notFound('Record')
    if (!mayReview(actor, one.ownerOfficeId)) refuse('outcome', 'This is reviewed by the office that owns it')
    if (!one.isLive) refuse('outcome', 'This is no longer in use')
    if (reviewedOn > today) refuse('reviewedOn', 'Date of the review must be today or earlier')
    if (outcome === 'ends' && one.table === 'document')
      refuse('outcome', 'Withdraw the document on its own page, where its replacement can be named')
    if (outcome !== 'ends' && nextOn === null) refuse('nextOn', 'Enter when it is reviewed next')
    if (nextOn !== null && nextOn <= reviewedOn) refuse('nextOn', 'Next review must be after this one')
    const next = outcome === 'ends' ? null : nextOn
    await setNextReview(tx, one, version, next)
    if (outcome === 'ends') await endReviewed(tx, one)
    await insertReview(tx, {
      partnershipId: actor.partnershipId,
      recordId: one.recordId,
      reviewedOn,
      outcome,
      note,
      nextOn: next,
      personId: actor.personId,
      now,
    })
    if (outcome === 'ends') await changeRecord(tx, one.recordId, { state: 'ended' })
    return { recordId: one.recordId }
  },
})
