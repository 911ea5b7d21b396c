import { indicatorPaths, recordObservations } from '#modules/indicators/public.ts'
import { changeRecord, linkRecords } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { identifying } from './identifying.ts'
import { canMove } from './return-state.ts'
import { listAsked, listEntries, type AgencyReturn } from './return-store.ts'
import { findIndicatorRecords } from './thread-store.ts'
import { changeReturn, holdReturn } from './writing-store.ts'

type Seen = { reference: string; version: number; at: Date }
type Reasoned = Seen & { reason: string }

/** Accepts a signed return: its figures become the partnership's, in the same transaction. */
export const acceptReturn = command<Seen, { recordId: string; figures: number }>({
  name: 'returns.return-accepted',
  permission: 'returns.decide',
  subject: ({ recordId }) => recordId,
  details: ({ figures }) => ({ figures }),
  async run(tx, actor, { reference, version, at }) {
    const held = await holdReturn(tx, actor, reference, version)
    if (!canMove(held.state, 'accepted')) refuse('decision', 'Only a return that has been signed off can be accepted')
    const entries = [...(await listEntries(tx, actor, held.id)).values()]
    await recordObservations(tx, {
      partnershipId: actor.partnershipId,
      organisationId: held.organisationId,
      returnId: held.id,
      startsOn: held.startsOn,
      endsOn: held.endsOn,
      entries,
      isInvented: held.isDemonstration,
    })
    await linkToIndicators(tx, actor, held)
    const decided = { decided_at: at, decided_by: actor.personId, decision_note: null }
    await changeReturn(tx, held, { state: 'accepted', accepted_at: at, ...decided })
    await changeRecord(tx, held.recordId, { state: 'accepted' })
    return { recordId: held.recordId, figures: entries.length }
  },
})

/** A return is the evidence for its indicators' figures. Indicators that nobody has referred to yet are no records and are left so. */
async function linkToIndicators(tx: Tx, actor: Actor, held: AgencyReturn): Promise<void> {
  const pages = (await listAsked(tx, actor, held)).map(({ indicator }) => indicatorPaths.show(indicator.slug))
  for (const { id } of await findIndicatorRecords(tx, actor, pages)) {
    await linkRecords(tx, held.recordId, 'evidences', id)
  }
}

/** Sends a signed return back to its agency with a reason. */
export const returnWithReason = command<Reasoned, { recordId: string }>({
  name: 'returns.return-returned',
  permission: 'returns.decide',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, version, reason, at }) {
    const held = await holdReturn(tx, actor, reference, version)
    if (held.state !== 'signed-off') refuse('decision', 'Only a return that has been signed off can be sent back')
    await sendBack(tx, actor, held, reason, at)
    return { recordId: held.recordId }
  },
})

/** Takes an acceptance back. The figures that it recorded stand until the next acceptance replaces them. */
export const reopenReturn = command<Reasoned, { recordId: string }>({
  name: 'returns.return-reopened',
  permission: 'returns.decide',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, version, reason, at }) {
    const held = await holdReturn(tx, actor, reference, version)
    if (held.state !== 'accepted') refuse('reason', 'Only an accepted return can be reopened')
    await sendBack(tx, actor, held, reason, at)
    return { recordId: held.recordId }
  },
})

async function sendBack(tx: Tx, actor: Actor, held: AgencyReturn, reason: string, at: Date): Promise<void> {
  const found = identifying(reason, held.endsOn)
  if (found !== null) refuse('reason', found.charAt(0).toUpperCase() + found.slice(1))
  const decided = { decided_at: at, decided_by: actor.personId, decision_note: reason }
  await changeReturn(tx, held, { state: 'returned', ...decided })
  await changeRecord(tx, held.recordId, { state: 'returned' })
}
