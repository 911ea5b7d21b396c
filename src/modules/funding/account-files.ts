import type { CsvValue } from '#platform/sheets/write-csv.ts'
import type { ColumnSpec, TableSheet, WorkbookSpec } from '#platform/sheets/workbook-spec.ts'
import {
  accountTitle,
  accountTotals,
  basisInWords,
  shareOf,
  totalOf,
  type Account,
  type Line,
  type Total,
} from './account.ts'
import { checksOf, verdicts } from './account-checks.ts'

const pounds = (pence: number | null): number | null => (pence === null ? null : pence / 100)
/** A total that is only a floor is no number: a spreadsheet would add it up. */
const certain = ({ pence, isAtLeast }: Total): number | null => (isAtLeast ? null : pence / 100)
const atLeast = ({ pence, isAtLeast }: Total): string =>
  isAtLeast ? `At least ${(pence / 100).toFixed(2)}: an amount is not known` : ''

const contributionColumns: ColumnSpec[] = [
  { header: 'Payer', width: 44 },
  { header: 'Kind of payer', width: 20 },
  { header: 'Printed (£)', width: 14, format: 'money' },
  { header: 'What is printed', width: 30 },
  { header: 'Bodies', width: 8, format: 'number' },
  { header: 'Each (£)', width: 14, format: 'money' },
  { header: 'Total (£)', width: 14, format: 'money' },
  { header: 'Share of contributions (%)', width: 14, format: 'number', decimals: 1 },
  { header: 'Note', width: 60 },
]

const contributionRows = (account: Account): (string | number | null)[][] => {
  const total = totalOf(account.contributions)
  return [
    ...account.contributions.map((line) => [
      line.label,
      line.heading,
      pounds(line.printedPence),
      basisInWords(line),
      line.quantity,
      pounds(line.unitPence),
      pounds(line.totalPence),
      shareOf(line, account),
      line.note ?? '',
    ]),
    ['All contributions', '', null, '', null, null, certain(total), total.isAtLeast ? null : 100, atLeast(total)],
  ]
}

const accountColumns: ColumnSpec[] = [
  { header: 'Side', width: 14 },
  { header: 'Line', width: 44 },
  { header: 'Amount (£)', width: 16, format: 'money' },
  { header: 'Note', width: 60 },
]

function accountRows(account: Account): (string | number | null)[][] {
  const totals = accountTotals(account)
  const row = (side: string) => (line: Line) => [
    side,
    `${line.label}${line.mark ?? ''}`,
    pounds(line.totalPence),
    line.note ?? '',
  ]
  const given = account.income.some((line) => line.heading === 'contributions')
    ? []
    : [
        [
          'Income',
          'Contributions, from the list of contributors',
          certain(totals.contributions),
          atLeast(totals.contributions),
        ],
      ]
  const spend = totals.expenditure
  return [
    ...given,
    ...account.income.map(row('Income')),
    ['Income', 'Total income', certain(totals.income), atLeast(totals.income)],
    ...account.expenditure.map(row('Spend')),
    ...(spend === null ? [] : [['Spend', 'Total spend', certain(spend), atLeast(spend)]]),
    ...(totals.left === null ? [] : [['Result', 'Income less spend', pounds(totals.left), '']]),
  ]
}

/** One table of an account as rows of a CSV file, headings first. A sum that is not wholly known is empty, and its note says so. */
export function accountCsv(account: Account, which: 'contributions' | 'account'): CsvValue[][] {
  const [columns, rows] =
    which === 'contributions'
      ? [contributionColumns, contributionRows(account)]
      : [accountColumns, accountRows(account)]
  return [columns.map((column) => column.header), ...rows]
}

/** The account as a workbook: contributions, income and spend, and every printed total beside the computed one. */
export function accountWorkbook(account: Account, partnership: string): WorkbookSpec {
  const title = `${partnership}: ${accountTitle(account)}`
  const sheet = (name: string, source: string, columns: ColumnSpec[], rows: TableSheet['rows']): TableSheet => ({
    kind: 'table',
    name,
    titles: [title, `Source: ${source}. Totals are worked out from the lines.`],
    columns,
    rows,
  })
  const { contributions, income } = account.notes.sources
  return {
    title,
    creator: partnership,
    sheets: [
      sheet('Contributions', contributions, contributionColumns, contributionRows(account)),
      sheet('Income and spend', income, accountColumns, accountRows(account)),
      sheet(
        'Checks',
        income,
        [
          { header: 'Total', width: 44 },
          { header: 'As printed', width: 16 },
          { header: 'Worked out', width: 24 },
          { header: 'Result', width: 20 },
          { header: 'In words', width: 80 },
        ],
        checksOf(account).map((check) => [
          check.label,
          check.printed,
          check.computed,
          verdicts[check.verdict].words,
          check.text,
        ]),
      ),
    ],
  }
}
