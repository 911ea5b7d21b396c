import assert from 'node:assert/strict'
import { test } from 'node:test'
import { londonDate, londonInstant, londonTime, readTime, timeInWords } from './london-time.ts'

test('a time in London is one instant, summer and winter and when the clocks change', () => {
  for (const [date, time, instant] of [
    ['2026-12-03', '10:00', '2026-12-03T10:00:00.000Z'],
    ['2027-06-03', '10:00', '2027-06-03T09:00:00.000Z'],
    ['2027-06-03', '00:30', '2027-06-02T23:30:00.000Z'],
    ['2027-03-28', '00:30', '2027-03-28T00:30:00.000Z'],
    ['2027-03-28', '01:30', '2027-03-28T01:30:00.000Z'],
    ['2027-03-28', '02:30', '2027-03-28T01:30:00.000Z'],
    ['2027-10-31', '01:30', '2027-10-31T00:30:00.000Z'],
    ['2027-10-31', '02:30', '2027-10-31T02:30:00.000Z'],
  ] as const) {
    assert.equal(londonInstant(date, time).toISOString(), instant, `${date} ${time}`)
  }
  assert.equal(londonDate(new Date('2027-06-02T23:30:00Z')), '2027-06-03')
  assert.equal(londonTime(new Date('2027-06-02T23:30:00Z')), '00:30')
})

test('times are read as people type them, and nothing else is taken for one', () => {
  const times = {
    '10am': '10:00',
    '2:30 pm': '14:30',
    '14.30': '14:30',
    '9': '09:00',
    '0930': '09:30',
    '12am': '00:00',
  }
  for (const [typed, time] of Object.entries({ ...times, '12pm': '12:00', midday: '12:00' })) {
    assert.equal(readTime(typed), time, typed)
  }
  for (const typed of ['', '25:00', '10:75', '13pm', '0am', 'ten', '10:00:00'])
    assert.equal(readTime(typed), null, typed)
})

test('times are written as people write them', () => {
  for (const [instant, words] of [
    ['2026-12-03T10:00:00Z', '10am'],
    ['2026-12-03T14:30:00Z', '2:30pm'],
    ['2026-12-03T12:00:00Z', 'midday'],
    ['2027-06-03T12:00:00Z', '1pm'],
  ] as const) {
    assert.equal(timeInWords(new Date(instant)), words)
  }
})
