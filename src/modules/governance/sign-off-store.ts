import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'
import type { DocumentKind } from './document.ts'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.signature as signature')
    .innerJoin('governance.document_version as version', 'version.id', 'signature.version_id')
    .innerJoin('governance.document as document', 'document.id', 'version.document_id')
    .innerJoin('thread.record as record', 'record.id', 'document.record_id')
    .innerJoin('identity.office as office', 'office.id', 'signature.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('signature.partnership_id', '=', actor.partnershipId)

/** A signature is owed while its version is the newest of a document in use: a new version starts anew. */
const isLive = sql<boolean>`(document.state = 'in-use' and not exists (select from governance.document_version later
  where later.document_id = document.id and later.number > version.number))`

const detailed = (db: Db | Tx, actor: Actor) =>
  visibleTo(db, actor).select([
    'signature.id',
    'signature.version_id as versionId',
    'signature.office_id as officeId',
    'office.title as office',
    'organisation.name as organisation',
    'signature.capacity',
    'signature.due_on as dueOn',
    'signature.signed_on as signedOn',
    'signature.way',
    'signature.signer_name as signerName',
    'signature.evidence',
    'signature.evidence_file_id as evidenceFileId',
    'signature.note',
    'document.title',
    'document.kind',
    'document.is_invented as isInvented',
    'record.reference',
    'record.id as documentRecordId',
    'version.number',
    'version.label',
    'version.sign_off_record_id as signOffRecordId',
    isLive.as('isLive'),
  ])

export type Signature = Omit<Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>, 'kind'> & {
  kind: DocumentKind
}

export type SignatureFilter = {
  waiting?: boolean | undefined
  officeId?: string | undefined
  kind?: DocumentKind | undefined
}

/** Signatures: those waited for first, by when they are due, then the newest given. Of superseded versions only those that were given. */
export async function listSignatures(
  db: Db | Tx,
  actor: Actor,
  filter: SignatureFilter,
  { most = 500, from = 0 }: { most?: number; from?: number } = {},
): Promise<Signature[]> {
  let query = detailed(db, actor).where((where) => where.or([where('signature.signed_on', 'is not', null), isLive]))
  if (filter.waiting === true) query = query.where('signature.signed_on', 'is', null)
  if (filter.waiting === false) query = query.where('signature.signed_on', 'is not', null)
  if (filter.officeId) query = query.where('signature.office_id', '=', filter.officeId)
  if (filter.kind) query = query.where('document.kind', '=', filter.kind)
  const rows = await query
    .orderBy('signature.signed_on', (order) => order.desc().nullsFirst())
    .orderBy('signature.due_on', (order) => order.asc().nullsLast())
    .orderBy('document.title')
    .orderBy('signature.id')
    .limit(most)
    .offset(from)
    .execute()
  return rows as Signature[]
}

export const findSignature = async (db: Db | Tx, actor: Actor, id: string): Promise<Signature | undefined> =>
  isId(id)
    ? ((await detailed(db, actor).where('signature.id', '=', id).executeTakeFirst()) as Signature | undefined)
    : undefined

/** Every signature asked for one version, in the order of the offices' titles. */
export const listSignaturesOf = async (
  db: Db | Tx,
  actor: Actor,
  versionIds: readonly string[],
): Promise<Signature[]> =>
  versionIds.length === 0
    ? []
    : ((await detailed(db, actor)
        .where('signature.version_id', 'in', versionIds)
        .orderBy('office.title')
        .orderBy('organisation.name')
        .limit(500)
        .execute()) as Signature[])

export const insertSignature = (
  tx: Tx,
  row: { partnershipId: string; versionId: string; officeId: string; capacity: string; dueOn: string | null },
) =>
  tx
    .insertInto('governance.signature')
    .values({
      partnership_id: row.partnershipId,
      version_id: row.versionId,
      office_id: row.officeId,
      capacity: row.capacity,
      due_on: row.dueOn,
    })
    .execute()

/** Enters a signature that is still waited for. @returns whether it was */
export async function enterSignature(
  tx: Tx,
  id: string,
  given: {
    signed_on: string
    way: 'self' | 'recorded'
    signed_by: string | null
    signer_name: string
    recorded_by: string | null
    evidence: string | null
    evidence_file_id?: string | null
    note: string | null
    entered_at: Date
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.signature')
    .set(given)
    .where('id', '=', id)
    .where('signed_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
