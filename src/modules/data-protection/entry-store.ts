import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import type { Pause } from './clock.ts'
import type { Register } from './register.ts'

const visibleTo = (db: Db | Tx, actor: Actor, register: Register) =>
  db
    .selectFrom('data_protection.entry as entry')
    .where('entry.partnership_id', '=', actor.partnershipId)
    .where('entry.register', '=', register)

const columns = [
  'entry.id',
  'entry.reference',
  'entry.received_at as receivedAt',
  'entry.who',
  'entry.what',
  'entry.gateway',
  'entry.state',
  'entry.extended_on as extendedOn',
  'entry.extension_reason as extensionReason',
  'entry.decision',
  'entry.decision_reason as decisionReason',
  'entry.decided_by as decidedBy',
  'entry.decided_at as decidedAt',
  'entry.people_told as peopleTold',
  'entry.people_reason as peopleReason',
  'entry.version',
] as const

async function withPauses<Row extends { id: string }>(db: Db | Tx, rows: readonly Row[]) {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const found = await db
    .selectFrom('data_protection.pause')
    .where('entry_id', 'in', ids)
    .orderBy('from_on')
    .select(['entry_id as entryId', 'why', 'from_on as fromOn', 'to_on as toOn'])
    .execute()
  const of = Map.groupBy(found, ({ entryId }) => entryId)
  return rows.map((row) => ({ ...row, pauses: (of.get(row.id) ?? []) as Pause[] }))
}

/** The entries of a register, newest first. At most 1,000. */
export const listEntries = async (db: Db, actor: Actor, register: Register, state?: 'open' | 'closed') => {
  let query = visibleTo(db, actor, register)
  if (state !== undefined) query = query.where('entry.state', '=', state)
  return withPauses(db, await query.orderBy('entry.received_at', 'desc').limit(1_000).select(columns).execute())
}

export type Entry = Awaited<ReturnType<typeof listEntries>>[number]

/** One entry of a register by its reference, when the actor may know of it. */
export async function findEntry(
  db: Db | Tx,
  actor: Actor,
  register: Register,
  reference: string,
): Promise<Entry | undefined> {
  const row = await visibleTo(db, actor, register)
    .where('entry.reference', '=', reference)
    .select(columns)
    .executeTakeFirst()
  return row && (await withPauses(db, [row]))[0]
}

/** How many entries a register has in one year: the next reference follows them. */
export async function countOfYear(tx: Tx, actor: Actor, register: Register, letters: string): Promise<number> {
  const { count } = await visibleTo(tx, actor, register)
    .where('entry.reference', 'like', `${letters}-%`)
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

type Change = {
  state?: 'closed'
  extended_on?: string
  extension_reason?: string
  decision?: string
  decision_reason?: string
  decided_by?: string
  decided_at?: Date
  people_told?: string | null
  people_reason?: string | null
  closed_by?: string | null
}

/** Saves a change to an entry that is still as the person saw it. @throws conflict when somebody else saved first */
export async function saveEntry(tx: Tx, { id }: Entry, version: number, change: Change): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('data_protection.entry')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody else has changed this entry. Open it again; nothing was saved.')
}
