import { sql } from 'kysely'
import { inWords } from '#platform/dates.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { governancePaths } from './paths.ts'
import { changedMeanwhile } from './document-store.ts'

export const reviewOutcomes = {
  'no-change': 'Reviewed, no change needed',
  changed: 'Reviewed and changed',
  'to-change': 'Reviewed: changes to follow',
  ends: 'Reviewed: no longer needed',
} as const satisfies Record<string, string>
export type ReviewOutcome = keyof typeof reviewOutcomes

/** What can be reviewed: its table and what a state that still counts is called there. */
export type Reviewable = {
  table: 'document' | 'protocol' | 'agreement'
  recordId: string
  reference: string
  title: string
  ownerOfficeId: string
  reviewOn: string | null
  version: number
  isLive: boolean
  isInvented: boolean
}

/** A document, protocol or agreement of the actor's partnership by its reference. */
export async function findReviewable(db: Db | Tx, actor: Actor, reference: string): Promise<Reviewable | undefined> {
  const { rows } = await sql<Reviewable>`
    select own."table", own.record_id as "recordId", record.reference, own.title, own.owner_office_id as "ownerOfficeId",
      own.review_on as "reviewOn", own.version, own.state in ('in-use', 'open') as "isLive", own.is_invented as "isInvented"
    from thread.record as record join (
      select 'document' as "table", record_id, partnership_id, title, owner_office_id, review_on, version, state, is_invented
        from governance.document
      union all select 'protocol', record_id, partnership_id, name, owner_office_id, review_on, version, state, is_invented
        from governance.protocol
      union all select 'agreement', record_id, partnership_id, title, owner_office_id, review_on, version, state, is_invented
        from governance.agreement
    ) as own on own.record_id = record.id
    where record.reference = ${reference} and own.partnership_id = ${actor.partnershipId}`.execute(db)
  return rows[0]
}

/** Sets when something is reviewed next. @throws conflict when somebody else changed it first */
export async function setNextReview(tx: Tx, one: Reviewable, version: number, nextOn: string | null): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable(`governance.${one.table}`)
    .set({ review_on: nextOn, version: version + 1 })
    .where('record_id', '=', one.recordId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}

/** Ends a protocol or agreement that a review found no longer needed. A document is withdrawn on its own page, with its reason. */
export async function endReviewed(tx: Tx, one: Reviewable): Promise<void> {
  if (one.table === 'document') return
  await tx
    .updateTable(`governance.${one.table}`)
    .set({ state: 'ended' })
    .where('record_id', '=', one.recordId)
    .execute()
}

export const insertReview = (
  tx: Tx,
  row: {
    partnershipId: string
    recordId: string
    reviewedOn: string
    outcome: ReviewOutcome
    note: string
    nextOn: string | null
    personId: string | null
    now: Date
  },
) =>
  tx
    .insertInto('governance.review')
    .values({
      partnership_id: row.partnershipId,
      record_id: row.recordId,
      reviewed_on: row.reviewedOn,
      outcome: row.outcome,
      note: row.note,
      next_on: row.nextOn,
      person_id: row.personId,
      entered_at: row.now,
    })
    .execute()

/** The reviews of a record as cards of its page, the newest first. */
export async function reviewCards(db: Db, recordId: string) {
  const rows = await db
    .selectFrom('governance.review')
    .where('record_id', '=', recordId)
    .orderBy('reviewed_on', 'desc')
    .limit(100)
    .select(['reviewed_on as reviewedOn', 'outcome', 'note', 'next_on as nextOn'])
    .execute()
  return rows.map((row) => ({
    title: `${inWords(row.reviewedOn)}: ${reviewOutcomes[row.outcome as ReviewOutcome].toLowerCase()}`,
    href: '',
    tag: '',
    tagWords: '',
    lines: [row.note, row.nextOn === null ? 'No further review.' : `Next review by ${inWords(row.nextOn)}.`],
    links: [],
  }))
}

/** The page on which something that can be reviewed is shown. */
export const pageOfReviewable = ({ table, reference }: Pick<Reviewable, 'table' | 'reference'>): string =>
  table === 'document'
    ? governancePaths.document(reference)
    : table === 'protocol'
      ? governancePaths.protocol(reference)
      : governancePaths.agreement(reference)
