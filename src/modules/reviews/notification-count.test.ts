import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeInWords, changeSentence, countOrUnknown, type NotificationCount } from './notification-count.ts'

const count = (startsOn: string, endsOn: string, combined: number | null): NotificationCount => ({
  periodWords: 'P',
  startsOn,
  endsOn,
  combined,
  notified: 10,
  countingRule: 'R',
  note: null,
  source: 'S',
})

test('a change in words, also when it cannot be said', () => {
  assert.equal(changeInWords(24, 25), '1 more (24 to 25)')
  assert.equal(changeInWords(25, 20), '5 fewer (25 to 20)')
  assert.equal(changeInWords(10, 10), 'the same (10)')
  assert.match(changeInWords(null, 10), /cannot be said/)
  assert.equal(countOrUnknown(null), 'not known')
  assert.equal(countOrUnknown(0), '0')
})

test('only periods of one length that follow each other compare', () => {
  const before = count('2020-10-01', '2021-09-30', 24)
  assert.match(
    changeSentence(before, count('2021-10-01', '2022-09-30', 25)) ?? '',
    /1 more \(24 to 25\).*the same \(10\)/,
  )
  assert.equal(changeSentence(before, count('2021-10-01', '2022-03-31', 12)), null)
  assert.equal(changeSentence(before, count('2022-10-01', '2023-09-30', 25)), null)
  assert.equal(changeSentence(undefined, before), null)
})
