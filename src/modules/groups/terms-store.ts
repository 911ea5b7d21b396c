import type { Db, Tx } from '#platform/db/connect.ts'

const versions = (db: Db | Tx) =>
  db
    .selectFrom('groups.terms as terms')
    .innerJoin('thread.record as record', 'record.id', 'terms.id')
    .leftJoin('partnerships.group as approver', 'approver.id', 'terms.approved_by')
    .select([
      'terms.id',
      'record.reference',
      'terms.group_id as groupId',
      'terms.number',
      'terms.file_id as fileId',
      'terms.what_changed as whatChanged',
      'terms.proposed_on as proposedOn',
      'terms.approved_on as approvedOn',
      'terms.in_force_from as inForceFrom',
      'terms.withdrawn_on as withdrawnOn',
      'terms.version',
      'approver.name as approvedBy',
    ])

/** The versions of a group's terms of reference, the newest first. What the database shows is what the actor's partnership owns. */
export const listTerms = (db: Db | Tx, groupId: string) =>
  versions(db).where('terms.group_id', '=', groupId).orderBy('terms.number', 'desc').limit(200).execute()

export type TermsLine = Awaited<ReturnType<typeof listTerms>>[number]

/** One version with its text, by its reference. */
export const findTerms = (db: Db | Tx, reference: string) =>
  versions(db).where('record.reference', '=', reference).select('terms.body').executeTakeFirst()
