import { command } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { findReturn } from './return-store.ts'
import { keepUpload } from './writing-store.ts'

type File = { fileName: string; sha256: string; content: Buffer }

/** Keeps a file unread, because the virus scanner did not answer: a job has it looked at, then its sender has it read. */
export const holdUpload = command<{ reference: string; file: File; at: Date }, { recordId: string; uploadId: string }>({
  name: 'returns.file-held',
  permission: 'returns.prepare',
  subject: ({ recordId }) => recordId,
  details: ({ uploadId }, { file }) => ({ upload: uploadId, sha256: file.sha256 }),
  broken: { upload_return_id_sha256_key: ['file', 'This file was already received; nothing changed'] },
  async run(tx, actor, { reference, file, at }) {
    const one = await findReturn(tx, actor, reference)
    if (!one) throw notFound('Return')
    const upload = { ...file, entryCount: 0, scan: 'held' as const }
    return { recordId: one.recordId, uploadId: await keepUpload(tx, one.id, upload, { at, by: actor.personId }) }
  },
})

/** Notes that a file with a virus was sent; nothing of it is kept but its hash. */
export const refuseInfected = command<{ reference: string; sha256: string; byteCount: number }, { recordId: string }>({
  name: 'returns.infected-file-refused',
  permission: 'returns.prepare',
  subject: ({ recordId }) => recordId,
  details: (_output, { sha256, byteCount }) => ({ sha256, bytes: byteCount }),
  async run(tx, actor, { reference }) {
    const one = await findReturn(tx, actor, reference)
    if (!one) throw notFound('Return')
    return { recordId: one.recordId }
  },
})
