import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import type { Actor } from '#platform/actor.ts'
import type { Entry } from './figure.ts'
import { sameFigure } from './read-return.ts'
import { isEditable, type ReturnState } from './return-state.ts'
import { listEntries, type AgencyReturn } from './return-store.ts'
import { changeReturn, holdReturn, keepUpload, markRead, putEntries, removeEntries } from './writing-store.ts'

type Input = {
  reference: string
  version: number
  entries: readonly Entry[]
  /** Ids of the indicators whose figure was taken out. */
  empty: readonly string[]
  at: Date
}

type Saved = { recordId: string; changed: number; removed: number }

const closedWords: Record<ReturnState, string> = {
  open: '',
  returned: '',
  'signed-off': 'This return has been signed off. Nothing of yours was saved',
  accepted: 'This return has been accepted. Nothing of yours was saved',
}

async function write(tx: Tx, actor: Actor, held: AgencyReturn, { entries, empty, at }: Input): Promise<Saved> {
  if (!isEditable(held.state)) refuse('return', closedWords[held.state])
  const before = await listEntries(tx, actor, held.id)
  const changed = entries.filter((entry) => !sameFigure(entry, before.get(entry.indicatorId)))
  const removed = empty.filter((id) => before.has(id))
  await putEntries(tx, held.id, changed, { at, by: actor.personId })
  await removeEntries(tx, held.id, removed)
  await changeReturn(tx, held, { saved_at: at, saved_by: actor.personId })
  return { recordId: held.recordId, changed: changed.length, removed: removed.length }
}

/** Saves what was typed, all of it or nothing. @throws conflict when somebody else saved first */
export const saveFigures = command<Input, Saved>({
  name: 'returns.figures-saved',
  permission: 'returns.prepare',
  subject: ({ recordId }) => recordId,
  details: ({ changed, removed }) => ({ changed, removed }),
  async run(tx, actor, input) {
    const held = await holdReturn(tx, actor, input.reference, input.version)
    return write(tx, actor, held, input)
  },
})

type File = {
  fileName: string
  sha256: string
  content: Buffer
  scan: 'clean' | 'not-scanned'
  /** The file's id where it was kept, unread, before. */
  keptAs?: string
}

/** Saves the figures of a file that has nothing wrong in it, and keeps the file. @throws conflict when somebody else saved first */
export const receiveUpload = command<Input & { file: File }, Saved & { uploadId: string }>({
  name: 'returns.file-received',
  permission: 'returns.prepare',
  subject: ({ recordId }) => recordId,
  details: ({ changed, uploadId }, { file }) => ({ changed, upload: uploadId, sha256: file.sha256 }),
  broken: { upload_return_id_sha256_key: ['file', 'This file was already received; nothing changed'] },
  async run(tx, actor, input) {
    const held = await holdReturn(tx, actor, input.reference, input.version)
    const saved = await write(tx, actor, held, { ...input, empty: [] })
    const { keptAs, ...file } = input.file
    const entryCount = input.entries.length
    if (keptAs !== undefined) {
      await markRead(tx, held.id, keptAs, entryCount)
      return { ...saved, uploadId: keptAs }
    }
    const uploadId = await keepUpload(tx, held.id, { ...file, entryCount }, { at: input.at, by: actor.personId })
    return { ...saved, uploadId }
  },
})
