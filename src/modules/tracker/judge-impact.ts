import { command, refuse } from '#platform/command.ts'
import { insertEvidence, isImpact, listEvidence, type NewEvidence } from './evidence-store.ts'
import { lockItem, lockItemAsSeen } from './item-store.ts'
import { moveItem, type Moment } from './moving.ts'
import { listParts } from './part-store.ts'
import { planRetest } from './retests/retest-store.ts'
import { targetDay } from './retests/rule.ts'
import { mayOwn } from './who.ts'

type Given = { reference: string; evidence: NewEvidence; moment: Moment }

/** Adds evidence to an item, whatever its state: an owner, or the team. */
export const addEvidence = command<Given, { recordId: string }>({
  name: 'tracker.evidence-added',
  permission: 'tracker.update',
  subject: ({ recordId }) => recordId,
  details: (_value, { evidence }) => ({
    kind: evidence.kind,
    trueOn: evidence.trueOn,
    file: evidence.file?.kind ?? null,
  }),
  async run(tx, actor, { reference, evidence, moment }) {
    const item = await lockItem(tx, actor, reference)
    const parts = await listParts(tx, item.id)
    const isOwners = parts.some((part) => mayOwn(actor, part))
    if (!isOwners && !actor.permissions.has('tracker.decide'))
      refuse('evidenceWhat', 'Only an office that owes a part of this, and the business team, add evidence')
    const own = parts.find((part) => part.officeId === actor.officeId)
    await insertEvidence(tx, actor, item, own?.id ?? null, evidence, moment)
    return { recordId: item.recordId }
  },
})

type Judgement = { reference: string; version: number; reason: string; moment: Moment }

/**
 * Says that there is evidence of impact: every part is delivered and verified, and something shows changed practice, experience or
 * outcome. That training was held is no such thing. The first re-test is planned with it.
 */
export const judgeImpact = command<Judgement, { recordId: string; retestOn: string }>({
  name: 'tracker.impact-evidenced',
  permission: 'tracker.decide',
  subject: ({ recordId }) => recordId,
  details: ({ retestOn }) => ({ retest: retestOn }),
  async run(tx, actor, { reference, version, reason, moment }) {
    const item = await lockItemAsSeen(tx, actor, reference, version)
    const unverified = (await listParts(tx, item.id)).filter((part) => part.verifiedOn === null)
    const evidence = await listEvidence(tx, item.id, moment.today)
    if (item.state === 'delivered') {
      const [waits] = unverified
      if (waits !== undefined)
        refuse('reason', `What ${waits.organisation} delivered must first be verified by somebody of another agency`)
      if (evidence.length === 0) refuse('reason', 'There is no evidence yet. Nothing is closed without evidence')
      if (!evidence.some(isImpact))
        refuse(
          'reason',
          'All evidence so far says what was done. Add evidence of changed practice, experience or outcome first',
        )
    }
    await moveItem(tx, actor, item, { name: 'evidence', to: 'evidenced', reason, moment })
    const target = targetDay(item.strength, 1, moment.today)
    const retestOn = await planRetest(tx, item, { step: 1, target })
    return { recordId: item.recordId, retestOn }
  },
})
