import { randomUUID } from 'node:crypto'
import { listOrganisationsWithOffices } from '#modules/identity/public.ts'
import { changeRecord, registerRecord } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { canMove, dueOfStep, stateWords, type Certainty, type DisputeState, type Step } from './dispute.ts'
import {
  findDispute,
  insertDispute,
  insertMove,
  insertParties,
  listLimits,
  listMoves,
  saveDispute,
  saveLimit,
} from './dispute-store.ts'
import { governancePaths } from './paths.ts'

type Opening = {
  organisationIds: readonly string[]
  isFunding: boolean
  issue: string
  openedOn: string
  today: string
  isInvented?: boolean
}

/** Opens a dispute between partners at its first step. An executive officer opens only one in which their own organisation is a party. */
export const openDispute = command<Opening, { id: string; reference: string }>({
  name: 'governance.dispute-opened',
  permission: 'governance.disputes',
  subject: ({ id }) => id,
  details: (_done, { organisationIds, isFunding, openedOn }) => ({
    parties: [...organisationIds],
    isFunding,
    openedOn,
  }),
  async run(tx, actor, { organisationIds, isFunding, issue, openedOn, today, isInvented = false }) {
    const known = new Set((await listOrganisationsWithOffices(tx, actor.partnershipId)).map(({ id }) => id))
    if (new Set(organisationIds).size < 2) refuse('parties', 'Select at least two parties')
    if (organisationIds.some((id) => !known.has(id))) refuse('parties', 'Select organisations of this partnership')
    const handles = ['business-manager', 'scrutineer', 'installation'].includes(actor.role)
    if (!handles && !organisationIds.includes(actor.organisationId ?? ''))
      refuse('parties', 'Your own organisation must be one of the parties')
    if (openedOn > today) refuse('openedOn', 'Date of opening must be today or earlier')
    const id = randomUUID()
    // First, so that the database lets this person write what comes next.
    await insertParties(tx, id, actor.partnershipId, organisationIds)
    const { reference } = await registerRecord(tx, {
      id,
      partnershipId: actor.partnershipId,
      kind: 'dispute',
      title: 'Dispute between partners',
      state: stateWords('representatives'),
      marking: 'OFFICIAL-SENSITIVE',
      page: governancePaths.dispute,
      year: Number(today.slice(0, 4)),
      isRestricted: true,
      isInvented,
    })
    const due = dueOfStep('representatives', openedOn, await listLimits(tx, actor))
    await insertDispute(tx, {
      id,
      partnership_id: actor.partnershipId,
      is_funding: isFunding,
      issue,
      step: 'representatives',
      due_on: due.dueOn,
      is_invented: isInvented,
    })
    await insertMove(tx, {
      dispute_id: id,
      position: 1,
      to_step: 'representatives',
      moved_on: openedOn,
      reason: 'Opened',
      due_on: due.dueOn,
      due_source: due.source,
      person_id: actor.personId,
    })
    return { id, reference }
  },
})

type Moving = {
  reference: string
  version: number
  to: DisputeState
  movedOn: string
  reason: string
  outcome: string | null
  learning: string | null
  today: string
}

/** Moves a dispute one step further, or ends it with its outcome and what was learned. */
export const moveDispute = command<Moving, { id: string }>({
  name: 'governance.dispute-moved',
  permission: 'governance.disputes',
  subject: ({ id }) => id,
  details: (_done, { to, movedOn }) => ({ to, movedOn }),
  async run(tx, actor, { reference, version, to, movedOn, reason, outcome, learning, today }) {
    const dispute = await findDispute(tx, actor, reference)
    if (!dispute) throw notFound('Dispute')
    if (!canMove(dispute.step, to)) refuse('to', 'Select where it goes from the step at which it is now')
    if (movedOn > today) refuse('movedOn', 'Date of the move must be today or earlier')
    const moves = await listMoves(tx, dispute.id)
    if (movedOn < (moves.at(-1)?.movedOn ?? ''))
      refuse('movedOn', 'Date of the move must be the same as or after the last one')
    if (to === 'resolved' && outcome === null) refuse('outcome', 'Enter the outcome')
    if (to === 'resolved' && learning === null) refuse('learning', 'Enter what was learned, or that nothing was')
    const due = dueOfStep(to, movedOn, await listLimits(tx, actor))
    await saveDispute(tx, dispute.id, version, {
      step: to,
      due_on: due.dueOn,
      ...(to === 'resolved' ? { outcome: outcome ?? '', learning: learning ?? '' } : {}),
    })
    await insertMove(tx, {
      dispute_id: dispute.id,
      position: (moves.at(-1)?.position ?? 0) + 1,
      to_step: to,
      moved_on: movedOn,
      reason,
      due_on: due.dueOn,
      due_source: due.source,
      person_id: actor.personId,
    })
    await changeRecord(tx, dispute.id, { state: stateWords(to) })
    return { id: dispute.id }
  },
})

/** Sets how long a step of a dispute may take, where that comes from and how sure it is. Steps already begun keep their date. */
export const setLimit = command<
  { step: Step; days: number | null; certainty: Certainty; source: string; version: number },
  { step: string }
>({
  name: 'governance.dispute-limit-set',
  permission: 'governance.limits',
  subject: ({ step }) => `dispute limit ${step}`,
  details: (_done, { step, days, certainty }) => ({ step, days, certainty }),
  async run(tx, actor, { version, ...limit }) {
    await saveLimit(tx, actor.partnershipId, version, limit)
    return { step: limit.step }
  },
})
