import { listOrganisationsWithOffices } from '#modules/identity/public.ts'
import { changeRecord, registerRecord, textOf } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { agreementState, agreementStates, type DataLevel } from './agreement.ts'
import {
  enterApproval,
  findAgreement,
  findAgreementParty,
  insertAgreement,
  insertAgreementParty,
  saveAgreement,
} from './agreement-store.ts'
import { officeHere } from './offices.ts'
import { governancePaths } from './paths.ts'

type Described = {
  title: string
  purposes: string
  dataLevel: DataLevel
  legalBasis: string
  ownerOfficeId: string
  startsOn: string | null
  expiresOn: string | null
  reviewOn: string | null
  address: string | null
  today: string
}

const broken = {
  agreement_partnership_id_title_key: ['title', 'The register has an agreement of this title already'],
  agreement_expires_on_check: ['expiresOn', 'Date on which it expires must be the same as or after its first day'],
} as const

const rowOf = (described: Described) => ({
  title: described.title,
  purposes: described.purposes,
  data_level: described.dataLevel,
  legal_basis: described.legalBasis,
  owner_office_id: described.ownerOfficeId,
  starts_on: described.startsOn,
  expires_on: described.expiresOn,
  review_on: described.reviewOn,
  address: described.address,
})

/** Puts an information-sharing agreement on the register. Its parties are added next, and each one’s approval is owed. */
export const addAgreement = command<
  Described & { isInvented?: boolean },
  { recordId: string; reference: string; agreementId: string }
>({
  name: 'governance.agreement-added',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { dataLevel, ownerOfficeId, reviewOn }) => ({ dataLevel, owner: ownerOfficeId, review: reviewOn }),
  broken,
  async run(tx, actor, { isInvented = false, ...described }) {
    await officeHere(tx, actor, 'owner', described.ownerOfficeId, described.today)
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'agreement',
      title: described.title,
      state: agreementStates.waiting.words.toLowerCase(),
      page: governancePaths.agreement,
      year: Number(described.today.slice(0, 4)),
      isInvented,
      searchText: textOf(described.purposes, described.legalBasis),
    })
    const agreementId = await insertAgreement(tx, {
      ...rowOf(described),
      record_id: record.id,
      partnership_id: actor.partnershipId,
      is_invented: isInvented,
    })
    return { recordId: record.id, reference: record.reference, agreementId }
  },
})

/** Changes what the register says of an agreement. Approvals that were given stay: a changed text is a new agreement. */
export const changeAgreement = command<Described & { reference: string; version: number }, { recordId: string }>({
  name: 'governance.agreement-changed',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { dataLevel, ownerOfficeId, reviewOn }) => ({ dataLevel, owner: ownerOfficeId, review: reviewOn }),
  broken,
  async run(tx, actor, { reference, version, ...described }) {
    const agreement = await findOpen(tx, actor, reference, 'title')
    if (described.ownerOfficeId !== agreement.ownerOfficeId)
      await officeHere(tx, actor, 'owner', described.ownerOfficeId, described.today)
    await saveAgreement(tx, agreement.id, version, rowOf(described))
    await changeRecord(tx, agreement.recordId, {
      title: described.title,
      searchText: textOf(described.purposes, described.legalBasis),
    })
    await sayState(tx, actor, reference, described.today)
    return { recordId: agreement.recordId }
  },
})

/** Adds an organisation as a party; the office named owes its approval. */
export const addAgreementParty = command<
  { reference: string; organisationId: string; officeId: string | null; dueOn: string | null; today: string },
  { recordId: string }
>({
  name: 'governance.agreement-party-added',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { organisationId, officeId, dueOn }) => ({
    organisation: organisationId,
    office: officeId,
    due: dueOn,
  }),
  broken: {
    agreement_party_agreement_id_organisation_id_key: ['organisation', 'This organisation is a party already'],
  },
  async run(tx, actor, { reference, organisationId, officeId, dueOn, today }) {
    const agreement = await findOpen(tx, actor, reference, 'organisation')
    const known = await listOrganisationsWithOffices(tx, actor.partnershipId)
    if (!known.some(({ id }) => id === organisationId))
      refuse('organisation', 'Select one of the organisations of this partnership')
    if (officeId !== null) {
      const office = await officeHere(tx, actor, 'office', officeId, today)
      if (office.organisationId !== organisationId) refuse('office', 'Select an office of this organisation')
    }
    await insertAgreementParty(tx, {
      agreement_id: agreement.id,
      organisation_id: organisationId,
      office_id: officeId,
      due_on: dueOn,
    })
    await sayState(tx, actor, reference, today)
    return { recordId: agreement.recordId }
  },
})

/** Who may enter a party's approval: the office that owes it, and the business team for one given elsewhere. */
export const mayApprove = (actor: Actor, party: { officeId: string | null; approvedOn: string | null }): boolean =>
  party.approvedOn === null &&
  (may(actor, 'governance.write') || (may(actor, 'governance.answer') && party.officeId === actor.officeId))

type Approving = {
  reference: string
  partyId: string
  approvedOn: string
  approvedBy: string
  evidence: string | null
  today: string
}

/** A party's approval with its date: by its own office, or recorded by the business team with evidence. */
export const approveAgreement = command<Approving, { recordId: string }>({
  name: 'governance.agreement-approved',
  permission: 'governance.answer',
  subject: ({ recordId }) => recordId,
  details: (_done, { partyId, approvedOn }) => ({ party: partyId, approvedOn }),
  async run(tx, actor, { reference, partyId, approvedOn, approvedBy, evidence, today }) {
    const agreement = await findOpen(tx, actor, reference, 'approvedOn')
    const party = await findAgreementParty(tx, actor, reference, partyId)
    if (!party) throw notFound('Party')
    if (party.approvedOn !== null) refuse('approvedOn', 'This party has approved already')
    if (!mayApprove(actor, party)) refuse('approvedOn', 'This approval is given by the office that owes it')
    if (approvedOn > today) refuse('approvedOn', 'Date of approval must be today or earlier')
    if (party.officeId !== actor.officeId && evidence === null)
      refuse('evidence', 'Enter the minute, letter or file that shows the approval')
    const entered = await enterApproval(tx, partyId, { approved_on: approvedOn, approved_by: approvedBy, evidence })
    if (!entered) refuse('approvedOn', 'This party has approved meanwhile')
    await sayState(tx, actor, reference, today)
    return { recordId: agreement.recordId }
  },
})

async function findOpen(tx: Tx, actor: Actor, reference: string, field: string) {
  const agreement = await findAgreement(tx, actor, reference)
  if (!agreement) throw notFound('Agreement')
  if (agreement.state !== 'open') refuse(field, 'This agreement has ended and can no longer be changed')
  return agreement
}

/** Says in the thread where the agreement stands as of this change; dates that pass later are shown on its own page. */
async function sayState(tx: Tx, actor: Actor, reference: string, today: string): Promise<void> {
  const agreement = await findAgreement(tx, actor, reference)
  if (!agreement) return
  await changeRecord(tx, agreement.recordId, {
    state: agreementStates[agreementState(agreement, today)].words.toLowerCase(),
  })
}
