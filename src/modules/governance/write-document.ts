import { changeRecord, linkRecords, registerRecord, textOf } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { keepFile, type TakenFile } from '#platform/files/file-store.ts'
import type { DocumentKind } from './document.ts'
import {
  findDocument,
  insertDocument,
  insertVersion,
  listVersions,
  lockDocument,
  saveDocument,
  saveVersion,
} from './document-store.ts'
import { officeHere } from './offices.ts'
import { governancePaths } from './paths.ts'

type Described = { kind: DocumentKind; title: string; ownerOfficeId: string; reviewOn: string | null }

/** A version as its author gives it; `whatChanged` is the comparison with the one before, in a sentence. */
export type NewVersion = {
  label: string
  whatChanged: string
  body: string | null
  publishBy: string | null
}

/** Puts a document on the register with its first version. */
export const addDocument = command<
  Described & NewVersion & { today: string; isInvented?: boolean },
  { recordId: string; reference: string; documentId: string }
>({
  name: 'governance.document-added',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { kind, ownerOfficeId, reviewOn }) => ({ kind, owner: ownerOfficeId, review: reviewOn }),
  async run(tx, actor, { kind, title, ownerOfficeId, reviewOn, today, isInvented = false, ...version }) {
    await officeHere(tx, actor, 'owner', ownerOfficeId, today)
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'document',
      title,
      state: 'draft',
      page: governancePaths.document,
      year: Number(today.slice(0, 4)),
      isInvented,
      searchText: textOf(version.whatChanged, version.body),
    })
    const documentId = await insertDocument(tx, {
      recordId: record.id,
      partnershipId: actor.partnershipId,
      kind,
      title,
      ownerOfficeId,
      reviewOn,
      isInvented,
    })
    await insertVersion(tx, { documentId, number: 1, madeOn: today, ...version })
    return { recordId: record.id, reference: record.reference, documentId }
  },
})

/** Changes what a document is called, whose it is and when it is reviewed next. */
export const changeDocument = command<
  Described & { reference: string; version: number; today: string },
  { recordId: string }
>({
  name: 'governance.document-changed',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { kind, ownerOfficeId, reviewOn }) => ({ kind, owner: ownerOfficeId, review: reviewOn }),
  async run(tx, actor, { reference, version, kind, title, ownerOfficeId, reviewOn, today }) {
    const document = await inUse(tx, actor, reference, 'title')
    if (ownerOfficeId !== document.ownerOfficeId) await officeHere(tx, actor, 'owner', ownerOfficeId, today)
    await saveDocument(tx, document.id, version, { kind, title, owner_office_id: ownerOfficeId, review_on: reviewOn })
    await changeRecord(tx, document.recordId, { title })
    return { recordId: document.recordId }
  },
})

/** A new version: its approval and sign-off start anew. */
export const addVersion = command<
  NewVersion & { reference: string; version: number; today: string },
  { recordId: string; number: number }
>({
  name: 'governance.version-added',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: ({ number }, { label, publishBy }) => ({ number, label, publishBy }),
  broken: {
    document_version_document_id_label_key: ['label', 'The document has a version of this name already'],
  },
  async run(tx, actor, { reference, version, today, ...added }) {
    const document = await inUse(tx, actor, reference, 'label')
    await saveDocument(tx, document.id, version, {})
    const [newest] = await listVersions(tx, document.id)
    const number = (newest?.number ?? 0) + 1
    await insertVersion(tx, { documentId: document.id, number, madeOn: today, ...added })
    await changeRecord(tx, document.recordId, { addedText: textOf(added.whatChanged, added.body) })
    return { recordId: document.recordId, number }
  },
})

type OfVersion = { reference: string; number: number; today: string }

/** Attaches the file of a version, once, before it is approved: what was approved is what stays. */
export const attachFile = command<
  OfVersion & { file: TakenFile | null; now: Date },
  { recordId: string; fileId: string }
>({
  name: 'governance.version-file-attached',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: ({ fileId }, { number }) => ({ number, file: fileId }),
  async run(tx, actor, { reference, number, file, now }) {
    const { document, version } = await versionOf(tx, actor, reference, number, 'file')
    if (file === null) refuse('file', 'Select the file of this version')
    if (version.approvedOn !== null) refuse('file', 'This version is approved. A changed file is a new version')
    if (version.fileId !== null) refuse('file', 'This version has its file already. A changed file is a new version')
    const { id } = await keepFile(tx, actor, file, {}, now)
    await saveVersion(tx, version.id, { file_id: id })
    return { recordId: document.recordId, fileId: id }
  },
})

/** Records that a version was approved: by which group or office, when, and where it is minuted. */
export const approveVersion = command<
  OfVersion & { approvedOn: string; approvedBy: string; approvalReference: string | null },
  { recordId: string }
>({
  name: 'governance.version-approved',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { number, approvedOn }) => ({ number, approvedOn }),
  async run(tx, actor, { reference, number, today, approvedOn, approvedBy, approvalReference }) {
    const { document, version } = await versionOf(tx, actor, reference, number, 'approvedOn')
    if (version.approvedOn !== null) refuse('approvedOn', 'This version is approved already')
    if (approvedOn > today) refuse('approvedOn', 'Date of approval must be today or earlier')
    await saveVersion(tx, version.id, {
      approved_on: approvedOn,
      approved_by: approvedBy,
      approval_reference: approvalReference,
    })
    await changeRecord(tx, document.recordId, { state: 'approved' })
    return { recordId: document.recordId }
  },
})

/** Records where and when a version was published: it is the current one from then on, and those before it are superseded. */
export const publishVersion = command<OfVersion & { publishedOn: string; publishedAt: string }, { recordId: string }>({
  name: 'governance.version-published',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { number, publishedOn }) => ({ number, publishedOn }),
  async run(tx, actor, { reference, number, today, publishedOn, publishedAt }) {
    const { document, version } = await versionOf(tx, actor, reference, number, 'publishedOn')
    if (version.publishedOn !== null) refuse('publishedOn', 'This version is published already')
    if (version.approvedOn === null) refuse('publishedOn', 'Record first who approved this version')
    if (publishedOn > today) refuse('publishedOn', 'Date of publication must be today or earlier')
    if (publishedOn < version.approvedOn)
      refuse('publishedOn', 'Date of publication must be the same as or after its approval')
    await saveVersion(tx, version.id, { published_on: publishedOn, published_at: publishedAt })
    await changeRecord(tx, document.recordId, { state: 'published' })
    return { recordId: document.recordId }
  },
})

/** Takes a document out of use with the reason, and says which one replaces it where one does. */
export const withdrawDocument = command<
  { reference: string; version: number; why: string; replacedBy: string | null; today: string },
  { recordId: string }
>({
  name: 'governance.document-withdrawn',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { replacedBy }) => ({ replacedBy }),
  async run(tx, actor, { reference, version, why, replacedBy, today }) {
    const document = await inUse(tx, actor, reference, 'why')
    const next = replacedBy === null ? undefined : await findDocument(tx, actor, replacedBy)
    if (replacedBy !== null && (!next || next.id === document.id || next.state !== 'in-use'))
      refuse('replacedBy', 'Select another document of the register that is in use')
    await saveDocument(tx, document.id, version, {
      state: 'withdrawn',
      withdrawn_on: today,
      withdrawn_why: why,
      replaced_by_id: next?.id ?? null,
    })
    await changeRecord(tx, document.recordId, { state: 'withdrawn' })
    if (next) await linkRecords(tx, next.recordId, 'supersedes', document.recordId, why)
    return { recordId: document.recordId }
  },
})

async function inUse(tx: Tx, actor: Actor, reference: string, field: string) {
  await lockDocument(tx, reference)
  const document = await findDocument(tx, actor, reference)
  if (!document) throw notFound('Document')
  if (document.state !== 'in-use') refuse(field, 'This document was withdrawn and can no longer be changed')
  return document
}

/** A version that can still be worked on: of a document in use, and not older than its current one. */
export async function versionOf(tx: Tx, actor: Actor, reference: string, number: number, field: string) {
  const document = await inUse(tx, actor, reference, field)
  const versions = await listVersions(tx, document.id)
  const version = versions.find((each) => each.number === number)
  if (!version) throw notFound('Version')
  if (versions.some((each) => each.number > number))
    refuse(
      field,
      'A newer version has been made since. Only the newest version can be approved, signed off and published',
    )
  return { document, version }
}
