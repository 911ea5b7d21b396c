import { addMonths } from '#platform/dates.ts'
import { parseDate } from '#platform/sheets/parse-date.ts'

/** True for ten digits whose last is the check digit of the nine before (NHS Data Dictionary, NHS number, modulus 11). */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  const check = 11 - (sum % 11)
  return (check === 11 ? 0 : check) === Number(digits[9])
}

const tenDigits = /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g
const bornWords = /\b(d\.?\s?o\.?\s?b\b|date of birth|born\b)/i
const monthNames = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
const anyDate = new RegExp(
  `\\b(\\d{1,2}[/.-]\\d{1,2}[/.-](\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(st|nd|rd|th)? ${monthNames} (\\d{4}|\\d{2}))\\b`,
  'gi',
)

const why = 'a return holds numbers about services and never anything that could point to a child, so take it out'

function nhsNumber(text: string): string | null {
  const found = [...text.matchAll(tenDigits)].find(([digits]) => isNhsNumber(digits.replaceAll(/\D/g, '')))
  return found ? `'${found[0]}' looks like an NHS number` : null
}

const withWhy = (found: string | null): string | null => found && `${found}: ${why}`

/** A sentence about the first NHS number in a text, or null. */
export const nhsNumberIn = (text: string): string | null => withWhy(nhsNumber(text))

/**
 * What in a text could point to one child: an NHS number, or a date beside 'born' or 'date of birth'. A date without such words counts when it
 * lies between 18 months and 19 years before the quarter's end: a child's birthday does, the day of a change to a system does not.
 *
 * @returns a sentence that begins with what was found, or null
 */
export const identifying = (text: string, quarterEndsOn: string): string | null =>
  withWhy(pointsToAChild(text, quarterEndsOn))

/** What `identifying` finds, without why a return may not hold it: "'...' looks like an NHS number". `on`: the day it is judged from. */
export function pointsToAChild(text: string, on: string): string | null {
  const nhs = nhsNumber(text)
  if (nhs !== null) return nhs
  const dates = [...text.matchAll(anyDate)].map(([found]) => found)
  if (bornWords.test(text) && dates.length > 0) return `'${dates[0]}' looks like a date of birth`
  const [earliest, latest] = [addMonths(on, -19 * 12), addMonths(on, -18)]
  const birthday = dates.find((found) => {
    const parsed = parseDate(found)
    return parsed.ok && parsed.date > earliest && parsed.date < latest
  })
  return birthday === undefined ? null : `'${birthday}' looks like a date of birth`
}
