import { createHash } from 'node:crypto'

/** What the first event of a chain names as the hash before it. */
export const firstHash = '0'.repeat(64)

/** The chain of the events that belong to no partnership. */
export const installationChain = 'installation'

/** SHA-256 of the hash before it, a line feed and the text of the event, in UTF-8, as 64 hexadecimal digits. */
export const hashOf = (previousHash: string, body: string): string =>
  createHash('sha256').update(`${previousHash}\n${body}`).digest('hex')

/** One event as a link of its chain. `body` is the exact text that was hashed. */
export type Link = {
  position: number
  previousHash: string
  hash: string
  body: string
  /** The same text made anew from the event's columns, where there are columns: a changed one is found by it. */
  rebuilt?: string
}

/** What the text of an event says of itself; null where it cannot be read. */
export type Said = { [field: string]: unknown; position?: unknown; id?: unknown; at?: unknown; partnership?: unknown }

/** The text of an event as an object, or null when it is no JSON object. */
export function said(body: string): Said | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Said) : null
  } catch {
    return null
  }
}

const words: Readonly<Record<string, string>> = { at: 'time', name: 'kind of event', partnership: 'partnership' }

/** Which fields of an event differ from those of the text that was hashed, in words. */
function differences(body: Said, columns: Said): string[] {
  return Object.keys({ ...body, ...columns })
    .filter((field) => JSON.stringify(body[field]) !== JSON.stringify(columns[field]))
    .map((field) => words[field] ?? field)
}

/** What is wrong with a link by itself, as the end of a sentence that begins with its place; null when nothing is. */
export function wrongWithin({ position, previousHash, hash, body, rebuilt }: Link): string | null {
  const text = said(body)
  if (text === null) return 'its text cannot be read: it was altered'
  if (text.position !== position) {
    return `it is out of order: its own text says that it is at position ${String(text.position)}`
  }
  if (hashOf(previousHash, body) !== hash)
    return 'its hash does not belong to its text and the hash before it: one of the three was altered'
  if (rebuilt === undefined || rebuilt === body) return null
  const columns = said(rebuilt)
  const fields = columns === null ? [] : differences(text, columns)
  return `altered since it was hashed: its ${fields.length === 0 ? 'fields' : fields.join(', its ')}`
}

/** What is wrong with the place of a link after the one before it (null: it is the first), as a sentence's end; null when nothing is. */
export function wrongPlace(before: Link | null, { position }: Link): string | null {
  const expected = (before?.position ?? 0) + 1
  if (position < expected) return 'its position is there twice'
  if (position === expected) return null
  return expected === position - 1
    ? `the event at position ${expected} is missing before it`
    : `the events at positions ${expected} to ${position - 1} are missing before it`
}

/** Whether a link names the hash of the one before it, in the same way. */
export function wrongFollowing(before: Link | null, { previousHash }: Link): string | null {
  if (previousHash === (before?.hash ?? firstHash)) return null
  return before === null
    ? 'it does not begin the chain: it names another event before it'
    : `it does not follow position ${before.position}: the hash that it names before it is not that one’s`
}
