import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { changedMeanwhile } from './document-store.ts'
import type { GuidanceCertainty, GuidanceKind, GuidanceState } from './guidance.ts'

const detailed = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.guidance as guidance')
    .innerJoin('thread.record as record', 'record.id', 'guidance.record_id')
    .leftJoin('identity.office as office', 'office.id', 'guidance.owner_office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('guidance.partnership_id', '=', actor.partnershipId)
    .select([
      'guidance.id',
      'guidance.record_id as recordId',
      'record.reference',
      'record.page',
      'guidance.kind',
      'guidance.title',
      'guidance.publisher',
      'guidance.source',
      'guidance.address',
      'guidance.certainty',
      'guidance.certainty_note as certaintyNote',
      'guidance.heard_on as heardOn',
      'guidance.in_force_on as inForceOn',
      'guidance.in_force_words as inForceWords',
      'guidance.summary',
      'guidance.who_must as whoMust',
      'guidance.owner_office_id as ownerOfficeId',
      'office.title as owner',
      'organisation.name as ownerOrganisation',
      'guidance.due_on as dueOn',
      'guidance.state',
      'guidance.changed_locally as changedLocally',
      'guidance.evidence',
      'guidance.implemented_on as implementedOn',
      'guidance.reason',
      'guidance.is_invented as isInvented',
      'guidance.version',
    ])

export type Guidance = Omit<
  Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>,
  'kind' | 'state' | 'certainty'
> & { kind: GuidanceKind; state: GuidanceState; certainty: GuidanceCertainty }

export type GuidanceFilter = {
  kind?: GuidanceKind | undefined
  states?: readonly GuidanceState[] | undefined
  officeId?: string | undefined
}

/** Items: new ones first, then by when they must be implemented, then by when they come into force. */
export async function listGuidance(
  db: Db,
  actor: Actor,
  filter: GuidanceFilter,
  { most = 500, from = 0 }: { most?: number; from?: number } = {},
): Promise<Guidance[]> {
  let query = detailed(db, actor)
  if (filter.kind) query = query.where('guidance.kind', '=', filter.kind)
  if (filter.states) query = query.where('guidance.state', 'in', filter.states)
  if (filter.officeId) query = query.where('guidance.owner_office_id', '=', filter.officeId)
  const rows = await query
    .orderBy((order) => order.case().when('guidance.state', '=', 'new').then(0).else(1).end())
    .orderBy('guidance.due_on', (order) => order.asc().nullsLast())
    .orderBy('guidance.in_force_on', (order) => order.asc().nullsLast())
    .orderBy('record.reference')
    .limit(most)
    .offset(from)
    .execute()
  return rows as Guidance[]
}

export const findGuidance = async (db: Db | Tx, actor: Actor, reference: string): Promise<Guidance | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Guidance | undefined

/** The actions that were raised from an item, as the thread knows them. */
export const listGuidanceActions = (db: Db | Tx, guidanceId: string) =>
  db
    .selectFrom('governance.guidance_action as raised')
    .innerJoin('thread.record as record', 'record.id', 'raised.record_id')
    .where('raised.guidance_id', '=', guidanceId)
    .orderBy('record.reference')
    .limit(100)
    .select(['record.reference', 'record.title', 'record.state', 'record.page'])
    .execute()

export const insertGuidanceAction = (tx: Tx, guidanceId: string, recordId: string) =>
  tx.insertInto('governance.guidance_action').values({ guidance_id: guidanceId, record_id: recordId }).execute()

type Row = {
  kind: string
  title: string
  publisher: string
  source: string
  address: string | null
  certainty: string
  certainty_note: string | null
  in_force_on: string | null
  in_force_words: string | null
  summary: string
}

export const insertGuidance = (
  tx: Tx,
  row: Row & {
    record_id: string
    partnership_id: string
    shipped_slug: string | null
    heard_on: string
    is_invented: boolean
  },
) => tx.insertInto('governance.guidance').values(row).execute()

/** The slugs of the national items that a partnership has taken in already. */
export const listTakenSlugs = async (db: Db | Tx, actor: Actor): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('governance.guidance')
    .where('partnership_id', '=', actor.partnershipId)
    .where('shipped_slug', 'is not', null)
    .select('shipped_slug as slug')
    .execute()
  return new Set(rows.map(({ slug }) => slug ?? ''))
}

export async function saveGuidance(
  tx: Tx,
  id: string,
  version: number,
  change: {
    state: GuidanceState
    who_must?: string
    owner_office_id?: string
    due_on?: string | null
    changed_locally?: string
    evidence?: string
    implemented_on?: string
    reason?: string
  },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.guidance')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}

export type Reform = {
  recordId: string
  reference: string
  title: string
  kind: GuidanceKind
  state: GuidanceState
  source: string
  certainty: GuidanceCertainty
  inForceOn: string | null
  inForceWords: string | null
  changedLocally: string | null
  evidence: string | null
  implementedOn: string | null
  page: string
  isInvented: boolean
}

/**
 * Reforms that a period is about: implemented in it; in force by its end and still open then; or known of by its end, still open, and
 * nobody knows from when they are in force. For the yearly report's "evidence that national reforms have been implemented" (WT 2023,
 * content of yearly reports).
 */
export async function listReforms(db: Db | Tx, actor: Actor, from: string, to: string): Promise<Reform[]> {
  const rows = await detailed(db, actor)
    .where((where) =>
      where.or([
        where.and([where('guidance.implemented_on', '>=', from), where('guidance.implemented_on', '<=', to)]),
        where.and([where('guidance.state', 'in', ['new', 'read', 'actions']), where('guidance.in_force_on', '<=', to)]),
        where.and([where('guidance.implemented_on', '>', to), where('guidance.in_force_on', '<=', to)]),
        where.and([
          where('guidance.in_force_on', 'is', null),
          where('guidance.heard_on', '<=', to),
          where('guidance.kind', 'in', ['law', 'statutory-guidance', 'reform']),
          where('guidance.state', 'in', ['new', 'read', 'actions']),
        ]),
      ]),
    )
    .orderBy('guidance.in_force_on', (order) => order.asc().nullsLast())
    .orderBy('record.reference')
    .limit(100)
    .execute()
  return (rows as Guidance[]).map((row) => ({
    recordId: row.recordId,
    reference: row.reference,
    title: row.title,
    kind: row.kind,
    state: row.state,
    source: row.source,
    certainty: row.certainty,
    inForceOn: row.inForceOn,
    inForceWords: row.inForceWords,
    changedLocally: row.changedLocally,
    evidence: row.evidence,
    implementedOn: row.implementedOn,
    page: row.page,
    isInvented: row.isInvented,
  }))
}
