import { z } from 'zod'
import type { Link } from './chain-link.ts'

const shape = z.object({ position: z.int().positive(), previousHash: z.string(), hash: z.string(), body: z.string() })

/** Characters that some programs take for the end of a line; inside JSON they may be written as escapes. */
const lineEnds = /[\u0085\u2028\u2029]/g

/** One event as a line of an export, with its line feed: the text that was hashed is in it character for character. */
export function exportLine({ position, previousHash, hash, body }: Link): string {
  const json = JSON.stringify({ position, previousHash, hash, body })
  return `${json.replaceAll(lineEnds, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}

/** The event on a line of an export, or null when the line is none. */
export function readExportLine(line: string): Link | null {
  try {
    const parsed = shape.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
