import { changeRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import type { Item } from './item-store.ts'
import { noteMove } from './move-store.ts'
import { canMove, recommendationMoves, type MoveName } from './moves.ts'
import { listParts, type Part } from './part-store.ts'
import { openStates, states, wholeOf, type PartState, type State } from './states.ts'

/** The day and the instant of a change. */
export type Moment = { today: string; now: Date }

export const momentOf = (clock: { today(): string; now(): Date }): Moment => ({
  today: clock.today(),
  now: clock.now(),
})

type Values = Readonly<{
  state_reason?: string | null
  superseded_by_id?: string | null
  round?: number
}>

/** Refuses a move that the table of moves does not have from where the item stands. */
export function checkMove(name: MoveName, item: Pick<Item, 'state'>, field: string): void {
  if (!canMove(name, item.state))
    refuse(
      field,
      `This is ${states[item.state].words.toLowerCase()} now, so that cannot be done. Open it again to see what can`,
    )
}

/** Makes a move of the whole: its state, its record in the thread, a line of its history. */
export async function moveItem(
  tx: Tx,
  actor: Actor,
  item: Item,
  {
    name,
    to,
    reason,
    moment,
    values = {},
    field = 'reason',
  }: { name: MoveName; to: State; reason: string | null; moment: Moment; values?: Values; field?: string },
): Promise<void> {
  checkMove(name, item, field)
  if (recommendationMoves[name].needsReason && reason === null) refuse(field, 'Enter the reason')
  await tx
    .updateTable('tracker.item')
    .set({ state: to, state_since: moment.today, state_reason: reason, version: item.version + 1, ...values })
    .where('id', '=', item.id)
    .execute()
  const isSettled = !openStates.includes(to)
  await tx.updateTable('tracker.part').set({ is_settled: isSettled }).where('item_id', '=', item.id).execute()
  await changeRecord(tx, item.recordId, { state: to })
  await noteMove(tx, actor, { itemId: item.id, name, from: item.state, to, reason, on: moment.today, at: moment.now })
}

export type PartValues = Readonly<{
  state?: PartState
  due_on?: string
  last_update_on?: string
  update_due_on?: string
  delivered_on?: string | null
  verifier_office_id?: string | null
  verified_on?: string | null
  verified_by?: string | null
  verified_organisation_id?: string | null
}>

type PartMove = { name: MoveName; reason: string | null; moment: Moment; values: PartValues; field: string }

/** Makes a move of one part, and lets the whole follow by the rule (`wholeRule`). */
export async function movePart(tx: Tx, actor: Actor, item: Item, part: Part, move: PartMove): Promise<void> {
  const { name, reason, moment, values, field } = move
  checkMove(name, item, field)
  await tx.updateTable('tracker.part').set(values).where('id', '=', part.id).execute()
  const line = { partId: part.id, from: part.state, to: values.state ?? part.state }
  await followParts(tx, actor, item, moment, { name, reason, ...line })
}

/**
 * Sets the whole to what its parts say: its state, its dates, its first owner. A line of history tells the move of the part and, when
 * the whole moved with it, the move of the whole; they are one line where there is one part.
 */
export async function followParts(
  tx: Tx,
  actor: Actor,
  item: Item,
  moment: Moment,
  line: { name: string; reason: string | null; partId: string; from: string; to: string } | null,
): Promise<void> {
  const parts = await listParts(tx, item.id)
  const state = wholeOf(parts.map((part) => part.state))
  const last = (dates: readonly (string | null)[]) =>
    dates
      .flatMap((date) => date ?? [])
      .toSorted()
      .at(-1) ?? null
  const [first] = parts
  await tx
    .updateTable('tracker.item')
    .set({
      state,
      ...(state === item.state ? {} : { state_since: moment.today, state_reason: null }),
      owner_office_id: first?.officeId ?? null,
      owner_organisation_id: first?.organisationId ?? null,
      first_due_on: last(parts.map((part) => part.firstDueOn)),
      due_on: last(parts.map((part) => part.dueOn)),
      last_update_on: last(parts.map((part) => part.lastUpdateOn)),
      update_due_on:
        parts.flatMap((part) => (part.state === 'delivered' ? [] : (part.updateDueOn ?? []))).toSorted()[0] ?? null,
      version: item.version + 1,
    })
    .where('id', '=', item.id)
    .execute()
  const at = { itemId: item.id, on: moment.today, at: moment.now }
  const hasMoved = state !== item.state
  if (hasMoved) await changeRecord(tx, item.recordId, { state })
  if (line === null) return
  if (parts.length === 1) {
    const { name, reason } = line
    await noteMove(tx, actor, { ...at, name, reason, from: item.state, to: state })
    return
  }
  await noteMove(tx, actor, { ...at, ...line })
  if (hasMoved) await noteMove(tx, actor, { ...at, name: 'follow', from: item.state, to: state, reason: null })
}
