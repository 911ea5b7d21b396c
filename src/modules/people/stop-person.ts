import {
  endSessionsOf,
  liftStops,
  listHoldings,
  openFirstFactor,
  stopHoldings,
  type Holding,
} from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { checkMayGive } from './appoint.ts'
import { letInMail, stoppedMail } from './mails.ts'
import { ownOrganisation, tenureInReach } from './reach.ts'

type Input = { tenureId: string; today: string; at: Date; publicUrl: string }
export type Held = Holding & { personId: string }

async function someoneElse(db: Db | Tx, actor: Actor, tenureId: string, today: string, field: string): Promise<Held> {
  const { personId, ...holding } = await tenureInReach(db, actor, tenureId, today)
  if (personId === null || personId === actor.personId)
    refuse(field, 'You cannot do this to yourself: ask somebody else')
  return { ...holding, personId }
}

/** Refuses when the person holds an office, of those in the filter, that the actor's own may not give. */
async function checkMayDecide(db: Db | Tx, actor: Actor, personId: string, today: string, field: string, own?: string) {
  const lines = await listHoldings(db, actor.partnershipId, today, { personId, organisationId: own })
  checkMayGive(actor, [...new Set(lines.map(({ role }) => role))], field)
}

/**
 * Stops somebody at once in every office that the actor looks after: sessions opened for one end, and no new one opens until they are let
 * in again. The offices stay theirs.
 */
export const stopPerson = command<Input, { personId: string; holdings: number; sessions: number }>({
  name: 'people.person-stopped',
  permission: 'people.appoint',
  subject: ({ personId }) => personId,
  details: ({ holdings, sessions }) => ({ holdings, sessions }),
  async run(tx, actor, { tenureId, today, at, publicUrl }) {
    const { partnershipId, partnershipName } = actor
    const { personId, email } = await someoneElse(tx, actor, tenureId, today, 'stop')
    await checkMayDecide(tx, actor, personId, today, 'stop', ownOrganisation(actor))
    const holdings = await stopHoldings(tx, { partnershipId, personId, by: actor.personId, today, at })
    if (holdings === 0) refuse('stop', 'Their access is stopped already')
    const sessions = await endSessionsOf(tx, personId)
    if (email !== null) await queueMail(tx, stoppedMail(email, partnershipName, at, publicUrl))
    return { personId, holdings, sessions }
  },
})

/** Lets somebody in again who was stopped; nobody themselves. */
export const letIn = command<Input, { personId: string; holdings: number }>({
  name: 'people.person-let-in-again',
  permission: 'people.appoint',
  subject: ({ personId }) => personId,
  details: ({ holdings }) => ({ holdings }),
  async run(tx, actor, { tenureId, today, at, publicUrl }) {
    const { partnershipId, partnershipName } = actor
    const { personId, email } = await someoneElse(tx, actor, tenureId, today, 'letIn')
    await checkMayDecide(tx, actor, personId, today, 'letIn', ownOrganisation(actor))
    const holdings = await liftStops(tx, { partnershipId, personId, by: actor.personId, at })
    if (holdings === 0) refuse('letIn', 'Their access is not stopped')
    if (email !== null) await queueMail(tx, letInMail(email, partnershipName, at, publicUrl))
    return { personId, holdings }
  },
})

/**
 * Notes who made sure that it is the person who asks, whose second factors the caller withdraws next, and lets them add a new one after a
 * mailed link. Factors open all that the person holds, so the actor's office must be one that may give every role of theirs in the partnership.
 */
export const agreeToWithdraw = command<{ tenureId: string; today: string }, { personId: string }>({
  name: 'people.factors-withdrawal-agreed',
  permission: 'people.appoint',
  subject: ({ personId }) => personId,
  async run(tx, actor, { tenureId, today }) {
    const { personId } = await someoneElse(tx, actor, tenureId, today, 'sure')
    await checkMayDecide(tx, actor, personId, today, 'sure')
    await openFirstFactor(tx, personId, today)
    return { personId }
  },
})
