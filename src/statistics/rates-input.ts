import type { GroupName } from './groups.ts'
import { confidenceShare } from './intervals.ts'

/** The fields of a document that nobody has looked at yet. A field that is missing and one that is `null` are the same. */
export type Fields = Readonly<Record<string, unknown>>

/** The fields of an object. Throws a RangeError when it is none. */
export function fieldsOf(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RangeError(`${field}: ${described(value)} is not an object`)
  }
  return value as Fields
}

/** A number above 0, or `fallback`. */
export function positiveAt(fields: Fields, field: string, fallback: number): number {
  const number = numberOf(fields[field] ?? fallback, field)
  if (!(number > 0)) throw new RangeError(`${field}: ${number} is not above 0`)
  return number
}

/** A number, or `fallback`. */
export const numberAt = (fields: Fields, field: string, fallback: number): number =>
  numberOf(fields[field] ?? fallback, field)

/** True or false, or `fallback`. */
export function booleanAt(fields: Fields, field: string, fallback: boolean): boolean {
  const value = fields[field] ?? fallback
  if (typeof value !== 'boolean') throw new RangeError(`${field}: ${described(value)} is not true or false`)
  return value
}

/** One of the `allowed` words or numbers, or `fallback`; without one, the field must be there. */
export function oneOfAt<Allowed extends string | number>(
  fields: Fields,
  field: string,
  allowed: readonly Allowed[],
  fallback?: Allowed,
): Allowed {
  const value = fields[field] ?? fallback
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw new RangeError(`${field}: ${described(value)} is not one of ${allowed.join(', ')}`)
  return found
}

/** A list of numbers, of which some may be missing. */
export function listAt(fields: Fields, field: string): (number | null)[] {
  const value = fields[field]
  if (!Array.isArray(value)) throw new RangeError(`${field}: ${described(value)} is not a list of numbers`)
  return value.map((one: unknown) => (one === null ? null : numberOf(one, field)))
}

/** One number or a list of them, as a list; some may be missing. */
export function oneOrMoreAt(fields: Fields, field: string): (number | null)[] {
  const value = fields[field]
  if (Array.isArray(value)) return listAt(fields, field)
  return [value === null ? null : numberOf(value, field)]
}

/** A list of numbers, none missing, as long as the list of counts. */
export function fullListAt(fields: Fields, field: string, length: number): number[] {
  return listBeside(fields, field, length).map((one) => numberOf(one, field))
}

/** A list of numbers, of which some may be missing, as long as the list of counts. */
export const listBeside = (fields: Fields, field: string, length: number): (number | null)[] =>
  ofLength(listAt(fields, field), field, length)

/** A list of names or numbers as long as the list of counts. */
export function namesBeside(fields: Fields, field: string, length: number): GroupName[] {
  const value = fields[field]
  if (!Array.isArray(value)) throw new RangeError(`${field}: ${described(value)} is not a list of names or numbers`)
  return ofLength<unknown>(value, field, length).map((one) => {
    if (typeof one === 'string' || (typeof one === 'number' && Number.isFinite(one))) return one
    throw new RangeError(`${field}: ${described(one)} is not a name or a number`)
  })
}

/** As `namesBeside`, but `undefined` when the field is missing. */
export const maybeNamesBeside = (fields: Fields, field: string, length: number): GroupName[] | undefined =>
  (fields[field] ?? null) === null ? undefined : namesBeside(fields, field, length)

/** The levels of confidence as shares: one, or the pair 0.95 and 0.998; 0.95 when the field is missing. */
export function confidencesAt(fields: Fields): number[] {
  const value = fields['confidence'] ?? 0.95
  const levels = Array.isArray(value)
    ? value.map((one: unknown) => numberOf(one, 'confidence'))
    : [numberOf(value, 'confidence')]
  const shares = levels.map(confidenceShare)
  const isPair = shares.length === 2 && shares[0] === 0.95 && shares[1] === 0.998
  if (shares.length !== 1 && !isPair) {
    throw new RangeError(`confidence: ${levels.join(', ') || 'none'} is not one level or the pair 0.95, 0.998`)
  }
  return shares
}

/** The list, if it is as long as the list of counts. Throws a RangeError otherwise. */
export function ofLength<Item>(list: Item[], field: string, length: number): Item[] {
  if (list.length === length) return list
  const [values, counts] = [plural(list.length, 'value'), plural(length, 'count')]
  throw new RangeError(`${field}: ${values} for ${counts}`)
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

function numberOf(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new RangeError(`${field}: ${described(value)} is not a number`)
  }
  return value
}

function described(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return `'${value.slice(0, 40)}'`
  if (Array.isArray(value)) return 'a list'
  return value === null || typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'an object'
}
