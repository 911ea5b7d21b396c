import { isDate } from '#platform/dates.ts'
import { readDate } from '#platform/forms.ts'

/** Kinds of case, as people call them; the statute's words stand behind each. */
export const caseKinds = {
  notification: 'Serious incident notification',
  'rapid-review': 'Rapid review',
  'practice-review': 'Local child safeguarding practice review',
} as const
export type CaseKind = keyof typeof caseKinds

export const caseStates = {
  open: 'Open',
  sent: 'Rapid review sent to the Panel',
  closed: 'Closed',
} as const
export type CaseState = keyof typeof caseStates

/** The case's name everywhere outside its own pages: its kind and number, never anything about a child. */
export const caseTitle = (kind: CaseKind, reference: string): string =>
  `${caseKinds[kind]} ${reference.split('-').slice(-2).join('-')}`

/** The fields that identify a child, sealed in the database, in the order in which they are shown. */
export const sealedFields = {
  child_name: 'Child’s name',
  date_of_birth: 'Date of birth',
  nhs_number: 'NHS number',
  address_area: 'Area where the child lives',
  summary: 'Summary',
} as const
export type SealedField = keyof typeof sealedFields
export const sealedFieldNames = Object.keys(sealedFields) as SealedField[]

/** What identifies a child; null: not known or not recorded. The date of birth is 'YYYY-MM-DD'. */
export type Identity = Record<SealedField, string | null>

/** The table of the cases, as the place of a sealed value names it. */
export const caseTable = 'reviews.case'

/** An NHS number with its check digit (modulus 11 over the first nine). Source: NHS Data Dictionary, NHS NUMBER. Spaces are passed over. */
export function readNhsNumber(text: string): string | null {
  const digits = text.replaceAll(/[\s-]/g, '')
  if (!/^\d{10}$/.test(digits)) return null
  const sum = digits
    .slice(0, 9)
    .split('')
    .reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(digits[9]) ? digits : null
}

/** A date of birth: a real day, not after `today`. An unborn child has none. */
export function readBirthDate(text: string, today: string): string | null {
  const date = readDate(text)
  return date !== null && isDate(date) && date <= today ? date : null
}
