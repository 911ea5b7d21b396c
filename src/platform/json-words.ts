/** What a value of a JSON document is, for a sentence: "null", "'abc'", "12", "a list", "an object". */
export function jsonWords(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'string') return `'${oneLine(value, 60)}'`
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'a number too large to hold'
  if (Array.isArray(value)) return 'a list'
  return value === null || typeof value === 'boolean' ? String(value) : 'an object'
}

/** Text on one line, at most `length` characters of it: what somebody sent may hold line ends and be of any length. */
export function oneLine(text: string, length: number): string {
  const line = text.slice(0, length + 1).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  return line.length > length ? `${line.slice(0, length)}…` : line
}
