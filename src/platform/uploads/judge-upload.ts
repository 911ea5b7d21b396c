import { fileTypeFromBuffer } from 'file-type'
import { list } from '../words.ts'
import { fileKind, refusedPackage } from '../sheets/file-kind.ts'
import { zipProblems } from '../sheets/read-xlsx.ts'
import { DamagedZip, openZip } from '../sheets/zip.ts'
import { refusedContent } from './check-package.ts'
import { cleanFileName } from './file-name.ts'

export type UploadKind = 'xlsx' | 'csv' | 'docx' | 'pdf' | 'png' | 'jpg'

/** What a file is, and under which name it is kept; or a sentence for its sender, without a full stop. */
export type Judged = { ok: true; kind: UploadKind; fileName: string } | { ok: false; problem: string }

const words: Record<UploadKind, string> = {
  xlsx: 'a workbook (.xlsx)',
  csv: 'a CSV file',
  docx: 'a Word document (.docx)',
  pdf: 'a PDF',
  png: 'a picture (PNG)',
  jpg: 'a picture (JPEG)',
}

const limits = { maxBytes: 100 * 1_024 * 1_024, maxEntries: 2_000 }
const refused = (problem: string): Judged => ({ ok: false, problem })

/**
 * Looks at a file that somebody sent, before anything reads it: what it is by its content, whatever it is called; and for Office files,
 * before they are unpacked, that they are neither a bomb nor carry macros, links that are followed when they are opened, or names that
 * leave their folder.
 *
 * @param allowed what may be sent here
 */
export async function judgeUpload(bytes: Buffer, fileName: string, allowed: readonly UploadKind[]): Promise<Judged> {
  if (bytes.length === 0) return refused('The selected file is empty')
  const kind = await kindOf(bytes, allowed)
  if (kind !== null && typeof kind === 'object') return kind
  if (kind === null || !allowed.includes(kind)) {
    return refused(`${kind === null ? 'This file cannot be taken' : `This is ${words[kind]}`}. Send ${choice(allowed)}`)
  }
  return { ok: true, kind, fileName: cleanFileName(fileName, kind) }
}

const choice = (allowed: readonly UploadKind[]): string =>
  list(allowed.map((each) => words[each])).replace(/ and ([^,]*)$/, ' or $1')

async function kindOf(bytes: Buffer, allowed: readonly UploadKind[]): Promise<UploadKind | null | Judged> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return packageKind(bytes, allowed)
  // The head is enough for these; the rest of a hostile file is nobody's to walk through.
  const found = await fileTypeFromBuffer(bytes.subarray(0, 4_100))
  const known = (['pdf', 'png', 'jpg'] as const).find((each) => each === found?.ext)
  if (known !== undefined && allowed.includes(known)) return known
  // Spreadsheets have sentences of their own for what people send in their place.
  if (!allowed.includes('csv')) return known ?? null
  const text = fileKind(bytes)
  if (typeof text === 'object') return refused(text.refused)
  if (text !== 'text' || known !== undefined) return known ?? null
  return startsProgram(bytes)
    ? refused('This file holds a formula that starts another program. Take it out and send the file again')
    : 'csv'
}

function packageKind(bytes: Buffer, allowed: readonly UploadKind[]): UploadKind | null | Judged {
  const opening = openZip(bytes, limits)
  if (!opening.ok) return refused(zipProblems[opening.why])
  try {
    const problem = refusedContent(opening.zip, bytes.length)
    if (problem !== undefined) return refused(problem)
  } catch (error) {
    if (error instanceof DamagedZip) return refused(zipProblems.damaged)
    throw error
  }
  if (opening.zip.names.includes('xl/workbook.xml')) return 'xlsx'
  if (opening.zip.names.includes('word/document.xml') && allowed.includes('docx')) return 'docx'
  return allowed.includes('xlsx') ? refused(refusedPackage(opening.zip.names) ?? zipProblems.damaged) : null
}

/** Dynamic data exchange, as in =cmd|'/c calc'!A1: a spreadsheet program that opens the file offers to run it. */
const startsProgram = (bytes: Buffer): boolean =>
  /(?:^|[,;\t\r\n"])\s*[=+\-@][^,;\r\n|]{0,200}\|[^,;\r\n!]{0,400}!/.test(bytes.toString('latin1').replaceAll('\0', ''))
