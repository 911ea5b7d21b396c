import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountTotals, periodMismatch, shareOf, totalInWords, totalOf, type Account, type Line } from './account.ts'
import { checksOf, reconciliation } from './account-checks.ts'

const line = (label: string, totalPence: number | null, rest: Partial<Line> = {}): Line => ({
  kind: 'contribution',
  label,
  heading: 'council',
  organisation: null,
  unitPence: totalPence,
  quantity: 1,
  totalPence,
  printedPence: totalPence,
  isPrintedPerBody: false,
  printedPercent: null,
  mark: null,
  note: null,
  ...rest,
})

const account = (parts: Partial<Account>): Account => ({
  id: '1',
  periodWords: '2021/22',
  startsOn: '2021-04-01',
  endsOn: '2022-03-31',
  income: [],
  expenditure: [],
  contributions: [],
  printed: [],
  notes: {
    period: null,
    flags: [],
    footnotes: [],
    inKind: [],
    sources: { income: 'A', expenditure: 'A', contributions: 'B' },
  },
  ...parts,
})

test('a total with an amount missing under it says at least', () => {
  const lines = [line('a', 100), line('b', null), line('c', 50)]
  assert.deepEqual(totalOf(lines), { pence: 150, isAtLeast: true })
  assert.equal(totalInWords(totalOf(lines)), 'at least £1.50')
  assert.equal(totalInWords(totalOf([line('a', 100)])), '£1.00')
  assert.equal(totalInWords(totalOf([])), '£0.00')
})

test('contributions listed in the account are not counted twice', () => {
  const given = [line('a', 10_000), line('b', 5_000)]
  const listed = account({ contributions: given, income: [line('All', 15_000, { heading: 'contributions' })] })
  const unlisted = account({ contributions: given, income: [line('Fees', 1_000, { heading: 'training-income' })] })
  assert.equal(accountTotals(listed).income.pence, 15_000)
  assert.equal(accountTotals(unlisted).income.pence, 16_000)
})

test('balances and reserves are income and are not earned', () => {
  const { income, earned } = accountTotals(
    account({
      contributions: [line('a', 10_000)],
      income: [
        line('Fees', 1_000, { heading: 'training-income' }),
        line('Reserve', 500, { heading: 'reserve' }),
        line('Balance', 200, { heading: 'brought-forward' }),
      ],
    }),
  )
  assert.equal(income.pence, 11_700)
  assert.equal(earned.pence, 11_000)
})

test('what is left is unknown when the spend or an amount is unknown', () => {
  const contributions = [line('a', 10_000)]
  assert.equal(accountTotals(account({ contributions })).left, null)
  assert.equal(accountTotals(account({ contributions, expenditure: [line('x', 4_000)] })).left, 6_000)
  assert.equal(accountTotals(account({ contributions, expenditure: [line('x', null)] })).left, null)
  assert.equal(accountTotals(account({ contributions: [line('a', null)], expenditure: [line('x', 1)] })).left, null)
})

test('a share is of what all give, and is not said when one is unknown', () => {
  const [a, b] = [line('a', 2_000), line('b', 1_000)]
  assert.equal(shareOf(a, account({ contributions: [a, b] })), 66.7)
  assert.equal(shareOf(a, account({ contributions: [a, line('c', null)] })), null)
  assert.equal(shareOf(a, account({ contributions: [] })), null)
})

test('a printed total beside the computed one, as a table', () => {
  const printed = (pence: number) => [{ of: 'contributions', label: 'TOTAL', pence, source: 'B' }]
  const rows: [Line[], number, string, RegExp][] = [
    [[line('a', 100), line('b', 200)], 300, 'agrees', /is the sum/],
    [[line('a', 100), line('b', 200)], 250, 'differs', /£0.50 more than printed/],
    [[line('a', 100), line('b', 200)], 400, 'differs', /£1.00 less than printed/],
    [[line('a', 100), line('b', null)], 250, 'unsure', /not known; what is known is £1.50 less/],
    [[line('a', 300), line('b', null)], 250, 'differs', /£0.50 more than printed/],
  ]
  for (const [contributions, pence, verdict, words] of rows) {
    const [check] = checksOf(account({ contributions, printed: printed(pence) }))
    assert.equal(check?.verdict, verdict)
    assert.match(check?.text ?? '', words)
  }
})

test('a printed total of something unpublished cannot be checked', () => {
  const [check] = checksOf(account({ printed: [{ of: 'expenditure', label: 'Total', pence: 100, source: 'A' }] }))
  assert.equal(check?.verdict, 'unsure')
  assert.equal(check?.computed, 'not known')
})

test('the roll-forward is said to agree, to differ, or to be beyond checking', () => {
  const printed = [{ of: 'roll-forward', label: 'Roll forward', pence: 6_000, source: 'A' }]
  const contributions = [line('a', 10_000)]
  const spent = (pence: number | null) => account({ contributions, expenditure: [line('x', pence)], printed })
  assert.equal(reconciliation(spent(4_000))?.verdict, 'agrees')
  assert.match(reconciliation(spent(3_000))?.text ?? '', /£70.00; .* printed as £60.00. £10.00 is not explained/)
  assert.match(reconciliation(spent(5_000))?.text ?? '', /£10.00 is not explained/)
  assert.equal(reconciliation(spent(null))?.verdict, 'unsure')
  assert.equal(reconciliation(account({ contributions })), null)
})

test('percentages that were rounded one by one are said not to add to 100', () => {
  const contributions = [line('a', 1, { printedPercent: 69.5 }), line('b', 1, { printedPercent: 30.4 })]
  const check = checksOf(account({ contributions })).at(-1)
  assert.equal(check?.printed, '99.9%')
  assert.match(check?.text ?? '', /add to 99.9, not 100/)
})

test('an account of another period than the report says so', () => {
  assert.equal(periodMismatch(account({}), '2021-04-01', '2022-03-31'), null)
  assert.match(
    periodMismatch(account({}), '2021-10-01', '2022-09-30') ?? '',
    /covers 1 April 2021 to 31 March 2022; the report covers 1 October 2021/,
  )
})
