import { inWords } from '#platform/dates.ts'
import { money, number, plural } from '#platform/words.ts'

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

export const verdicts = {
  agrees: { words: 'Adds up', tag: 'govuk-tag--green' },
  differs: { words: 'Does not add up', tag: 'govuk-tag--red' },
  unsure: { words: 'Cannot be checked', tag: 'govuk-tag--grey' },
} as const satisfies Record<string, { words: string; tag: string }>
export type Verdict = keyof typeof verdicts

/** A printed total beside the computed one. `text` says the difference in words. */
export type Check = { label: string; printed: string; computed: string; verdict: Verdict; text: string; source: string }

const groupOf: Record<string, string> = {
  'health-contributions': 'health',
  'district-council-contributions': 'district-councils',
}

function computedFor(of: string, account: Account, totals: AccountTotals): Total | null {
  const group = groupOf[of]
  if (group !== undefined) return totalOf(account.contributions.filter((line) => line.heading === group))
  if (of === 'income') return totals.income
  if (of === 'expenditure') return totals.expenditure
  if (of === 'contributions') return totals.contributions
  if (of === 'contributions-and-other-income') return totals.earned
  if (of === 'roll-forward') return totals.left === null ? null : { pence: totals.left, isAtLeast: false }
  return null
}

function compare(label: string, printed: number, computed: Total | null, source: string): Check {
  const base = { label, printed: money(printed), source }
  if (computed === null)
    return { ...base, computed: 'not known', verdict: 'unsure', text: 'What it is made of is not published.' }
  const shown = { ...base, computed: totalInWords(computed) }
  const difference = Math.abs(computed.pence - printed)
  if (computed.isAtLeast && computed.pence <= printed)
    return {
      ...shown,
      verdict: 'unsure',
      text: `An amount is not known; what is known is ${money(difference)} less than printed.`,
    }
  if (difference === 0) return { ...shown, verdict: 'agrees', text: 'The printed total is the sum of its lines.' }
  const way = computed.pence > printed ? 'more' : 'less'
  return { ...shown, verdict: 'differs', text: `The sum of the lines is ${money(difference)} ${way} than printed.` }
}

/** The printed roll-forward beside income less spend: the flag that a yearly report must carry when they differ. */
export function reconciliation(account: Account): { verdict: Verdict; text: string; source: string } | null {
  const printed = account.printed.find((each) => each.of === 'roll-forward')
  if (!printed) return null
  const { left } = accountTotals(account)
  if (left === null)
    return {
      verdict: 'unsure',
      text: 'The roll-forward cannot be checked: an amount is not known.',
      source: printed.source,
    }
  if (left === printed.pence)
    return {
      verdict: 'agrees',
      text: `Income less spend is ${money(left)}, as the roll-forward is printed.`,
      source: printed.source,
    }
  return {
    verdict: 'differs',
    text: `Income less spend is ${money(left)}; the roll-forward is printed as ${money(printed.pence)}. ${money(Math.abs(left - printed.pence))} is not explained.`,
    source: printed.source,
  }
}

/** Every printed total compared with the one worked out here, and the two places in which contributions stand with each other. */
export function checksOf(account: Account): Check[] {
  const totals = accountTotals(account)
  const checks = account.printed.map(({ of, label, pence, source }) => {
    const check = compare(nameOf[of] ?? label, pence, computedFor(of, account, totals), source)
    const flag = of === 'roll-forward' ? reconciliation(account) : null
    return flag ? { ...check, text: flag.text } : check
  })
  const listed = account.income.filter((line) => line.heading === 'contributions')
  if (listed.length === 0 || account.contributions.length === 0) return [...checks, ...percentCheck(account)]
  const inAccount = totalOf(listed)
  const text =
    inAccount.pence === totals.contributions.pence
      ? 'The account and the list of contributors agree.'
      : `The account and the list of contributors differ by ${money(Math.abs(inAccount.pence - totals.contributions.pence))}.`
  const check = compare(
    'Contributions in the account, beside the list of contributors',
    inAccount.pence,
    totals.contributions,
    account.notes.sources.contributions,
  )
  return [...checks, check.verdict === 'unsure' ? check : { ...check, text }, ...percentCheck(account)]
}

const nameOf: Record<string, string> = {
  income: 'Total income',
  expenditure: 'Total spend',
  'roll-forward': 'Carried into the next year (roll-forward)',
  contributions: 'Total contributions',
  'health-contributions': 'Total of health contributions',
  'district-council-contributions': 'Total of district council contributions',
  'contributions-and-other-income': 'Contributions and other income',
}

/** Printed percentages, which rounding may keep from adding to 100. */
function percentCheck(account: Account): Check[] {
  const percents = account.contributions.flatMap((line) => (line.printedPercent === null ? [] : [line.printedPercent]))
  if (percents.length === 0) return []
  const sum = Math.round(percents.reduce((all, each) => all + each, 0) * 10) / 10
  const isWhole = sum === 100
  return [
    {
      label: 'Printed percentages together',
      printed: `${number(sum, 1)}%`,
      computed: '100.0%',
      verdict: isWhole ? 'agrees' : 'differs',
      text: isWhole
        ? 'The printed percentages add to 100.'
        : `The printed percentages add to ${number(sum, 1)}, not 100: each was rounded by itself.`,
      source: account.notes.sources.contributions,
    },
  ]
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
