import { createHash } from 'node:crypto'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import { uploadedFile } from '#platform/http.ts'
import { isId } from '#platform/ids.ts'
import { judgeUpload } from '#platform/uploads/judge-upload.ts'
import { holdUpload, refuseInfected } from '../hold-upload.ts'
import type { ReturnServices } from '../module.ts'
import { returnPaths } from '../paths.ts'
import { isEditable } from '../return-state.ts'
import type { AgencyReturn } from '../return-store.ts'
import { findSameUpload, findUploadedFile, listUploads } from '../upload-store.ts'

/** A file to read now, why there is none, or where the person goes instead. */
export type Sent =
  | { fileName: string; sha256: string; content: Buffer; scan: 'clean' | 'not-scanned'; keptAs?: string }
  | { problem: string }
  | { goTo: string }

/** The file that may be read now: sent with the form, or kept before and checked for viruses meanwhile. */
export async function sentFile(
  services: ReturnServices,
  actor: Actor,
  one: AgencyReturn,
  body: unknown,
): Promise<Sent> {
  const { db, clock, scan } = services
  const kept = await keptFile(services, actor, one, body)
  if (kept) return kept
  const file = uploadedFile(body, 'file')
  if (!file) return { problem: 'Select the filled-in workbook or CSV file' }
  const judged = await judgeUpload(file.bytes, file.fileName, ['xlsx', 'csv'])
  if (!judged.ok) return { problem: judged.problem }
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const content = file.bytes
  const { fileName } = judged
  const { reference } = one
  const same = await findSameUpload(db, actor, one.id, sha256)
  if (same?.isUnread && same.scanState === 'clean') return { fileName, sha256, content, scan: 'clean', keptAs: same.id }
  if (same) return { goTo: returnPaths.afterUpload(reference, same.id, same.isUnread ? 'held' : 'again') }
  const verdict = await scan(content)
  if (verdict === 'infected') {
    await refuseInfected(db, actor, { reference, sha256, byteCount: content.length })
    return {
      problem:
        'This file holds a virus, so nothing of it was kept. Do not open it again: tell whoever looks after your computers, and send a file from a computer that is clean',
    }
  }
  if (verdict !== 'unreachable') return { fileName, sha256, content, scan: verdict }
  if (!isEditable(one.state)) return { problem: 'This return has been signed off, so no file can be sent for it' }
  const held = await holdUpload(db, actor, { reference, file: { fileName, sha256, content }, at: clock.now() })
  if (!held.ok) return { problem: held.problems[0]?.text ?? '' }
  return { goTo: returnPaths.afterUpload(reference, held.value.uploadId, 'held') }
}

/** A file that waited for the virus check and whose sender now has it read. */
async function keptFile({ db }: ReturnServices, actor: Actor, one: AgencyReturn, body: unknown): Promise<Sent | null> {
  const id = typeof body === 'object' && body !== null && 'kept' in body ? body.kept : undefined
  if (typeof id !== 'string' || !isId(id)) return null
  const kept = (await listUploads(db, actor, one.id)).find((each) => each.id === id)
  const file = kept?.isUnread ? await findUploadedFile(db, actor, one.id, id) : undefined
  if (!kept || !file) throw notFound('File')
  const sha256 = createHash('sha256').update(file.content).digest('hex')
  return { ...file, sha256, scan: 'clean', keptAs: id }
}
