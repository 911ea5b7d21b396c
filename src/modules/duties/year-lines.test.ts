import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readYearLines } from './year-lines.ts'

const problemOf = (line: string): string | undefined => {
  const read = readYearLines(line, 2029)
  return read.ok ? undefined : read.problems.join(' | ')
}

test('dates are read as people write and paste them', () => {
  const christmas = { date: '2029-12-25', name: 'Christmas Day' }
  for (const line of [
    '25 December 2029, Christmas Day',
    '2029-12-25, Christmas Day',
    '25/12/2029,Christmas Day',
    '25 December, Christmas Day',
    '25 December\tTuesday\tChristmas Day',
    ' 25 December 2029 , tuesday, Christmas Day ',
  ])
    assert.deepEqual(readYearLines(line, 2029), { ok: true, holidays: [christmas] }, line)
  assert.deepEqual(readYearLines('1 June 2029, Jubilee, by proclamation', 2029), {
    ok: true,
    holidays: [{ date: '2029-06-01', name: 'Jubilee, by proclamation' }],
  })
})

test('lines stay in their order, empty ones are passed over', () => {
  assert.deepEqual(readYearLines('\r\n26 December 2029, Boxing Day\r\n  \n25 December 2029, Christmas Day\n', 2029), {
    ok: true,
    holidays: [
      { date: '2029-12-26', name: 'Boxing Day' },
      { date: '2029-12-25', name: 'Christmas Day' },
    ],
  })
  assert.deepEqual(readYearLines('', 2029), { ok: true, holidays: [] })
})

test('everything that is wrong is told at once, by its line', () => {
  const table: [string, string][] = [
    ['some day, Christmas Day', `Line 1: 'some day' is not a date`],
    ['30 February, Christmas Day', `Line 1: '30 February' is not a date`],
    ['25 December 2029', 'Line 1: The bank holiday on 25 December 2029 has no name'],
    ['25 December 2029, Tuesday', 'Line 1: The bank holiday on 25 December 2029 has no name'],
    ['29 December 2029, Late', 'Line 1: 29 December 2029 is a Saturday: give the weekday that is taken in its place'],
    ['25 December 2028, Christmas Day', 'Line 1: 25 December 2028 is not in 2029'],
    ['25 December, Monday, Christmas Day', 'Line 1: 25 December 2029 is a Tuesday, not a Monday'],
    [`25 December, ${'x'.repeat(101)}`, 'Line 1: The name must be 100 characters or fewer'],
    [', Christmas Day', `Line 1: 'Christmas Day' is not a date`],
  ]
  for (const [line, problem] of table) assert.equal(problemOf(line), problem)
  assert.equal(problemOf(`25 December, ${'x'.repeat(100)}`), undefined)
  assert.equal(
    problemOf('25 December, Christmas Day\nnonsense\n26 December, Boxing Day\n2029-12-25, Again\n\n1/1/2030, Next'),
    `Line 2: 'nonsense' is not a date | Line 4: 25 December 2029 stands in line 1 already | Line 6: 1 January 2030 is not in 2029`,
  )
})
