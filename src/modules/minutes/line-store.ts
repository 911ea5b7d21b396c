import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

export type Line = {
  id: string
  itemId: string | null
  position: number
  text: string
  version: number
  isRemoved: boolean
}

const columns = [
  'line.id',
  'line.agenda_item_id as itemId',
  'line.position',
  'line.text',
  'line.version',
  'line.is_removed as isRemoved',
] as const

/** The lines of a meeting's minutes as they now stand, in order. */
export const listLines = (db: Db | Tx, meetingId: string) =>
  db
    .selectFrom('minutes.line as line')
    .leftJoin('minutes.line_wording as wording', (join) =>
      join.onRef('wording.line_id', '=', 'line.id').onRef('wording.version', '=', 'line.version'),
    )
    .leftJoin('identity.person as person', 'person.id', 'wording.written_by')
    .where('line.meeting_id', '=', meetingId)
    .where('line.is_removed', '=', false)
    .orderBy('line.position')
    .orderBy('line.id')
    .limit(2_000)
    .select(columns)
    .select(['person.name as writtenBy', 'wording.written_at as writtenAt'])
    .execute()

/** A line that somebody is about to change: nobody else changes it until the transaction ends. */
export const lockLine = (tx: Tx, meetingId: string, id: string): Promise<Line | undefined> =>
  tx
    .selectFrom('minutes.line as line')
    .where('line.id', '=', id)
    .where('line.meeting_id', '=', meetingId)
    .select(columns)
    .forUpdate()
    .executeTakeFirst()

export type Wording = { text: string; personId: string | null; at: Date; reason?: string }

/** A new line at the end of its item. @returns false when a line with this id is there already */
export async function insertLine(
  tx: Tx,
  { id, meetingId, itemId }: { id: string; meetingId: string; itemId: string | null },
  wording: Wording,
): Promise<boolean> {
  const { last } = await tx
    .selectFrom('minutes.line')
    .where('meeting_id', '=', meetingId)
    .select(sql<number>`coalesce(max(position), 0)`.as('last'))
    .executeTakeFirstOrThrow()
  const made = await tx
    .insertInto('minutes.line')
    .values({ id, meeting_id: meetingId, agenda_item_id: itemId, position: last + 1, text: wording.text })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return false
  await addWording(tx, id, 1, wording)
  return true
}

/** The next wording of a line that is locked; an empty text takes it out of the minutes, and every wording stays. */
export async function rewordLine(tx: Tx, line: Line, wording: Wording): Promise<number> {
  const version = line.version + 1
  await tx
    .updateTable('minutes.line')
    .set({ text: wording.text, version, is_removed: wording.text === '' })
    .where('id', '=', line.id)
    .execute()
  await addWording(tx, line.id, version, wording)
  return version
}

const addWording = (tx: Tx, lineId: string, version: number, { text, personId, at, reason }: Wording) =>
  tx
    .insertInto('minutes.line_wording')
    .values({ line_id: lineId, version, text, written_by: personId, written_at: at, reason: reason ?? null })
    .execute()

/** Every wording that a line has had, oldest first. */
export const listWordings = (db: Db | Tx, lineIds: readonly string[]) =>
  lineIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('minutes.line_wording as wording')
        .leftJoin('identity.person as person', 'person.id', 'wording.written_by')
        .where('wording.line_id', 'in', lineIds)
        .orderBy('wording.line_id')
        .orderBy('wording.version')
        .limit(5_000)
        .select([
          'wording.line_id as lineId',
          'wording.version',
          'wording.text',
          'wording.written_at as writtenAt',
          'wording.written_by as personId',
          'wording.reason',
          'person.name as person',
        ])
        .execute()

/** Keeps what somebody wrote on an older wording; the same text of the same person is kept once. @returns its id */
export async function keepClash(
  tx: Tx,
  lineId: string,
  base: number,
  { text, personId, at }: Wording,
): Promise<string> {
  const known = await tx
    .selectFrom('minutes.clash')
    .where('line_id', '=', lineId)
    .where('base_version', '=', base)
    .where('text', '=', text)
    .where(personId === null ? sql<boolean>`written_by is null` : sql<boolean>`written_by = ${personId}`)
    .select('id')
    .executeTakeFirst()
  if (known) return known.id
  const { id } = await tx
    .insertInto('minutes.clash')
    .values({ line_id: lineId, base_version: base, text, written_by: personId, written_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What waits to be merged in a meeting's minutes, oldest first. */
export const listClashes = (db: Db | Tx, meetingId: string) =>
  db
    .selectFrom('minutes.clash as clash')
    .innerJoin('minutes.line as line', 'line.id', 'clash.line_id')
    .leftJoin('identity.person as person', 'person.id', 'clash.written_by')
    .where('line.meeting_id', '=', meetingId)
    .where('clash.merged_at', 'is', null)
    .orderBy('clash.written_at')
    .limit(200)
    .select(['clash.id', 'clash.line_id as lineId', 'clash.text', 'clash.written_at as writtenAt'])
    .select(['person.name as person', 'line.text as lineText', 'line.version as lineVersion'])
    .select(['line.agenda_item_id as itemId'])
    .execute()

export type Clash = Awaited<ReturnType<typeof listClashes>>[number]

export async function markMerged(tx: Tx, clashId: string, personId: string | null, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('minutes.clash')
    .set({ merged_at: at, merged_by: personId })
    .where('id', '=', clashId)
    .where('merged_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
