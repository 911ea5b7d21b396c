import { changeRecord, linkRecords, registerRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { keepFile, type TakenFile } from '#platform/files/file-store.ts'
import { signOffState } from './document.ts'
import { saveVersion } from './document-store.ts'
import { officeHere } from './offices.ts'
import { governancePaths } from './paths.ts'
import { enterSignature, findSignature, insertSignature, listSignaturesOf } from './sign-off-store.ts'
import { versionOf } from './write-document.ts'

type Asking = {
  reference: string
  number: number
  officeIds: readonly string[]
  /** Under what authority these offices sign. */
  capacity: string
  dueOn: string | null
  today: string
}

/** Asks named offices to sign a version off. More may be asked later; none is asked twice. */
export const askSignOff = command<Asking, { recordId: string }>({
  name: 'governance.sign-off-asked',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { number, officeIds, dueOn }) => ({ number, offices: [...officeIds], due: dueOn }),
  broken: {
    signature_version_id_office_id_key: ['offices', 'One of these offices has been asked for this version already'],
  },
  async run(tx, actor, { reference, number, officeIds, capacity, dueOn, today }) {
    const { document, version } = await versionOf(tx, actor, reference, number, 'offices')
    if (officeIds.length === 0) refuse('offices', 'Select the offices that must sign it off')
    if (dueOn !== null && dueOn < today) refuse('dueOn', 'Date for the signatures must be today or later')
    for (const officeId of officeIds) {
      await officeHere(tx, actor, 'offices', officeId, today)
      await insertSignature(tx, {
        partnershipId: actor.partnershipId,
        versionId: version.id,
        officeId,
        capacity,
        dueOn,
      })
    }
    if (version.signOffRecordId === null) {
      const record = await registerRecord(tx, {
        partnershipId: actor.partnershipId,
        kind: 'sign-off',
        title: `Sign-off of ${document.title}, ${version.label}`,
        state: 'asked for',
        page: () => governancePaths.version(reference, number),
        year: Number(today.slice(0, 4)),
        isInvented: document.isInvented,
      })
      await linkRecords(tx, record.id, 'part of', document.recordId)
      await saveVersion(tx, version.id, { sign_off_record_id: record.id })
      await sayState(tx, actor, version.id, record.id)
    } else await sayState(tx, actor, version.id, version.signOffRecordId)
    return { recordId: document.recordId }
  },
})

/** Says in the thread how many have signed. */
async function sayState(tx: Tx, actor: Actor, versionId: string, recordId: string | null): Promise<void> {
  if (recordId === null) return
  const signatures = await listSignaturesOf(tx, actor, [versionId])
  await changeRecord(tx, recordId, { state: signOffState(signatures).words.toLowerCase() })
}

/** Signs a version off by oneself: only the holder of the office that was asked, and only in a seat that carries the authority. */
export const signDocument = command<
  { id: string; note: string | null; today: string; now: Date },
  { recordId: string; number: number }
>({
  name: 'governance.document-signed',
  permission: 'governance.sign',
  authority: 'sign-off',
  subject: ({ recordId }) => recordId,
  details: ({ number }, { id }) => ({ number, signature: id, way: 'self' }),
  async run(tx, actor, { id, note, today, now }) {
    const signature = await waiting(tx, actor, id, 'agreed')
    if (signature.officeId !== actor.officeId || actor.personId === null)
      throw forbidden(`Only the holder of the office ${signature.office}, ${signature.organisation}, signs here.`)
    const entered = await enterSignature(tx, id, {
      signed_on: today,
      way: 'self',
      signed_by: actor.personId,
      signer_name: actor.personName,
      recorded_by: null,
      evidence: null,
      note,
      entered_at: now,
    })
    if (!entered) refuse('agreed', 'This was signed meanwhile')
    await sayState(tx, actor, signature.versionId, signature.signOffRecordId)
    return { recordId: signature.documentRecordId, number: signature.number }
  },
})

/** Records a signature that was given elsewhere, such as at a meeting: who signed, when, and the minute or file that shows it. */
export const recordSignature = command<
  {
    id: string
    signerName: string
    signedOn: string
    evidence: string | null
    file?: TakenFile | null
    note: string | null
    today: string
    now: Date
  },
  { recordId: string; number: number }
>({
  name: 'governance.signature-recorded',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: ({ number }, { id, signedOn }) => ({ number, signature: id, signedOn, way: 'recorded' }),
  async run(tx, actor, { id, signerName, signedOn, evidence, file = null, note, today, now }) {
    const signature = await waiting(tx, actor, id, 'signedOn')
    if (signedOn > today) refuse('signedOn', 'Date of the signature must be today or earlier')
    if (evidence === null && file === null)
      refuse('evidence', 'Enter the minute that shows the signature, or send its file')
    const kept = file === null ? null : (await keepFile(tx, actor, file, {}, now)).id
    const entered = await enterSignature(tx, id, {
      signed_on: signedOn,
      way: 'recorded',
      signed_by: null,
      signer_name: signerName,
      recorded_by: actor.personId,
      evidence,
      evidence_file_id: kept,
      note,
      entered_at: now,
    })
    if (!entered) refuse('signedOn', 'This was signed meanwhile')
    await sayState(tx, actor, signature.versionId, signature.signOffRecordId)
    return { recordId: signature.documentRecordId, number: signature.number }
  },
})

async function waiting(tx: Tx, actor: Actor, id: string, field: string) {
  const signature = await findSignature(tx, actor, id)
  if (!signature) throw notFound('Signature')
  if (signature.signedOn !== null) refuse(field, 'This office has signed already')
  if (!signature.isLive)
    refuse(field, 'A newer version has been made since, or the document was withdrawn: there is nothing to sign')
  return signature
}
