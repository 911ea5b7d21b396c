/** Turns what people type into a calendar date ('YYYY-MM-DD'), the British way round, or says why it is none. */

import { addDays, inWords, isDate } from '#platform/dates.ts'
import { shortened, trimmed, type Cell } from './table.ts'

export type ParsedDate =
  | {
      ok: true
      date: string
      /** Said when the text could also have been meant another way: "'2/3/2026' was read as 2 March 2026". */
      note?: string
    }
  | { ok: false; reason: 'empty' | 'not-a-date'; problem: string }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const fullMonths = 'january,february,march,april,may,june,july,august,september,october,november,december'.split(',')

/** Serial numbers of 1 January 1950 and 31 December 2099: outside them a bare number is not taken for a date. */
const serials = { first: 18_264, last: 73_050 } as const

const wrong = (problem: string): ParsedDate => ({ ok: false, reason: 'not-a-date', problem })

const made = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/**
 * The date of a spreadsheet's serial number in the 1900 system (from 1 March 1900 on; before it the numbers are off by the 29 February
 * 1900 that never was). Fractions, the time of day, are dropped.
 */
export const dateOfSerial = (serial: number): string => addDays('1899-12-30', Math.floor(serial))

/** The date in a cell or in typed text. Problems are sentences without a full stop that begin with the value. */
export function parseDate(input: Cell | string | null | undefined): ParsedDate {
  if (input === null || input === undefined) return { ok: false, reason: 'empty', problem: 'there is no date' }
  if (typeof input === 'string') return parseDateText(input)
  switch (input.kind) {
    case 'empty':
      return { ok: false, reason: 'empty', problem: 'there is no date' }
    case 'date':
      return { ok: true, date: String(input.value).slice(0, 10) }
    case 'number':
      return ofSerial(Number(input.value), input.raw)
    case 'text':
      return parseDateText(input.raw)
    case 'formula':
      return wrong('this cell holds a formula: paste the date in its place')
    case 'error':
      return wrong(`this cell shows ${input.raw}: write the date in its place`)
    case 'boolean':
      return wrong(`'${input.raw}' is not a date we can read: write it like 30 September 2026 or 30/9/2026`)
  }
}

function ofSerial(serial: number, shown: string): ParsedDate {
  if (!(serial >= serials.first && serial < serials.last + 1)) return unreadable(shown)
  const date = dateOfSerial(serial)
  return { ok: true, date, note: `'${shown}' was read as ${inWords(date)}` }
}

const unreadable = (shown: string): ParsedDate =>
  wrong(`'${shown}' is not a date we can read: write it like 30 September 2026 or 30/9/2026`)

function monthOf(name: string): number {
  const word = name.toLowerCase().replace(/\.$/, '')
  const full = fullMonths.indexOf(word)
  if (full >= 0) return full + 1
  return word === 'sept' ? 9 : months.indexOf(word) + 1
}

function parseDateText(typed: string): ParsedDate {
  const shown = shortened(trimmed(typed))
  const text = shown
    .replaceAll(/\s+/g, ' ')
    .replace(/^(mon|tues?|wed(nes)?|thur?s?|fri|sat(ur)?|sun)(day)?,? /i, '')
    .replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '')
  if (text === '') return { ok: false, reason: 'empty', problem: 'there is no date' }
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text)
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]), shown)
  const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text)
  if (numeric) return ofNumbers(Number(numeric[1]), Number(numeric[3]), Number(numeric[4]), shown)
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([A-Za-z]+\.?)[ ,-]? ?(\d{4})$/.exec(text)
  if (dayFirst) return checked(Number(dayFirst[3]), monthOf(dayFirst[2] ?? ''), Number(dayFirst[1]), shown)
  const monthFirst = /^([A-Za-z]+\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text)
  if (monthFirst) return checked(Number(monthFirst[3]), monthOf(monthFirst[1] ?? ''), Number(monthFirst[2]), shown)
  if (/^\d{1,2}([/. -])([A-Za-z]+|\d{1,2})\1\d{2}$/.test(text)) {
    return wrong(`'${shown}' has only two figures for the year: write it like 30 September 2026 or 30/9/2026`)
  }
  return /^\d{5}$/.test(text) ? ofSerial(Number(text), shown) : unreadable(shown)
}

function ofNumbers(day: number, month: number, year: number, shown: string): ParsedDate {
  const date = made(year, month, day)
  if (isDate(date)) {
    const canBeTurned = day <= 12 && day !== month
    return canBeTurned ? { ok: true, date, note: `'${shown}' was read as ${inWords(date)}` } : { ok: true, date }
  }
  const turned = made(year, day, month)
  if (isDate(turned))
    return wrong(`'${shown}' is not a date we can read: write ${inWords(turned)} or ${month}/${day}/${year}`)
  return wrong(`'${shown}' is not a real date: write it like 30 September 2026 or 30/9/2026`)
}

function checked(year: number, month: number, day: number, shown: string): ParsedDate {
  if (month === 0) return unreadable(shown)
  const date = made(year, month, day)
  return isDate(date)
    ? { ok: true, date }
    : wrong(`'${shown}' is not a real date: write it like 30 September 2026 or 30/9/2026`)
}
