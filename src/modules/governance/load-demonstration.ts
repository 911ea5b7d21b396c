import { listOrganisationsWithOffices, permissionsByRole } from '#modules/identity/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addDays, addMonths } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { endedPeriods } from './assurance.ts'
import { findAssurance, findRhythm } from './assurance-store.ts'
import { giveAssurance, receiveAssurance, setRhythm } from './give-assurance.ts'
import { findGuidance, listGuidance } from './guidance-store.ts'
import { addAgreement, addAgreementParty, approveAgreement } from './keep-agreement.ts'
import { addProtocol } from './keep-protocol.ts'
import { moveDispute, openDispute } from './open-dispute.ts'
import { permissions } from './permissions.ts'
import { listUnregisteredBoards } from './protocol-store.ts'
import { askSignOff, recordSignature } from './sign-off.ts'
import { listSignatures } from './sign-off-store.ts'
import { readGuidance, takeNationalGuidance } from './take-guidance.ts'
import { addDocument, addVersion, approveVersion, publishVersion } from './write-document.ts'

/**
 * Invented entries of every register for each partnership that has sample people, once: each says that it is invented. The national
 * guidance is real.
 */
export async function loadDemonstrationGovernance(db: Db, clock: Clock): Promise<void> {
  for (const slug of ['kent', 'medway']) {
    const manager = await sampleActor(db, slug, 'business-manager')
    if (!manager) continue
    const known = await db
      .selectFrom('governance.document')
      .where('partnership_id', '=', manager.partnershipId)
      .select('id')
      .limit(1)
      .executeTakeFirst()
    if (known) continue
    const today = clock.today()
    await documents(db, manager, await sampleActor(db, slug, 'lead-partner'), clock)
    await assurances(db, manager, slug, today)
    await protocols(db, manager, today)
    await guidance(db, manager, today)
    await agreements(db, manager, today)
    if (slug === 'kent') await dispute(db, manager, today)
  }
}

async function documents(db: Db, manager: Actor, lead: Actor | undefined, clock: Clock): Promise<void> {
  const today = clock.today()
  const ownerOfficeId = manager.officeId ?? ''
  const add = async (
    kind: 'arrangements' | 'policy' | 'procedure',
    title: string,
    whatChanged: string,
    reviewOn: string | null,
    publishedDaysAgo: number,
  ): Promise<string> => {
    const on = addDays(today, -publishedDaysAgo)
    const { reference } = must(
      await addDocument(db, manager, {
        kind,
        title,
        ownerOfficeId,
        reviewOn,
        label: 'Version 1',
        whatChanged,
        body: null,
        publishBy: null,
        today: addDays(on, -30),
        isInvented: true,
      }),
    )
    const version = { reference, number: 1, today }
    must(
      await approveVersion(db, manager, {
        ...version,
        approvedOn: addDays(on, -7),
        approvedBy: 'The Executive (invented)',
        approvalReference: 'Minute 6 (invented)',
      }),
    )
    // The newest procedure waits to be published, so that this can be seen too.
    if (reviewOn === null) return reference
    must(
      await publishVersion(db, manager, {
        ...version,
        publishedOn: on,
        publishedAt: 'https://partnership.example/invented',
      }),
    )
    return reference
  }
  const arrangements = await add(
    'arrangements',
    'Multi-agency safeguarding arrangements (invented history)',
    'First published under this name',
    addDays(today, 45),
    420,
  )
  await add(
    'policy',
    'Escalation and professional disagreement policy (invented)',
    'Time limits of each stage added',
    addDays(today, -12),
    377,
  )
  await add(
    'procedure',
    'Operating manual of the MASH (invented)',
    'Triage of domestic abuse notifications changed',
    addDays(today, 25),
    340,
  )
  await add(
    'procedure',
    'Child protection conference procedure (invented)',
    'Reports to families two days earlier',
    null,
    500,
  )
  const ask = async (number: number, dueOn: string | null, on: string) =>
    lead?.officeId &&
    must(
      await askSignOff(db, manager, {
        reference: arrangements,
        number,
        officeIds: [lead.officeId],
        capacity: 'lead safeguarding partner',
        dueOn,
        today: on,
      }),
    )
  await ask(1, null, addDays(today, -425))
  for (const { id } of await listSignatures(db, manager, { waiting: true })) {
    must(
      await recordSignature(db, manager, {
        id,
        signerName: lead?.personName ?? '',
        signedOn: addDays(today, -422),
        evidence: 'Minutes of the lead safeguarding partners, item 3 (invented)',
        note: null,
        today,
        now: clock.now(),
      }),
    )
  }
  must(
    await addVersion(db, manager, {
      reference: arrangements,
      version: 1,
      label: 'Version 2',
      whatChanged: 'Multi-agency child protection teams and the new relevant agencies were added (invented)',
      body: null,
      publishBy: addDays(today, 40),
      today,
    }),
  )
  await ask(2, addDays(today, 20), today)
}

async function assurances(db: Db, manager: Actor, slug: string, today: string): Promise<void> {
  const delegated = await sampleActor(db, slug, 'delegated-partner')
  const lead = await sampleActor(db, slug, 'lead-partner')
  if (!delegated || !lead) return
  const startsOn = addMonths(`${today.slice(0, 7)}-01`, -10)
  const { id } = must(
    await setRhythm(db, manager, {
      delegatedOfficeId: delegated.officeId ?? '',
      leadOfficeId: lead.officeId ?? '',
      everyMonths: 3,
      startsOn,
      dueDays: 21,
      today,
      isInvented: true,
    }),
  )
  const rhythm = await findRhythm(db, manager, id)
  const [first, second] = rhythm ? endedPeriods(rhythm, today) : []
  for (const [period, reservation] of [
    [first, null],
    [second, 'Attendance of two agencies at strategy discussions could not be shown (invented).'],
  ] as const) {
    if (!period) continue
    const { reference } = must(
      await giveAssurance(db, delegated, {
        rhythmId: id,
        periodStartsOn: period.startsOn,
        assured:
          'Delegated functions were carried out as agreed; priorities were followed in the sub-groups (invented).',
        evidence: 'Executive minutes and the quarterly dataset (invented)',
        reservation,
        today: period.dueOn,
      }),
    )
    const given = await findAssurance(db, lead, reference)
    if (reservation === null && given) {
      must(
        await receiveAssurance(db, lead, {
          reference,
          version: given.version,
          reply: null,
          today: addDays(period.dueOn, 4),
        }),
      )
    }
  }
}

async function protocols(db: Db, manager: Actor, today: string): Promise<void> {
  const shared = { ownerOfficeId: manager.officeId ?? '', versionLabel: null, address: null, today, isInvented: true }
  for (const [index, { name, source }] of (await listUnregisteredBoards(db, manager)).slice(0, 3).entries()) {
    must(
      await addProtocol(db, manager, {
        ...shared,
        kind: 'board',
        name,
        parties: name,
        purpose: 'The yearly reports are brought to each other; a member of each attends the other (invented).',
        reviewOn: addDays(today, 30 + 120 * index),
        source,
      }),
    )
  }
  must(
    await addProtocol(db, manager, {
      ...shared,
      kind: 'protocol',
      name: 'Joint working protocol of the strategic boards (invented)',
      parties: 'The partnership, the health and wellbeing board and the safeguarding adults board',
      purpose: 'Which board leads on what, and how plans and yearly reports are shared (invented).',
      reviewOn: addDays(today, -40),
      source: null,
    }),
  )
}

async function guidance(db: Db, manager: Actor, today: string): Promise<void> {
  must(await takeNationalGuidance(db, manager, { today: addDays(today, -60) }))
  const [first] = await listGuidance(db, manager, { kind: 'statutory-guidance', states: ['new'] })
  const item = first && (await findGuidance(db, manager, first.reference))
  if (!item) return
  must(
    await readGuidance(db, manager, {
      reference: item.reference,
      version: item.version,
      whoMust: 'The business team compares the arrangements with it; each agency checks its own procedures (invented).',
      ownerOfficeId: manager.officeId ?? '',
      dueOn: addDays(today, 90),
      today,
    }),
  )
}

async function agreements(db: Db, manager: Actor, today: string): Promise<void> {
  const { reference } = must(
    await addAgreement(db, manager, {
      title: 'Data for the partnership’s quarterly dataset (invented)',
      purposes: 'To see how well children are safeguarded across agencies, and to act early (invented).',
      dataLevel: 'aggregate',
      legalBasis: 'Children Act 2004 sections 16E to 16H; UK GDPR Article 6(1)(e) where it applies (invented wording)',
      ownerOfficeId: manager.officeId ?? '',
      startsOn: addDays(today, -200),
      expiresOn: addDays(today, 500),
      reviewOn: addDays(today, 50),
      address: null,
      today,
      isInvented: true,
    }),
  )
  const organisations = (await listOrganisationsWithOffices(db, manager.partnershipId)).slice(0, 3)
  for (const { id } of organisations)
    must(
      await addAgreementParty(db, manager, {
        reference,
        organisationId: id,
        officeId: null,
        dueOn: addDays(today, 14),
        today,
      }),
    )
  const party = await db
    .selectFrom('governance.agreement_party as party')
    .innerJoin('governance.agreement as agreement', 'agreement.id', 'party.agreement_id')
    .where('agreement.partnership_id', '=', manager.partnershipId)
    .select('party.id')
    .limit(1)
    .executeTakeFirst()
  if (!party) return
  must(
    await approveAgreement(db, manager, {
      reference,
      partyId: party.id,
      approvedOn: addDays(today, -20),
      approvedBy: 'Caldicott Guardian (invented)',
      evidence: 'Letter (invented)',
      today,
    }),
  )
}

async function dispute(db: Db, manager: Actor, today: string): Promise<void> {
  const organisations = await listOrganisationsWithOffices(db, manager.partnershipId)
  const parties = organisations.filter(({ id }) => id !== manager.organisationId).slice(0, 2)
  if (parties.length < 2) return
  const { reference } = must(
    await openDispute(db, manager, {
      organisationIds: parties.map(({ id }) => id),
      isFunding: true,
      issue: 'Invented: the contribution agreed for the year was not paid in the third quarter.',
      openedOn: addDays(today, -30),
      today,
      isInvented: true,
    }),
  )
  must(
    await moveDispute(db, manager, {
      reference,
      version: 1,
      to: 'chief-officers',
      movedOn: addDays(today, -8),
      reason: 'The representatives did not agree (invented).',
      outcome: null,
      learning: null,
      today,
    }),
  )
}

/** The sample person of a role with that role's rights in this module; undefined where no pack has one. */
async function sampleActor(db: Db, slug: string, role: string): Promise<Actor | undefined> {
  const row = await db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .innerJoin('identity.tenure as tenure', 'tenure.office_id', 'office.id')
    .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
    .where('access.role', '=', role)
    .where('partnership.slug', '=', slug)
    .where('person.is_sample', '=', true)
    .orderBy('person.name')
    .select([
      'person.id as personId',
      'person.name as personName',
      'office.id as officeId',
      'office.title as officeTitle',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'partnership.id',
      'partnership.slug',
      'partnership.short_name as name',
    ])
    .executeTakeFirst()
  if (!row) return undefined
  const { id, slug: ownSlug, name, ...person } = row
  const rights = permissionsByRole([permissions]).get(role) ?? []
  return { ...installation({ id, slug: ownSlug, name }, rights), ...person, role }
}
