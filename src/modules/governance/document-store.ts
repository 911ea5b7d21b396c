import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import type { DocumentKind } from './document.ts'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.document as document')
    .innerJoin('thread.record as record', 'record.id', 'document.record_id')
    .innerJoin('identity.office as office', 'office.id', 'document.owner_office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('document.partnership_id', '=', actor.partnershipId)

const detailed = (db: Db | Tx, actor: Actor) =>
  visibleTo(db, actor).select([
    'document.id',
    'document.record_id as recordId',
    'record.reference',
    'document.kind',
    'document.title',
    'document.owner_office_id as ownerOfficeId',
    'office.title as owner',
    'organisation.name as ownerOrganisation',
    'document.review_on as reviewOn',
    'document.state',
    'document.withdrawn_on as withdrawnOn',
    'document.withdrawn_why as withdrawnWhy',
    'document.replaced_by_id as replacedById',
    'document.is_invented as isInvented',
    'document.version',
    sql<
      string | null
    >`(select v.label from governance.document_version v where v.document_id = document.id and v.published_on is not null
      order by v.number desc limit 1)`.as('currentLabel'),
    sql<
      string | null
    >`(select v.label from governance.document_version v where v.document_id = document.id order by v.number desc limit 1)`.as(
      'newestLabel',
    ),
  ])

export type Document = Omit<Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>, 'kind'> & {
  kind: DocumentKind
}

export type DocumentFilter = {
  kind?: DocumentKind | undefined
  state?: 'in-use' | 'withdrawn' | undefined
  officeId?: string | undefined
  reviewBy?: string | undefined
}

/** Documents by their review date, the most overdue first, those without one after the rest. */
export async function listDocuments(
  db: Db | Tx,
  actor: Actor,
  filter: DocumentFilter,
  { most = 500, from = 0 }: { most?: number; from?: number } = {},
): Promise<Document[]> {
  let query = detailed(db, actor)
  if (filter.kind) query = query.where('document.kind', '=', filter.kind)
  if (filter.state) query = query.where('document.state', '=', filter.state)
  if (filter.officeId) query = query.where('document.owner_office_id', '=', filter.officeId)
  if (filter.reviewBy) query = query.where('document.review_on', '<=', filter.reviewBy)
  const rows = await query
    .orderBy('document.state')
    .orderBy('document.review_on', (order) => order.asc().nullsLast())
    .orderBy('document.title')
    .orderBy('document.id')
    .limit(most)
    .offset(from)
    .execute()
  return rows as Document[]
}

export const findDocument = async (db: Db | Tx, actor: Actor, reference: string): Promise<Document | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Document | undefined

export const findDocumentById = async (db: Db | Tx, actor: Actor, id: string): Promise<Document | undefined> =>
  (await detailed(db, actor).where('document.id', '=', id).executeTakeFirst()) as Document | undefined

/** Makes others who change the same document, or one of its versions, wait until this transaction is over. */
export const lockDocument = (tx: Tx, reference: string) =>
  tx
    .selectFrom('governance.document')
    .where('record_id', '=', (where) =>
      where.selectFrom('thread.record').where('reference', '=', reference).select('id'),
    )
    .select('id')
    .forUpdate()
    .execute()

/** The versions of a document, the newest first. */
export const listVersions = (db: Db | Tx, documentId: string) =>
  db
    .selectFrom('governance.document_version')
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .limit(200)
    .select([
      'id',
      'number',
      'label',
      'what_changed as whatChanged',
      'body',
      'file_id as fileId',
      'made_on as madeOn',
      'approved_on as approvedOn',
      'approved_by as approvedBy',
      'approval_reference as approvalReference',
      'publish_by as publishBy',
      'published_on as publishedOn',
      'published_at as publishedAt',
      'sign_off_record_id as signOffRecordId',
    ])
    .execute()

export type Version = Awaited<ReturnType<typeof listVersions>>[number]

export async function insertDocument(
  tx: Tx,
  row: {
    recordId: string
    partnershipId: string
    kind: string
    title: string
    ownerOfficeId: string
    reviewOn: string | null
    isInvented: boolean
  },
): Promise<string> {
  const { id } = await tx
    .insertInto('governance.document')
    .values({
      record_id: row.recordId,
      partnership_id: row.partnershipId,
      kind: row.kind,
      title: row.title,
      owner_office_id: row.ownerOfficeId,
      review_on: row.reviewOn,
      is_invented: row.isInvented,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Saves a change to a document that is still as the person saw it. @throws conflict when somebody else saved first */
export async function saveDocument(
  tx: Tx,
  id: string,
  version: number,
  change: {
    kind?: string
    title?: string
    owner_office_id?: string
    review_on?: string | null
    state?: string
    withdrawn_on?: string
    withdrawn_why?: string
    replaced_by_id?: string | null
  },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.document')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}

export const changedMeanwhile = () =>
  conflict(
    'Somebody else has changed this since you opened it. Open it again to see how it stands; nothing of yours was saved.',
  )

export const insertVersion = (
  tx: Tx,
  row: {
    documentId: string
    number: number
    label: string
    whatChanged: string
    body: string | null
    madeOn: string
    publishBy: string | null
  },
) =>
  tx
    .insertInto('governance.document_version')
    .values({
      document_id: row.documentId,
      number: row.number,
      label: row.label,
      what_changed: row.whatChanged,
      body: row.body,
      made_on: row.madeOn,
      publish_by: row.publishBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()

export const saveVersion = (
  tx: Tx,
  id: string,
  change: {
    approved_on?: string
    approved_by?: string
    approval_reference?: string | null
    published_on?: string
    published_at?: string
    sign_off_record_id?: string
    file_id?: string
  },
) => tx.updateTable('governance.document_version').set(change).where('id', '=', id).execute()

/** The newest versions that are to be published and are not, of documents in use. */
export const listUnpublished = (db: Db, actor: Actor, by: string, officeId?: string) =>
  visibleTo(db, actor)
    .innerJoin('governance.document_version as version', 'version.document_id', 'document.id')
    .where('document.state', '=', 'in-use')
    .where('version.published_on', 'is', null)
    .where('version.publish_by', '<=', by)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('governance.document_version as later')
            .whereRef('later.document_id', '=', 'document.id')
            .whereRef('later.number', '>', 'version.number')
            .select('later.id'),
        ),
      ),
    )
    .$if(officeId !== undefined, (query) => query.where('document.owner_office_id', '=', officeId ?? ''))
    .orderBy('version.publish_by')
    .limit(200)
    .select([
      'record.reference',
      'document.title',
      'document.owner_office_id as officeId',
      'office.title as office',
      'version.number',
      'version.label',
      'version.publish_by as publishBy',
    ])
    .execute()

export type ArrangementChange = {
  recordId: string
  reference: string
  title: string
  label: string
  /** What is different from the version before. */
  whatChanged: string
  /** By when it is to be published; null: no timescale stated. */
  publishBy: string | null
  publishedOn: string | null
  publishedAt: string | null
  page: string
  isInvented: boolean
}

/**
 * Changes to the published arrangements that fall in a period: made, published or to be published in it. For the yearly report's
 * "updates to the published arrangements with the timescale" (WT 2023, content of yearly reports).
 */
export const listArrangementChanges = (
  db: Db | Tx,
  actor: Actor,
  from: string,
  to: string,
): Promise<ArrangementChange[]> => {
  return visibleTo(db, actor)
    .innerJoin('governance.document_version as version', 'version.document_id', 'document.id')
    .where('document.kind', '=', 'arrangements')
    .where((where) =>
      where.or(
        (['version.made_on', 'version.publish_by', 'version.published_on'] as const).map((column) =>
          where.and([where(column, '>=', from), where(column, '<=', to)]),
        ),
      ),
    )
    .orderBy('version.made_on')
    .orderBy('version.number')
    .limit(100)
    .select([
      'document.record_id as recordId',
      'record.reference',
      'record.page',
      'document.title',
      'document.is_invented as isInvented',
      'version.label',
      'version.what_changed as whatChanged',
      'version.publish_by as publishBy',
      'version.published_on as publishedOn',
      'version.published_at as publishedAt',
    ])
    .execute()
}
