import { readDate } from '#platform/forms.ts'
import { bankHolidayProblem, type BankHoliday } from '#statute/bank-holidays.ts'
import { dateInWords, weekdayName } from '#statute/calendar-date.ts'
import { asSentence } from './refuse-sentence.ts'

const weekday = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i

type Line = { ok: true; holiday: BankHoliday } | { ok: false; problem: string }

/** A line as people paste it: '25 December 2029, Christmas Day', or with GOV.UK's columns '25 December, Tuesday, Christmas Day'. */
function readLine(line: string, year: number): Line {
  const parts = line.split(/[,\t]/).map((part) => part.trim())
  const [day = '', ...rest] = parts.filter((part) => part !== '')
  const saidWeekday = weekday.test(rest[0] ?? '') ? rest.shift() : undefined
  const date = readDate(day) ?? readDate(`${day} ${year}`)
  if (date === null) return { ok: false, problem: `'${day}' is not a date` }
  const holiday = { date, name: rest.join(', ') }
  const problem = bankHolidayProblem(holiday)
  if (problem !== undefined) return { ok: false, problem }
  if (!date.startsWith(String(year))) return { ok: false, problem: `${dateInWords(date)} is not in ${year}` }
  if (holiday.name.length > 100) return { ok: false, problem: 'the name must be 100 characters or fewer' }
  if (saidWeekday !== undefined && saidWeekday.toLowerCase() !== weekdayName(date).toLowerCase())
    return { ok: false, problem: `${dateInWords(date)} is a ${weekdayName(date)}, not a ${saidWeekday}` }
  return { ok: true, holiday }
}

/**
 * The bank holidays of a year as they were pasted, one a line; empty lines are passed over. Everything that is wrong is told at once,
 * by the number of its line.
 */
export function readYearLines(
  text: string,
  year: number,
): { ok: true; holidays: BankHoliday[] } | { ok: false; problems: string[] } {
  const holidays: BankHoliday[] = []
  const problems: string[] = []
  const lineOf = new Map<string, number>()
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const read = readLine(line, year)
    const earlier = read.ok ? lineOf.get(read.holiday.date) : undefined
    if (!read.ok) problems.push(`Line ${at + 1}: ${asSentence(read.problem)}`)
    else if (earlier !== undefined)
      problems.push(`Line ${at + 1}: ${dateInWords(read.holiday.date)} stands in line ${earlier} already`)
    else {
      lineOf.set(read.holiday.date, at + 1)
      holidays.push(read.holiday)
    }
  }
  return problems.length === 0 ? { ok: true, holidays } : { ok: false, problems }
}
