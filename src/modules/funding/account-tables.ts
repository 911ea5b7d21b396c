import type { Block, Inline, Table } from '#platform/documents/document.ts'
import { money, number } from '#platform/words.ts'
import { accountTitle, accountTotals, shareOf, totalInWords, totalOf, type Account, type Line } from './account.ts'
import { checksOf, reconciliation } from './account-checks.ts'

const payers: Record<string, string> = {
  council: 'Council',
  police: 'Police',
  health: 'Health',
  probation: 'Probation',
  'fire-and-rescue': 'Fire and rescue',
  'district-councils': 'District councils',
  'secure-estate': 'Secure estate',
}

const amount = (pence: number | null): string => (pence === null ? 'not known' : money(pence))
const percent = (share: number | null): string => (share === null ? '' : `${number(share, 1)}%`)
const bold = (cells: readonly string[]): Inline[] => cells.map((text) => [{ text, bold: true }])
const marked = (line: Line): string => `${line.label}${line.mark ?? ''}`

const notesOf = (lines: readonly Line[]): string[] =>
  lines.flatMap((line) => (line.note === null ? [] : [`${line.label}: ${line.note}`]))

function contributionRow(line: Line, account: Account): string[] {
  const printed = line.printedPence === null ? 'not known' : money(line.printedPence)
  const basis = line.quantity === 1 ? printed : `${printed} ${line.isPrintedPerBody ? 'per body' : 'for all'}`
  return [
    line.label,
    basis,
    String(line.quantity),
    amount(line.unitPence),
    amount(line.totalPence),
    percent(shareOf(line, account)),
  ]
}

/** Who gave what: what is printed, how many bodies it is for, what each gave, the line's total and its share of all contributions. */
export function contributionsTable(account: Account): Table {
  const total = totalOf(account.contributions)
  const printedPercents = account.contributions.some((line) => line.printedPercent !== null)
  const withPrinted = (cells: string[], line: Line | null): string[] =>
    printedPercents ? [...cells, line?.printedPercent == null ? '' : percent(line.printedPercent)] : cells
  const rows = [...Map.groupBy(account.contributions, (line) => line.heading)].flatMap(([heading, lines]) => {
    const own: Inline[][] = lines.map((line) => withPrinted(contributionRow(line, account), line))
    if (lines.length === 1) return own
    const sum = totalOf(lines)
    const share = sum.isAtLeast || total.isAtLeast || total.pence === 0 ? '' : percent((sum.pence / total.pence) * 100)
    return [
      ...own,
      bold(withPrinted([`${payers[heading] ?? heading}, together`, '', '', '', totalInWords(sum), share], null)),
    ]
  })
  return {
    type: 'table',
    caption: `Contributions, ${account.periodWords}`,
    columns: [
      { header: 'Payer' },
      { header: 'As printed', kind: 'number' },
      { header: 'Bodies', kind: 'number' },
      { header: 'Each', kind: 'number' },
      { header: 'Total', kind: 'number' },
      { header: 'Share', kind: 'number' },
      ...(printedPercents ? [{ header: 'Share as printed', kind: 'number' as const }] : []),
    ],
    rows,
    totalsRow: withPrinted(
      ['All contributions', '', '', '', totalInWords(total), total.isAtLeast ? '' : '100.0%'],
      null,
    ),
    notes: notesOf(account.contributions),
    rowHeaders: true,
  }
}

const amountColumns = (header: string): Table['columns'] => [{ header }, { header: 'Amount', kind: 'number' }]

/** What came in, with its computed total. Contributions are one line where the account does not list them itself. */
export function incomeTable(account: Account): Table {
  const totals = accountTotals(account)
  const listsContributions = account.income.some((line) => line.heading === 'contributions')
  const given = listsContributions
    ? []
    : [['Contributions, from the list of contributors', totalInWords(totals.contributions)]]
  return {
    type: 'table',
    caption: `Income, ${account.periodWords}`,
    columns: amountColumns('Income'),
    rows: [...given, ...account.income.map((line) => [marked(line), amount(line.totalPence)])],
    totalsRow: ['Total income', totalInWords(totals.income)],
    notes: notesOf(account.income),
    rowHeaders: true,
  }
}

/** What was spent, with its computed total; null when no spend is published. */
export function expenditureTable(account: Account): Table | null {
  const { expenditure } = accountTotals(account)
  if (expenditure === null) return null
  return {
    type: 'table',
    caption: `Spend, ${account.periodWords}`,
    columns: amountColumns('Spend'),
    rows: account.expenditure.map((line) => [marked(line), amount(line.totalPence)]),
    totalsRow: ['Total spend', totalInWords(expenditure)],
    notes: [...account.notes.footnotes.map(({ mark, text }) => `${mark} ${text}`), ...notesOf(account.expenditure)],
    rowHeaders: true,
  }
}

/** The contributions as they stand in a report: the table, what does not add up, and where it is from. */
export function contributionsBlocks(account: Account): Block[] {
  const { contributions } = account.notes.sources
  const wrong = checksOf(account).filter((check) => check.verdict === 'differs' && check.source === contributions)
  return [
    contributionsTable(account),
    ...wrong.map(({ label, text }): Block => ({ type: 'note', kind: 'inset', text: `${label}: ${text}` })),
    { type: 'source', text: `${contributions}. Totals and shares are worked out from the lines.` },
  ]
}

/** The year's account as it stands in a report: income, spend, what is left, and the roll-forward when it does not reconcile. */
export function accountBlocks(account: Account): Block[] {
  const { left } = accountTotals(account)
  const flag = reconciliation(account)
  const spend = expenditureTable(account)
  const { income, expenditure } = account.notes.sources
  return [
    incomeTable(account),
    spend ?? { type: 'paragraph', text: 'Spend by heading is not published, so nothing can be said of what was left.' },
    ...(left === null ? [] : [{ type: 'paragraph', text: `Income less spend: ${money(left)}.` } as const]),
    ...(flag === null
      ? []
      : [{ type: 'note', kind: flag.verdict === 'differs' ? 'warning' : 'inset', text: flag.text } as const]),
    {
      type: 'source',
      text: `${income}${expenditure === null || expenditure === income ? '' : `; ${expenditure}`}. ${accountTitle(account)}. Totals are worked out from the lines.`,
    },
  ]
}
