import { inWords } from '#platform/dates.ts'
import { money, plural } from '#platform/words.ts'

export type LineKind = 'income' | 'expenditure' | 'contribution'

/** One line of an account. Amounts in whole pence; null is not known, which is not nothing. */
export type Line = {
  kind: LineKind
  label: string
  /** brought-forward, contributions, training-income, reserve or spend; of a contribution the kind of payer, such as 'health'. */
  heading: string
  organisation: string | null
  unitPence: number | null
  quantity: number
  totalPence: number | null
  printedPence: number | null
  /** The printed amount is one body's share and not the whole line. */
  isPrintedPerBody: boolean
  printedPercent: number | null
  mark: string | null
  note: string | null
}

export type PrintedTotal = { of: string; label: string; pence: number; source: string }

export type AccountNotes = {
  period: string | null
  flags: { about: string; text: string; source: string }[]
  footnotes: { mark: string; text: string }[]
  inKind: { text: string; source: string }[]
  sources: { income: string; expenditure: string | null; contributions: string }
}

/** A year's money as published. Totals are never stored: they are worked out and set beside what is printed. */
export type Account = {
  id: string
  periodWords: string
  startsOn: string
  endsOn: string
  income: Line[]
  expenditure: Line[]
  contributions: Line[]
  printed: PrintedTotal[]
  notes: AccountNotes
}

/** A sum in pence over the lines that are known; `isAtLeast` when one is not. */
export type Total = { pence: number; isAtLeast: boolean }

export const totalOf = (lines: readonly Pick<Line, 'totalPence'>[]): Total => ({
  pence: lines.reduce((sum, line) => sum + (line.totalPence ?? 0), 0),
  isAtLeast: lines.some((line) => line.totalPence === null),
})

/** '£430,552.45', or 'at least £430,552.45' when an amount under it is not known. */
export const totalInWords = ({ pence, isAtLeast }: Total): string =>
  isAtLeast ? `at least ${money(pence)}` : money(pence)

const both = (one: Total, other: Total): Total => ({
  pence: one.pence + other.pence,
  isAtLeast: one.isAtLeast || other.isAtLeast,
})

const broughtIn = new Set(['brought-forward', 'reserve'])

export type AccountTotals = {
  income: Total
  /** null when no spend is published. */
  expenditure: Total | null
  contributions: Total
  /** Contributions and what is earned, without balances and reserves. */
  earned: Total
  /** Income less spend; null when either is not wholly known. */
  left: number | null
}

/**
 * The totals of an account. Where the income lists contributions (Kent), they are not counted again from the list of
 * contributors; where it does not (Medway), the list is the income.
 */
export function accountTotals(account: Account): AccountTotals {
  const contributions = totalOf(account.contributions)
  const others = account.income.filter((line) => line.heading !== 'contributions')
  const listed = account.income.filter((line) => line.heading === 'contributions')
  const given = listed.length > 0 ? totalOf(listed) : contributions
  const income = both(given, totalOf(others))
  const earned = both(given, totalOf(others.filter((line) => !broughtIn.has(line.heading))))
  const expenditure = account.expenditure.length > 0 ? totalOf(account.expenditure) : null
  const isKnown = expenditure !== null && !expenditure.isAtLeast && !income.isAtLeast
  return { income, expenditure, contributions, earned, left: isKnown ? income.pence - expenditure.pence : null }
}

/** A contribution's share of all contributions in per cent, to one decimal; null when a contribution is not known. */
export function shareOf(line: Line, account: Account): number | null {
  const { pence, isAtLeast } = totalOf(account.contributions)
  if (isAtLeast || pence === 0 || line.totalPence === null) return null
  return Math.round((line.totalPence / pence) * 1000) / 10
}

/** What one printed amount stands for, since printed tables mix shares and totals. */
export function basisInWords(line: Line): string {
  if (line.quantity === 1) return 'One payer'
  const bodies = plural(line.quantity, 'body', 'bodies')
  return line.isPrintedPerBody ? `Printed per body: ${bodies}` : `Printed as the whole line: ${bodies}`
}

/** Amounts, lines and words that a reader could take wrongly, as noted when the document was read. */
export const flagsOf = (account: Account): { text: string; source: string }[] =>
  // The roll-forward is checked and said by `reconciliation`.
  account.notes.flags.filter((flag) => flag.about !== 'roll-forward')

/** 'Account for 2021/22 (1 April 2021 to 31 March 2022)'. */
export const accountTitle = ({
  periodWords,
  startsOn,
  endsOn,
}: Pick<Account, 'periodWords' | 'startsOn' | 'endsOn'>): string =>
  `Account for ${periodWords} (${inWords(startsOn)} to ${inWords(endsOn)})`

/** How the account's year lies beside another period, when they are not the same; null when they are. */
export function periodMismatch(account: Pick<Account, 'startsOn' | 'endsOn'>, from: string, to: string): string | null {
  if (account.startsOn === from && account.endsOn === to) return null
  return `The account covers ${inWords(account.startsOn)} to ${inWords(account.endsOn)}; the report covers ${inWords(from)} to ${inWords(to)}.`
}
