import { createHash } from 'node:crypto'
import { parts, type Typed } from './figure.ts'

/** The boxes of one figure as a page shows them. */
export type RowState = {
  /** What stands in the boxes. */
  typed: Typed
  /** What the boxes were loaded with, as a digest. */
  was: string
  /** What another person saved meanwhile, in words. */
  theirs?: string
}

/** A short mark of what was typed, by which a later save tells what its sender changed from what another did. */
export const digestOf = (typed: Typed): string =>
  createHash('sha256')
    .update(JSON.stringify(parts.map((part) => typed[part].trim())))
    .digest('hex')
    .slice(0, 16)
