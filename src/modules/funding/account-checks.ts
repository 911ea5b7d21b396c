import { money, number } from '#platform/words.ts'
import { accountTotals, totalInWords, totalOf, type Account, type AccountTotals, type Total } from './account.ts'

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
