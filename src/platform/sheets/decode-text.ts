/** Finds out how a text file was encoded. Spreadsheet programs do not say, and a wrong guess shows '’' as 'â€™'. */

export type DecodedText = { ok: true; text: string; encoding: string; nulls: number } | { ok: false }

const labels = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
} as const
type Encoding = keyof typeof labels

function byMark(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

/** English text in UTF-16 has a zero in nearly every second byte: after the letter in LE, before it in BE. */
function byZeros(bytes: Buffer): Encoding | undefined {
  const sample = bytes.subarray(0, 4_096)
  const half = Math.floor(sample.length / 2)
  if (half === 0) return undefined
  let even = 0
  let odd = 0
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  if (odd / half > 0.4 && even / half < 0.1) return 'utf-16le'
  if (even / half > 0.4 && odd / half < 0.1) return 'utf-16be'
  return undefined
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Control characters that no text file has; a share of them means that the file is not text at all. */
// oxlint-disable-next-line no-control-regex -- control characters are what is counted
const binary = /[\u0001-\u0008\u000E-\u001F]/g

/** The text of a file, whatever it was saved as, without its byte order mark and without NUL characters (their number is given). */
export function decodeText(bytes: Buffer): DecodedText {
  const encoding = byMark(bytes) ?? byZeros(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252')
  const decoded = new TextDecoder(encoding).decode(bytes)
  const text = decoded.replaceAll('\0', '')
  const nulls = decoded.length - text.length
  const strange = (text.slice(0, 65_536).match(binary)?.length ?? 0) + Math.min(nulls, 65_536)
  if (strange > Math.max(3, Math.min(decoded.length, 65_536) * 0.02)) return { ok: false }
  return { ok: true, text, encoding: labels[encoding], nulls }
}
