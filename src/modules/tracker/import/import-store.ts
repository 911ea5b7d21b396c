import { createHash } from 'node:crypto'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { noteMove } from '../move-store.ts'
import type { Moment } from '../moving.ts'
import { addProgress } from '../progress-store.ts'
import { insertItem, type Owner } from '../raise.ts'
import type { PartState } from '../states.ts'
import { listAgenciesToMatch } from './match-owner.ts'
import { planRows, type Planned } from './plan-rows.ts'
import type { Sheet } from './read-sheets.ts'

type Sending = { fileName: string; bytes: Buffer; sheets: readonly Sheet[]; moment: Moment }

/** Holds a spreadsheet until somebody has looked at what it would become. The same file sent twice is held once. */
export const holdImport = command<Sending, { id: string }>({
  name: 'tracker.spreadsheet-sent',
  permission: 'tracker.decide',
  subject: ({ id }) => id,
  details: (_value, { sheets }) => ({ rows: sheets.reduce((sum, { rows }) => sum + rows.length, 0) }),
  async run(tx, actor, { fileName, bytes, sheets, moment }) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { id } = await tx
      .insertInto('tracker.import')
      .values({
        partnership_id: actor.partnershipId,
        file_name: fileName.slice(0, 200),
        sha256,
        sheet: JSON.stringify(sheets),
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
  const { sheet, ...rest } = found
  // One sheet alone is how spreadsheets were held at first.
  const sheets = (Array.isArray(sheet) ? sheet : [sheet]) as Sheet[]
  const agencies = await listAgenciesToMatch(db, actor.partnershipId, today)
  const known = await db
    .selectFrom('tracker.item as item')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .where('item.partnership_id', '=', actor.partnershipId)
    .where('item.import_key', 'is not', null)
    .select(['item.import_key as key', 'record.reference'])
    .execute()
  const keys = new Map(known.map(({ key, reference }) => [key ?? '', reference]))
  return { ...rest, sheets, planned: planRows(sheets, agencies, keys, today) }
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
    const isRecommendations = new Map(found.sheets.map((sheet) => [sheet.name, sheet.isRecommendations]))
    for (const row of wanted) await placeRow(tx, actor, row, isRecommendations.get(row.sheet) === true, moment)
    const unplaced = found.planned.filter(({ outcome }) => outcome === 'no-place').length
    await tx
      .updateTable('tracker.import')
      .set({ confirmed_on: moment.today, confirmed_by: actor.personId, placed: wanted.length, unplaced })
      .where('id', '=', id)
      .execute()
    return { id, placed: wanted.length, unplaced }
  },
})

async function placeRow(tx: Tx, actor: Actor, row: Planned, isRecommendation: boolean, moment: Moment): Promise<void> {
  const { state, dueOn, raisedOn } = row
  const isEnded = state === 'declined' || state === 'superseded'
  const byDue = dueOn !== null && dueOn < moment.today ? dueOn : moment.today
  const deliveredOn = state === 'delivered' ? (row.doneOn ?? byDue) : null
  const partState: PartState = isEnded ? 'assigned' : state
  const owners: Owner[] =
    dueOn === null ? [] : row.owners.map(({ officeId }) => ({ officeId, dueOn, state: partState, deliveredOn }))
  const { id } = await insertItem(
    tx,
    actor,
    isRecommendation ? 'recommendation' : 'action',
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
