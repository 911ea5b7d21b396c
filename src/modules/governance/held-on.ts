import { inWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'

/** What governance holds on a person, for a subject-access request. */
export const governanceHeldOn: readonly HeldOn[] = [
  {
    from: ['governance.signature.signed_by', 'governance.signature.recorded_by'],
    title: 'Sign-offs you gave or recorded',
    columns: ['Document', 'Version', 'Signed on', 'You'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('governance.signature as signature')
          .innerJoin('governance.document_version as version', 'version.id', 'signature.version_id')
          .innerJoin('governance.document as document', 'document.id', 'version.document_id')
          .where('signature.partnership_id', '=', actor.partnershipId)
          .where((where) =>
            where.or([where('signature.signed_by', '=', personId), where('signature.recorded_by', '=', personId)]),
          )
          .orderBy('signature.signed_on')
          .select(['document.title', 'version.label', 'signature.signed_on as signedOn'])
          .select('signature.signed_by as signedBy')
          .execute()
      ).map((row) => [
        row.title,
        row.label,
        row.signedOn === null ? 'not recorded' : inWords(row.signedOn),
        row.signedBy === personId ? 'signed' : 'recorded it',
      ]),
  },
  {
    from: ['governance.assurance.given_by', 'governance.assurance.received_by'],
    title: 'Assurances you gave or acknowledged',
    columns: ['Assurance', 'Period ends', 'You'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('governance.assurance as assurance')
          .innerJoin('thread.record as record', 'record.id', 'assurance.record_id')
          .where('assurance.partnership_id', '=', actor.partnershipId)
          .where((where) =>
            where.or([where('assurance.given_by', '=', personId), where('assurance.received_by', '=', personId)]),
          )
          .orderBy('record.reference')
          .select(['record.reference', 'assurance.period_ends_on as endsOn', 'assurance.given_by as givenBy'])
          .execute()
      ).map((row) => [row.reference, inWords(row.endsOn), row.givenBy === personId ? 'gave it' : 'acknowledged it']),
  },
  {
    from: ['governance.review.person_id'],
    title: 'Reviews of documents, protocols and agreements you recorded',
    columns: ['Record', 'Reviewed on'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('governance.review as review')
          .innerJoin('thread.record as record', 'record.id', 'review.record_id')
          .where('review.partnership_id', '=', actor.partnershipId)
          .where('review.person_id', '=', personId)
          .orderBy('review.reviewed_on')
          .select(['record.reference', 'review.reviewed_on as reviewedOn'])
          .execute()
      ).map((row) => [row.reference, inWords(row.reviewedOn)]),
  },
  {
    from: ['governance.dispute_move.person_id'],
    title: 'Steps of disputes between partners you recorded',
    columns: ['Dispute', 'On'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('governance.dispute_move as move')
          .innerJoin('governance.dispute as dispute', 'dispute.id', 'move.dispute_id')
          .innerJoin('thread.record as record', 'record.id', 'dispute.id')
          .where('dispute.partnership_id', '=', actor.partnershipId)
          .where('move.person_id', '=', personId)
          .orderBy('move.moved_on')
          .select(['record.reference', 'move.moved_on as movedOn'])
          .execute()
      ).map((row) => [row.reference, inWords(row.movedOn)]),
  },
]
