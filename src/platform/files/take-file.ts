import { judgeUpload, type UploadKind } from '../uploads/judge-upload.ts'
import type { Scan } from '../uploads/scan.ts'
import type { TakenFile } from './file-store.ts'

export type Sent = { fileName: string; bytes: Buffer }
export type Taking = { ok: true; file: TakenFile } | { ok: false; problem: string }

/**
 * Looks at a file that somebody sent, before a command keeps it: what it is by its content, and whether it holds a virus. While the
 * scanner is away the file is taken and held: nobody reads it until it was looked at.
 *
 * @returns the file for `keepFile`, or a sentence for its sender
 */
export async function takeFile({ fileName, bytes }: Sent, allowed: readonly UploadKind[], scan: Scan): Promise<Taking> {
  const judged = await judgeUpload(bytes, fileName, allowed)
  if (!judged.ok) return judged
  const verdict = await scan(bytes)
  if (verdict === 'infected') {
    return {
      ok: false,
      problem: 'This file holds a virus, so it was not kept. Have the computer checked from which it came',
    }
  }
  const state = verdict === 'unreachable' ? 'held' : verdict
  return { ok: true, file: { name: judged.fileName, kind: judged.kind, bytes, scan: state } }
}
