import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { listAgreements } from './agreement-store.ts'
import { listDocuments } from './document-store.ts'
import { governancePaths as paths } from './paths.ts'
import { listProtocols } from './protocol-store.ts'

type ReviewDue = {
  reference: string
  recordId: string
  title: string
  kind: string
  dueOn: string
  ownerOfficeId: string
  owner: string
  href: string
}

/** Documents, links and protocols, and agreements whose review is due by a day (of an agreement also its end), soonest first. */
export async function listReviewsDue(db: Db, actor: Actor, by: string): Promise<ReviewDue[]> {
  const [documents, protocols, agreements] = await Promise.all([
    listDocuments(db, actor, { state: 'in-use', reviewBy: by }),
    listProtocols(db, actor, { state: 'in-use', reviewBy: by }),
    listAgreements(db, actor, { state: 'open', dueBy: by }),
  ])
  const due = [
    ...documents.map((one) => ({ ...one, kind: 'document', dueOn: one.reviewOn, href: paths.document(one.reference) })),
    ...protocols.map((one) => ({
      ...one,
      title: one.name,
      kind: 'protocol',
      dueOn: one.reviewOn,
      href: paths.protocol(one.reference),
    })),
    ...agreements.map((one) => ({
      ...one,
      kind: 'agreement',
      dueOn: [one.reviewOn, one.expiresOn].filter((day) => day !== null).toSorted()[0] ?? null,
      href: paths.agreement(one.reference),
    })),
  ]
  return due
    .flatMap(({ reference, recordId, title, kind, dueOn, ownerOfficeId, owner, href }) =>
      dueOn === null ? [] : [{ reference, recordId, title, kind, dueOn, ownerOfficeId, owner, href }],
    )
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
}
