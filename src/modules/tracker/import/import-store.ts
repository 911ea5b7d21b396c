import { createHash } from 'node:crypto'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { readTable } from '#platform/sheets/read-table.ts'
import type { Cell } from '#platform/sheets/table.ts'
import { noteMove } from '../move-store.ts'
import type { Moment } from '../moving.ts'
import { addProgress } from '../progress-store.ts'
import { insertItem, type Owner } from '../raise.ts'
import type { PartState } from '../states.ts'
import { looksLikeHeadings, readHeadings } from './headings.ts'
import { listAgenciesToMatch } from './match-owner.ts'
import { planRows, type Planned, type Sheet } from './plan-rows.ts'

const textOf = ({ kind, value, raw }: Cell): string => {
  if (kind === 'date') return String(value).slice(0, 10)
  return kind === 'formula' ? String(value ?? '') : raw
}

/** Reads an action tracker: the sheet and row whose headings look like one, whatever titles stand above. */
export async function readSheet(
  bytes: Buffer,
  fileName: string,
): Promise<{ ok: true; sheet: Sheet } | { ok: false; problem: string }> {
  const reading = await readTable(bytes, { fileName, sheet: looksLikeHeadings, what: 'an action tracker' })
  if (!reading.ok) return reading
  const { table } = reading
  const headerRow = table.headerRow ?? 1
  const texts = (cells: readonly Cell[]) => cells.map(textOf)
  const headings = texts(table.rows[headerRow - 1] ?? [])
  return {
    ok: true,
    sheet: {
      name: table.kind === 'csv' ? fileName : table.sheetName,
      headings,
      headerRow,
      columns: readHeadings(headings),
      isRecommendations: headings.some((heading) => /recommendation/i.test(heading)),
      rows: table.rows
        .slice(headerRow)
        .map((cells, index) => ({ row: headerRow + 1 + index, cells: texts(cells) }))
        .filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
    },
  }
}

type Sending = { fileName: string; bytes: Buffer; sheet: Sheet; moment: Moment }

/** Holds a spreadsheet until somebody has looked at what it would become. The same file sent twice is held once. */
export const holdImport = command<Sending, { id: string }>({
  name: 'tracker.spreadsheet-sent',
  permission: 'tracker.decide',
  subject: ({ id }) => id,
  details: (_value, { sheet }) => ({ rows: sheet.rows.length }),
  async run(tx, actor, { fileName, bytes, sheet, moment }) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { id } = await tx
      .insertInto('tracker.import')
      .values({
        partnership_id: actor.partnershipId,
        file_name: fileName.slice(0, 200),
        sha256,
        sheet: JSON.stringify(sheet),
        sent_on: moment.today,
        sent_at: moment.now,
        sent_by: actor.personId,
      })
      .onConflict((conflict) => conflict.columns(['partnership_id', 'sha256']).doUpdateSet({ sha256 }))
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id }
  },
})

const imports = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('tracker.import')
    .where('partnership_id', '=', actor.partnershipId)
    .select([
      'id',
      'file_name as fileName',
      'sheet',
      'sent_on as sentOn',
      'confirmed_on as confirmedOn',
      'placed',
      'unplaced',
    ])

export const listImports = (db: Db, actor: Actor) => imports(db, actor).orderBy('sent_at', 'desc').limit(20).execute()

/** A spreadsheet that was sent in, with what each of its rows would become now. @throws notFound */
export async function findImport(db: Db | Tx, actor: Actor, id: string, today: string) {
  const found = isId(id) ? await imports(db, actor).where('id', '=', id).executeTakeFirst() : undefined
  if (found === undefined) throw notFound('Spreadsheet')
  const sheet = found.sheet as Sheet
  const agencies = await listAgenciesToMatch(db, actor.partnershipId, today)
  const known = await db
    .selectFrom('tracker.item as item')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .where('item.partnership_id', '=', actor.partnershipId)
    .where('item.import_key', 'is not', null)
    .select(['item.import_key as key', 'record.reference'])
    .execute()
  const keys = new Map(known.map(({ key, reference }) => [key ?? '', reference]))
  return { ...found, sheet, planned: planRows(sheet, agencies, keys, today) }
}

/** Brings in every row that can be placed, once: a second confirmation does nothing. */
export const confirmImport = command<{ id: string; moment: Moment }, { id: string; placed: number; unplaced: number }>({
  name: 'tracker.spreadsheet-imported',
  permission: 'tracker.decide',
  subject: ({ id }) => id,
  details: ({ placed, unplaced }) => ({ placed, unplaced }),
  async run(tx, actor, { id, moment }) {
    if (isId(id)) await tx.selectFrom('tracker.import').where('id', '=', id).select('id').forUpdate().execute()
    const found = await findImport(tx, actor, id, moment.today)
    if (found.confirmedOn !== null) refuse('confirm', 'This spreadsheet was brought in already')
    const wanted = found.planned.filter(({ outcome }) => outcome === 'place')
    if (wanted.length === 0) refuse('confirm', 'No row of this spreadsheet can be placed. Mend it and send it again')
    for (const row of wanted) await placeRow(tx, actor, row, found.sheet, moment)
    const unplaced = found.planned.filter(({ outcome }) => outcome === 'no-place').length
    await tx
      .updateTable('tracker.import')
      .set({ confirmed_on: moment.today, confirmed_by: actor.personId, placed: wanted.length, unplaced })
      .where('id', '=', id)
      .execute()
    return { id, placed: wanted.length, unplaced }
  },
})

async function placeRow(tx: Tx, actor: Actor, row: Planned, sheet: Sheet, moment: Moment): Promise<void> {
  const { state, dueOn, raisedOn } = row
  const isEnded = state === 'declined' || state === 'superseded'
  const deliveredOn = state === 'delivered' ? (dueOn !== null && dueOn < moment.today ? dueOn : moment.today) : null
  const partState: PartState = isEnded ? 'assigned' : state
  const owners: Owner[] =
    dueOn === null ? [] : row.owners.map(({ officeId }) => ({ officeId, dueOn, state: partState, deliveredOn }))
  const { id } = await insertItem(
    tx,
    actor,
    sheet.isRecommendations ? 'recommendation' : 'action',
    {
      title: row.title,
      sourceKind: row.sourceKind,
      sourceTitle: row.sourceTitle,
      sourcePage: `row ${row.rows[0] ?? ''} of the spreadsheet`,
      raisedOn,
      today: moment.today,
      at: moment.now,
      theme: row.theme,
      priority: row.priority,
      importKey: row.key,
      stateReason: isEnded ? (row.update === '' ? 'So the spreadsheet says, without a reason' : row.update) : null,
    },
    state,
    isEnded ? [] : owners,
  )
  const line = { itemId: id, name: 'imported', from: state, to: state, reason: null, on: moment.today, at: moment.now }
  await noteMove(tx, actor, line)
  if (row.update !== '' && !isEnded)
    await addProgress(tx, actor, { itemId: id, partId: null, standing: row.standing, words: row.update, moment })
}
