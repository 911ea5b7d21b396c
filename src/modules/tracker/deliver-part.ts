import { command, refuse } from '#platform/command.ts'
import { insertEvidence, type NewEvidence } from './evidence-store.ts'
import { lockItem } from './item-store.ts'
import { movePart, type Moment } from './moving.ts'
import { organisationOfOffice } from './office-store.ts'
import { listParts } from './part-store.ts'
import { addProgress } from './progress-store.ts'
import { chosenPart, mayVerify } from './who.ts'

type Delivery = {
  reference: string
  partId: string | null
  words: string
  /** The office of another agency that is asked to verify it. */
  verifierOfficeId: string
  evidence: NewEvidence | null
  moment: Moment
}

/** An owner says that a part is delivered, with evidence that it is. Somebody of another agency then verifies it. */
export const deliverPart = command<Delivery, { recordId: string }>({
  name: 'tracker.delivery-reported',
  permission: 'tracker.update',
  subject: ({ recordId }) => recordId,
  details: (_value, { evidence }) => ({ evidence: evidence?.kind ?? null, file: evidence?.file?.kind ?? null }),
  async run(tx, actor, { reference, partId, words, verifierOfficeId, evidence, moment }) {
    const item = await lockItem(tx, actor, reference)
    const part = chosenPart(actor, await listParts(tx, item.id), partId)
    if (part.state === 'delivered') refuse('words', 'This part is delivered already')
    if (part.state === 'extension-requested') refuse('words', 'A later date was asked for and waits to be decided')
    const verifier = await organisationOfOffice(tx, actor.partnershipId, verifierOfficeId)
    if (verifier === null) refuse('verifier', 'Select who verifies it')
    if (verifier === part.organisationId) refuse('verifier', 'Select an office of another agency')
    if (evidence === null) {
      const known = await tx
        .selectFrom('tracker.evidence')
        .where('item_id', '=', item.id)
        .where((where) => where.or([where('part_id', '=', part.id), where('part_id', 'is', null)]))
        .select('id')
        .executeTakeFirst()
      if (known === undefined)
        refuse('evidenceKind', 'Nothing is delivered without evidence: select what kind it is and enter what it shows')
    } else {
      await insertEvidence(tx, actor, item, part.id, evidence, moment)
    }
    await addProgress(tx, actor, { itemId: item.id, partId: part.id, standing: 'complete', words, moment })
    const values = {
      state: 'delivered',
      delivered_on: moment.today,
      last_update_on: moment.today,
      verifier_office_id: verifierOfficeId,
    } as const
    await movePart(tx, actor, item, part, { name: 'deliver', reason: null, moment, values, field: 'words' })
    return { recordId: item.recordId }
  },
})

type Verification = {
  reference: string
  partId: string
  verdict: 'verified' | 'sent-back'
  reason: string | null
  moment: Moment
}

/** Somebody of another agency verifies a delivery, or sends it back with the reason. The database refuses the owner's own agency too. */
export const verifyPart = command<Verification, { recordId: string }>({
  name: 'tracker.delivery-verified',
  permission: 'tracker.verify',
  subject: ({ recordId }) => recordId,
  details: (_value, { verdict }) => ({ verdict }),
  broken: {
    part_other_agency_check: ['verdict', 'Somebody of another agency must verify this'],
    evidence_other_agency_check: ['verdict', 'Somebody of another agency must verify this'],
  },
  async run(tx, actor, { reference, partId, verdict, reason, moment }) {
    const item = await lockItem(tx, actor, reference)
    const part = (await listParts(tx, item.id)).find((each) => each.id === partId)
    if (part === undefined) refuse('part', 'Select the delivery that you verify')
    if (part.state !== 'delivered') refuse('verdict', 'This part is not reported as delivered')
    if (part.verifiedOn !== null)
      refuse('verdict', `This was verified by ${part.verifiedBy ?? 'another agency'} already`)
    if (!mayVerify(actor, part))
      refuse('verdict', `${part.organisation} delivered this, so somebody of another agency must verify it`)
    const reported = await tx
      .selectFrom('tracker.move')
      .where('part_id', '=', part.id)
      .where('name', '=', 'deliver')
      .orderBy('moved_at', 'desc')
      .select('person_id')
      .executeTakeFirst()
    if (reported?.person_id !== undefined && reported.person_id !== null && reported.person_id === actor.personId)
      refuse('verdict', 'You reported this delivery yourself, so somebody else must verify it')
    if (verdict === 'sent-back') {
      if (reason === null) refuse('reason', 'Enter what is missing')
      const values = { state: 'in-progress', delivered_on: null } as const
      await movePart(tx, actor, item, part, { name: 'send-back', reason, moment, values, field: 'verdict' })
      return { recordId: item.recordId }
    }
    const verified = {
      verified_on: moment.today,
      verified_by: actor.personId,
      verified_organisation_id: actor.organisationId,
    }
    await movePart(tx, actor, item, part, { name: 'verify', reason, moment, values: verified, field: 'verdict' })
    await tx
      .updateTable('tracker.evidence')
      .set(verified)
      .where('part_id', '=', part.id)
      .where('verified_on', 'is', null)
      .where((where) =>
        where.or([where('organisation_id', 'is', null), where('organisation_id', '!=', actor.organisationId)]),
      )
      .execute()
    return { recordId: item.recordId }
  },
})
