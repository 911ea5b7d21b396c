import { randomInt, scrypt } from 'node:crypto'

/** Letters and digits that are not taken for one another on paper or by telephone: no 0 O, 1 I L, 2 Z, 5 S, 8 B. */
const alphabet = 'ACDEFGHJKMNPQRTUVWXY34679'
const longest = 10
const group = 5

/** How many codes a sheet has: recovery codes replace a lost device; printed ones are used where a telephone may not be. */
export const sheetSizes = { recovery: 10, printed: 40 } as const
export type SheetKind = keyof typeof sheetSizes

/** A code of 46 random bits, 'ACDEF-GHJKM'. */
function newCode(): string {
  const letters = Array.from({ length: longest }, () => alphabet[randomInt(alphabet.length)])
  return `${letters.slice(0, group).join('')}-${letters.slice(group).join('')}`
}

/** New codes of one sheet, all different. */
export function newCodes(kind: SheetKind): string[] {
  const codes = new Set<string>()
  while (codes.size < sheetSizes[kind]) codes.add(newCode())
  return [...codes]
}

/** A code as it was typed, without what does not count: case, spaces, hyphens. */
export const plainCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

/** 2 to the 46 codes at some milliseconds each are years of guessing, and a sheet of forty is still made in about a second. */
const cost = { N: 4096 }

/** What is kept of a code: scrypt with the salt of its sheet. */
export const hashCode = (code: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(plainCode(code).slice(0, 64), salt, 32, cost, (error, hash) => (error ? reject(error) : resolve(hash)))
  })
