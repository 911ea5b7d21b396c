import { may, type Actor } from '#platform/actor.ts'
import { addDays, spanInWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { listAgreementParties, listAgreements } from './agreement-store.ts'
import { listAssurances, listOwedPeriods, listRhythms } from './assurance-store.ts'
import { answersStep, stateWords } from './dispute.ts'
import { listDisputes } from './dispute-store.ts'
import { listDocuments, listUnpublished } from './document-store.ts'
import { listGuidance } from './guidance-store.ts'
import { governancePaths as paths } from './paths.ts'
import { listProtocols } from './protocol-store.ts'
import { listSignatures } from './sign-off-store.ts'
import { noticeDays, startOf } from './words.ts'

/** Something that is due, and from whom; null: from the business team. */
export type Duty = Owed & { officeId: string | null; office: string }

/**
 * All that is due in the registers, disputes excepted, from one office or from all: signatures, assurances, reviews within sixty days,
 * versions to be published, approvals of agreements, guidance to be read and implemented.
 */
export async function listDuties(db: Db, actor: Actor, today: string, officeId?: string): Promise<Duty[]> {
  const soon = addDays(today, noticeDays)
  const due = { officeId, reviewBy: soon } as const
  const [signatures, rhythms, unreceived, documents, unpublished, protocols, agreements, parties, guidance] =
    await Promise.all([
      listSignatures(db, actor, { waiting: true, officeId }),
      listRhythms(db, actor, officeId),
      listAssurances(db, actor, { unreceived: true, leadOfficeId: officeId }),
      listDocuments(db, actor, { ...due, state: 'in-use' }),
      listUnpublished(db, actor, soon, officeId),
      listProtocols(db, actor, { ...due, state: 'in-use' }),
      listAgreements(db, actor, { officeId, dueBy: soon, state: 'open' }),
      listAgreementParties(db, actor, { officeId, unapproved: true }),
      listGuidance(db, actor, { officeId, states: ['read', 'actions'] }),
    ])
  const periods = await listOwedPeriods(db, actor, rhythms, today)
  const review = (
    one: { reference: string; ownerOfficeId: string; owner: string },
    what: string,
    dueOn: string | null,
  ) => ({
    key: `${one.reference}:review`,
    what,
    href: paths.recordReview(one.reference),
    startOn: dueOn === null ? null : startOf(dueOn),
    dueOn,
    action: 'Review',
    officeId: one.ownerOfficeId,
    office: one.owner,
  })
  return [
    ...signatures.map((one) => ({
      key: `${one.reference}:sign-off:${one.number}:${one.officeId}`,
      what: `Sign off ${one.title}, ${one.label}`,
      href: paths.version(one.reference, one.number),
      dueOn: one.dueOn,
      action: 'Sign off',
      officeId: one.officeId,
      office: one.office,
    })),
    ...periods
      .filter(({ rhythm }) => officeId === undefined || rhythm.delegatedOfficeId === officeId)
      .map(({ rhythm, period }) => ({
        key: `assurance:${rhythm.id}:${period.startsOn}`,
        what: `Assurance to ${rhythm.lead} for ${spanInWords(period.startsOn, period.endsOn)}`,
        href: paths.giveAssurance(rhythm.id),
        startOn: addDays(period.endsOn, 1),
        dueOn: period.dueOn,
        action: 'Write',
        officeId: rhythm.delegatedOfficeId,
        office: rhythm.delegated,
      })),
    ...unreceived.map((one) => ({
      key: `${one.reference}:receive`,
      what: `Acknowledge: ${one.title}`,
      href: paths.receiveAssurance(one.reference),
      dueOn: null,
      action: 'Acknowledge',
      officeId: one.leadOfficeId,
      office: one.lead,
    })),
    ...documents.map((one) => review(one, `Review ${one.title}`, one.reviewOn)),
    ...unpublished.map((one) => ({
      key: `${one.reference}:publish:${one.number}`,
      what: `Publish ${one.title}, ${one.label}`,
      href: paths.version(one.reference, one.number),
      startOn: one.publishBy === null ? null : startOf(one.publishBy),
      dueOn: one.publishBy,
      action: 'Publish',
      officeId: one.officeId,
      office: one.office,
    })),
    ...protocols.map((one) => review(one, `Review ${one.name}`, one.reviewOn)),
    ...agreements.map((one) =>
      review(
        one,
        one.expiresOn !== null && one.expiresOn <= soon
          ? `Renew or end ${one.title}, which expires`
          : `Review ${one.title}`,
        [one.reviewOn, one.expiresOn].filter((date) => date !== null).toSorted()[0] ?? null,
      ),
    ),
    ...parties.map((one) => ({
      key: `${one.reference}:approve:${one.id}`,
      what: `Approve ${one.title} for ${one.organisation}`,
      href: paths.approveAgreement(one.reference, one.id),
      dueOn: one.dueOn,
      action: 'Approve',
      officeId: one.officeId,
      office: one.office ?? `an office of ${one.organisation}`,
    })),
    ...guidance
      .filter(({ dueOn }) => dueOn !== null)
      .map((one) => ({
        key: `${one.reference}:implement`,
        what: `Implement ${one.title}`,
        href: paths.guidanceItem(one.reference),
        startOn: one.dueOn === null ? null : startOf(one.dueOn),
        dueOn: one.dueOn,
        action: 'Open',
        officeId: one.ownerOfficeId,
        office: one.owner ?? '',
      })),
  ]
}

/** New guidance that nobody has read yet, which the business team reads. */
async function unread(db: Db, actor: Actor): Promise<Duty[]> {
  return (await listGuidance(db, actor, { states: ['new'] })).map((one) => ({
    key: `${one.reference}:read`,
    what: `Read ${one.title}`,
    href: paths.readGuidance(one.reference),
    dueOn: null,
    action: 'Read',
    officeId: null,
    office: 'the business team',
  }))
}

/** The steps of disputes that are waited for from the actor. Their words say nothing of the issue: they go out by mail too. */
async function disputeSteps(db: Db, actor: Actor): Promise<Owed[]> {
  if (!may(actor, 'governance.disputes')) return []
  return (await listDisputes(db, actor, { isOpen: true }))
    .filter(({ step }) => answersStep(actor.role, step))
    .map((one) => ({
      key: `${one.reference}:${one.step}`,
      what: `${one.reference}: ${stateWords(one.step)}`,
      href: paths.moveDispute(one.reference),
      dueOn: one.dueOn,
      action: 'Open',
    }))
}

const bySoonest = (a: Owed, b: Owed): number => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999')

/** Everything that is due in the registers of the actor's partnership, soonest first, disputes excepted. */
export async function listEverythingDue(db: Db, actor: Actor, today: string): Promise<Duty[]> {
  const [duties, fresh] = await Promise.all([listDuties(db, actor, today), unread(db, actor)])
  return [...duties, ...fresh].toSorted(bySoonest)
}

/** What governance asks of the actor's office in the actor's partnership; of the business team, also to read new guidance. */
export async function tasksFor(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  if (actor.officeId === null || !may(actor, 'governance.read')) return []
  const [own, fresh, steps] = await Promise.all([
    listDuties(db, actor, today, actor.officeId),
    may(actor, 'governance.write') ? unread(db, actor) : [],
    disputeSteps(db, actor),
  ])
  return [...[...own, ...fresh].map(plain), ...steps].toSorted(bySoonest)
}

const plain = ({ key, what, href, startOn, dueOn, action }: Duty): Owed => ({
  key,
  what,
  href,
  startOn: startOn ?? null,
  dueOn,
  action,
})
