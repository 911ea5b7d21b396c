import { changeRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { isTeam } from '../rights.ts'
import { findCascade, listAsked, saveAnswer, type Answer } from './cascade-store.ts'

/** Who answers for an agency: its safeguarding lead and its administrator (its single point of contact), and the business team on its behalf. */
export const mayConfirm = (actor: Actor, organisationId: string): boolean =>
  isTeam(actor) ||
  (actor.organisationId === organisationId &&
    ['safeguarding-lead', 'agency-administrator', 'signing-officer'].includes(actor.role))

type Input = {
  reference: string
  organisationId: string
  version: number
  answer: Answer
  toldWho: string | null
  toldHow: string | null
  toldOn: string | null
  reason: string | null
  today: string
  now: Date
}

/** An agency says who was told, how and when; or that it does not apply to it, with the reason. */
export const confirmCascade = command<Input, { recordId: string }>({
  name: 'minutes.cascade-confirmed',
  permission: 'minutes.confirm-cascade',
  subject: ({ recordId }) => recordId,
  details: (_output, { organisationId, answer }) => ({ agency: organisationId, answer }),
  async run(tx, actor, { reference, organisationId, version, today, now, ...given }) {
    const cascade = await findCascade(tx, actor, reference)
    const asked =
      cascade && (await listAsked(tx, actor, [cascade.id])).find((each) => each.organisationId === organisationId)
    if (!cascade || !asked) throw notFound('Cascade')
    if (!mayConfirm(actor, organisationId))
      refuse('answer', `Only the safeguarding lead or administrator of ${asked.name} answers for it`)
    const { answer, toldWho, toldHow, toldOn, reason } = given
    if (answer === 'confirmed') {
      if (toldWho === null) refuse('toldWho', 'Enter who was told')
      if (toldHow === null) refuse('toldHow', 'Enter how they were told')
      if (toldOn === null) refuse('toldOn', 'Enter when they were told')
      if (toldOn > today) refuse('toldOn', 'Date on which they were told must be today or earlier')
    } else if (reason === null) refuse('reason', 'Enter why it does not apply to your agency')
    const isTold = answer === 'confirmed'
    await saveAnswer(tx, cascade.id, organisationId, version, {
      answer,
      toldWho: isTold ? toldWho : null,
      toldHow: isTold ? toldHow : null,
      toldOn: isTold ? toldOn : null,
      reason: isTold ? null : reason,
      personId: actor.personId,
      at: now,
    })
    // Only those who see every agency's answer know when the last one is in.
    if (
      actor.reach === 'partnership' &&
      (await listAsked(tx, actor, [cascade.id])).every((each) => each.answer !== null)
    )
      await changeRecord(tx, cascade.recordId, { state: 'answered by all' })
    return { recordId: cascade.recordId }
  },
})
