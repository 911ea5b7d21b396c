import { inWords, instantInWords } from './dates.ts'

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })

/** 3611574 pence as '£36,115.74'. */
export const money = (pence: number): string => pounds.format(pence / 100)

/** Making a format costs some hundred times as much as using it, and pages write thousands of numbers. */
const formats = new Map<number, Intl.NumberFormat>()

function formatOf(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals)
  if (known) return known
  const made = new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  formats.set(decimals, made)
  return made
}

/** A number with thousands separators and a fixed number of decimals. */
export const number = (value: number, decimals = 0): string => formatOf(decimals).format(value)

/** '1 point', '3 points'; an irregular plural is given. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`

/** 'a, b and c'. */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`

/** The words that a table has for a key that came in an address; '' for one that it has not, such as 'constructor' or a list. */
export const wordsFor = (table: Readonly<Record<string, string>>, key: unknown): string =>
  typeof key === 'string' && Object.hasOwn(table, key) ? (table[key] ?? '') : ''

/** The filters that templates have: few, and none that knows the domain. */
export const filters = {
  date: (value: string) => inWords(value),
  dateTime: (value: Date | string) => instantInWords(typeof value === 'string' ? new Date(value) : value),
  money,
  number,
  plural,
  list,
} as const
