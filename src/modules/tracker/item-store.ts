import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { isSeenBy } from './item-scope.ts'
import type { MeasureKind, Priority, SourceKind, Strength } from './kinds.ts'
import { owedStates, type State } from './states.ts'

const seen = (db: Db | Tx, actor: Actor) => db.selectFrom('tracker.item as item').where(isSeenBy(actor))

const visibleTo = (db: Db | Tx, actor: Actor) =>
  seen(db, actor).innerJoin('thread.record as record', 'record.id', 'item.record_id')

const detailed = (db: Db | Tx, actor: Actor) =>
  visibleTo(db, actor)
    .leftJoin('identity.office as office', 'office.id', 'item.owner_office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'item.owner_organisation_id')
    .leftJoin('thread.record as source', 'source.id', 'item.source_record_id')
    .leftJoin('partnerships.group as group', 'group.id', 'item.group_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'item.partnership_id')
    .select([
      'item.id',
      'item.partnership_id as partnershipId',
      'partnership.short_name as partnershipName',
      'item.record_id as recordId',
      'record.reference',
      'record.marking',
      'item.kind',
      'item.title',
      'item.state',
      'item.state_since as stateSince',
      'item.state_reason as stateReason',
      'item.source_kind as sourceKind',
      'item.source_record_id as sourceRecordId',
      'source.reference as sourceReference',
      'source.title as sourceRecordTitle',
      'source.page as sourceHref',
      'source.kind as sourceRecordKind',
      'item.source_title as sourceTitle',
      'item.source_date as sourceDate',
      'item.source_page as sourcePage',
      'item.raised_on as raisedOn',
      'item.group_id as groupId',
      'group.name as groupName',
      'item.theme',
      'item.priority',
      'item.strength',
      'item.child_would_notice as childWouldNotice',
      'item.measure_kind as measureKind',
      'item.measure',
      'item.owner_office_id as ownerOfficeId',
      'item.owner_organisation_id as ownerOrganisationId',
      'office.title as ownerOffice',
      'organisation.name as ownerOrganisation',
      'item.first_due_on as firstDueOn',
      'item.due_on as dueOn',
      'item.last_update_on as lastUpdateOn',
      'item.update_due_on as updateDueOn',
      'item.round',
      'item.is_invented as isInvented',
      'item.version',
    ])

/** A recommendation or action as it stands. */
export type Item = Omit<
  Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>,
  'kind' | 'state' | 'sourceKind' | 'priority' | 'strength' | 'measureKind'
> & {
  kind: 'recommendation' | 'action'
  state: State
  sourceKind: SourceKind
  priority: Priority
  strength: Strength | null
  measureKind: MeasureKind | null
}

export type ItemFilter = {
  kind?: 'recommendation' | 'action' | undefined
  states?: readonly State[] | undefined
  /** An agency that owes the whole or a part. */
  organisationId?: string | undefined
  /** An office that owes the whole or a part. */
  officeId?: string | undefined
  sourceKind?: SourceKind | undefined
  sourceRecordId?: string | undefined
  groupId?: string | undefined
  theme?: string | undefined
  priority?: Priority | undefined
  /** Owed and due before this day. */
  dueBefore?: string | undefined
  /** Owed and due on this day or later. */
  dueFrom?: string | undefined
  /** Owed and due on this day or earlier. */
  dueUntil?: string | undefined
  /** A part is owed. */
  isOwed?: boolean | undefined
  /** A part was delivered and waits to be verified. */
  isToVerify?: boolean | undefined
  /** An update was due before this day. */
  updateDueBefore?: string | undefined
  /** Still to be done, or answered. */
  isOpen?: boolean | undefined
  /** First due before this day: for how old it is. */
  firstDueBefore?: string | undefined
  firstDueFrom?: string | undefined
  /** Words of its title, or its reference. */
  words?: string | undefined
  /** Titles that are like the words: for slips of the pen. */
  areWordsLoose?: boolean | undefined
}

export const sorts = {
  due: 'Date due, soonest first',
  age: 'First date due, oldest first',
  priority: 'Priority, highest first',
  changed: 'State changed, newest first',
  reference: 'Reference',
} as const satisfies Record<string, string>
export type Sort = keyof typeof sorts

const filtered = (db: Db | Tx, actor: Actor, filter: ItemFilter): ReturnType<typeof seen> => {
  let wanted = seen(db, actor)
  const owed = () => (wanted = wanted.where('item.state', 'in', owedStates))
  if (filter.kind) wanted = wanted.where('item.kind', '=', filter.kind)
  if (filter.states) wanted = wanted.where('item.state', 'in', filter.states)
  if (filter.isOpen !== undefined) wanted = wanted.where('item.is_open', '=', filter.isOpen)
  if (filter.sourceKind) wanted = wanted.where('item.source_kind', '=', filter.sourceKind)
  if (filter.sourceRecordId) wanted = wanted.where('item.source_record_id', '=', filter.sourceRecordId)
  if (filter.groupId) wanted = wanted.where('item.group_id', '=', filter.groupId)
  if (filter.theme) wanted = wanted.where('item.theme', '=', filter.theme)
  if (filter.priority) wanted = wanted.where('item.priority', '=', filter.priority)
  if (filter.firstDueBefore) wanted = owed().where('item.first_due_on', '<', filter.firstDueBefore)
  if (filter.firstDueFrom) wanted = owed().where('item.first_due_on', '>=', filter.firstDueFrom)
  if (filter.words)
    wanted = wanted.where(
      filter.areWordsLoose === true
        ? sql<SqlBool>`word_similarity(${filter.words}, item.title) > 0.5`
        : sql<SqlBool>`(item.search @@ websearch_to_tsquery('english', ${filter.words})
            or item.record_id in (select id from thread.record where reference = upper(${filter.words})))`,
    )
  const { organisationId, officeId, dueBefore, dueFrom, dueUntil, updateDueBefore } = filter
  const isOwed =
    filter.isOwed === true || [dueBefore, dueFrom, dueUntil, updateDueBefore].some((day) => day !== undefined)
  if (organisationId === undefined && officeId === undefined && !isOwed && filter.isToVerify !== true) return wanted
  // What an agency owes is asked of its parts: another agency's part may be late while its own is not.
  return wanted.where('item.id', 'in', (where) => {
    let part = where.selectFrom('tracker.part as part').select('part.item_id')
    if (organisationId !== undefined) part = part.where('part.organisation_id', '=', organisationId)
    if (officeId !== undefined) part = part.where('part.office_id', '=', officeId)
    if (isOwed) part = part.where('part.is_settled', '=', false).where('part.state', '!=', 'delivered')
    if (filter.isToVerify === true)
      part = part
        .where('part.is_settled', '=', false)
        .where('part.state', '=', 'delivered')
        .where('part.verified_on', 'is', null)
    if (dueBefore !== undefined) part = part.where('part.due_on', '<', dueBefore)
    if (dueFrom !== undefined) part = part.where('part.due_on', '>=', dueFrom)
    if (dueUntil !== undefined) part = part.where('part.due_on', '<=', dueUntil)
    if (updateDueBefore !== undefined) part = part.where('part.update_due_on', '<', updateDueBefore)
    return part
  })
}

export type Slice = { sort?: Sort; limit?: number; offset?: number }

/** Recommendations and actions that the actor may see, those with the soonest date first unless sorted otherwise; 500 at most. */
export async function listItems(
  db: Db | Tx,
  actor: Actor,
  filter: ItemFilter = {},
  slice: Slice = {},
): Promise<Item[]> {
  const { sort = 'due', limit = 500, offset = 0 } = slice
  // The wanted rows are chosen from the items alone; what stands beside them is joined to these few.
  const matching = filtered(db, actor, filter)
    .$if(sort === 'reference', (query) => query.innerJoin('thread.record as record', 'record.id', 'item.record_id'))
    .select('item.id')
  const chosen = inOrder(matching, sort).limit(limit).offset(offset)
  return (await inOrder(detailed(db, actor).where('item.id', 'in', chosen), sort).execute()) as Item[]
}

const orders: Record<Sort, readonly RawBuilder<unknown>[]> = {
  due: [sql`item.is_open desc`, sql`item.due_on nulls last`],
  age: [sql`item.first_due_on nulls last`],
  priority: [sql`case item.priority when 'high' then 0 when 'medium' then 1 else 2 end`],
  changed: [sql`item.state_since desc`],
  reference: [sql`record.reference`],
}

const inOrder = <Query extends { orderBy(by: RawBuilder<unknown>): Query }>(query: Query, sort: Sort): Query =>
  [...orders[sort], sql`item.id`].reduce((ordered, by) => ordered.orderBy(by), query)

export const countItems = async (db: Db, actor: Actor, filter: ItemFilter): Promise<number> =>
  (
    await filtered(db, actor, filter)
      .select((one) => one.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

/** The filter, with words taken loosely where no title has them: comparing letters with every title is dear, and then only is it wanted. */
export async function settleWords(db: Db, actor: Actor, filter: ItemFilter): Promise<ItemFilter> {
  if (filter.words === undefined || (await countItems(db, actor, filter)) > 0) return filter
  return { ...filter, areWordsLoose: true }
}

/** One of them by its reference, when the actor may know of it. */
export const findItem = async (db: Db | Tx, actor: Actor, reference: string): Promise<Item | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Item | undefined

export const findItemById = async (db: Db | Tx, actor: Actor, id: string): Promise<Item | undefined> =>
  (await detailed(db, actor).where('item.id', '=', id).executeTakeFirst()) as Item | undefined

/** The item for a change of it: nobody else changes it until the transaction ends. @throws notFound */
export async function lockItem(tx: Tx, actor: Actor, reference: string): Promise<Item> {
  await visibleTo(tx, actor).where('record.reference', '=', reference).select('item.id').forUpdate('item').execute()
  const item = await findItem(tx, actor, reference)
  if (item === undefined) throw notFound('Recommendation or action')
  return item
}

/** As `lockItem`, for what somebody decided with the item before their eyes. @throws conflict when it has changed since */
export async function lockItemAsSeen(tx: Tx, actor: Actor, reference: string, version: number): Promise<Item> {
  const item = await lockItem(tx, actor, reference)
  if (item.version !== version)
    throw conflict(
      'Somebody else has changed this since you opened it. Open it again to see how it stands; nothing of yours was saved.',
    )
  return item
}

/** The themes in use, for choosing one. */
export const listThemes = async (db: Db, actor: Actor): Promise<string[]> =>
  (
    await seen(db, actor)
      .where('item.theme', 'is not', null)
      .select('item.theme')
      .distinct()
      .orderBy('item.theme')
      .limit(200)
      .execute()
  ).map(({ theme }) => theme ?? '')
