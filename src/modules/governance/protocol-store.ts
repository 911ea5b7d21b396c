import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { changedMeanwhile } from './document-store.ts'

export const protocolKinds = {
  board: 'Link with another strategic board',
  protocol: 'Joint protocol',
} as const satisfies Record<string, string>
export type ProtocolKind = keyof typeof protocolKinds

const detailed = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.protocol as protocol')
    .innerJoin('thread.record as record', 'record.id', 'protocol.record_id')
    .innerJoin('identity.office as office', 'office.id', 'protocol.owner_office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('protocol.partnership_id', '=', actor.partnershipId)
    .select([
      'protocol.id',
      'protocol.record_id as recordId',
      'record.reference',
      'protocol.kind',
      'protocol.name',
      'protocol.parties',
      'protocol.purpose',
      'protocol.owner_office_id as ownerOfficeId',
      'office.title as owner',
      'organisation.name as ownerOrganisation',
      'protocol.version_label as versionLabel',
      'protocol.address',
      'protocol.review_on as reviewOn',
      'protocol.state',
      'protocol.source',
      'protocol.is_invented as isInvented',
      'protocol.version',
    ])

export type Protocol = Omit<Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>, 'kind'> & {
  kind: ProtocolKind
}

type Filter = {
  kind?: ProtocolKind | undefined
  state?: 'in-use' | 'ended' | undefined
  officeId?: string | undefined
  reviewBy?: string | undefined
}

/** Links and protocols, the most overdue review first. */
export async function listProtocols(
  db: Db,
  actor: Actor,
  filter: Filter,
  { most = 500, from = 0 }: { most?: number; from?: number } = {},
): Promise<Protocol[]> {
  let query = detailed(db, actor)
  if (filter.kind) query = query.where('protocol.kind', '=', filter.kind)
  if (filter.state) query = query.where('protocol.state', '=', filter.state)
  if (filter.officeId) query = query.where('protocol.owner_office_id', '=', filter.officeId)
  if (filter.reviewBy) query = query.where('protocol.review_on', '<=', filter.reviewBy)
  const rows = await query
    .orderBy('protocol.review_on', (order) => order.asc().nullsLast())
    .orderBy('protocol.name')
    .limit(most)
    .offset(from)
    .execute()
  return rows as Protocol[]
}

export const findProtocol = async (db: Db | Tx, actor: Actor, reference: string): Promise<Protocol | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Protocol | undefined

/** Other boards that the published arrangements name and that are not on the register, with the place where they are named. */
export const listUnregisteredBoards = (db: Db, actor: Actor): Promise<{ name: string; source: string }[]> =>
  db
    .selectFrom('partnerships.link as link')
    .where('link.partnership_id', '=', actor.partnershipId)
    .where('link.kind', '<>', 'neighbour')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('governance.protocol as protocol')
            .where('protocol.partnership_id', '=', actor.partnershipId)
            .whereRef('protocol.name', '=', 'link.name')
            .select('protocol.id'),
        ),
      ),
    )
    .orderBy('link.kind', 'desc')
    .orderBy('link.position')
    .limit(100)
    .select(['link.name', 'link.source'])
    .execute()

type Row = {
  kind: string
  name: string
  parties: string
  purpose: string
  owner_office_id: string
  version_label: string | null
  address: string | null
  review_on: string | null
}

export const insertProtocol = (
  tx: Tx,
  row: Row & { record_id: string; partnership_id: string; source: string | null; is_invented: boolean },
) => tx.insertInto('governance.protocol').values(row).execute()

export async function saveProtocol(tx: Tx, id: string, version: number, row: Row): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.protocol')
    .set({ ...row, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}
