import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  attendeesInWords,
  countInWords,
  eLearningSentences,
  noLongerTop,
  previousCompletions,
  rankedWithBefore,
  trainingChecks,
  trainingTotals,
  type Delivery,
  type ELearning,
} from './training-year.ts'

const course = (courses: number | null, attendees: number | null, isRegisterMissing = false): Delivery => ({
  kind: 'course',
  name: 'A course',
  held: null,
  courses,
  attendees,
  isRegisterMissing,
  source: 'S',
})
const eLearning = (rest: Partial<ELearning>): ELearning => ({
  completions: 36_712,
  previousCompletions: null,
  changePercent: -11,
  topTen: [],
  note: null,
  source: 'S',
  ...rest,
})

test('attendances are at least what is counted as soon as a register is missing', () => {
  const table: [Delivery[], string, string][] = [
    [[course(1, 10), course(2, 20)], '3', '30'],
    [[course(1, 10, true), course(2, 20)], '3', 'at least 30'],
    [[course(1, null), course(2, 20)], '3', 'at least 20'],
    [[course(null, 5)], 'at least 0', '5'],
    [[], '0', '0'],
  ]
  for (const [deliveries, courses, attended] of table) {
    const totals = trainingTotals({ deliveries })
    assert.equal(countInWords(totals.courses), courses)
    assert.equal(countInWords(totals.attendances), attended)
  }
})

test('events and trainers’ days are in all attendances and not in those of courses', () => {
  const deliveries = [
    course(1, 10),
    { ...course(null, 118), kind: 'event' as const },
    { ...course(null, 7), kind: 'associate-trainers' as const },
  ]
  const totals = trainingTotals({ deliveries })
  assert.deepEqual(totals.attendances, { count: 10, isAtLeast: false })
  assert.deepEqual(totals.allAttendances, { count: 135, isAtLeast: false })
})

test('a course without any register has no number, which is not nought', () => {
  assert.equal(attendeesInWords(course(1, null)), 'not known: no register')
  assert.equal(attendeesInWords(course(1, 0)), '0')
  assert.equal(attendeesInWords(course(1, 8, true)), 'at least 8')
})

test('printed totals that do not add up are said', () => {
  const year = {
    id: '1',
    periodWords: 'P',
    startsOn: '2021-10-01',
    endsOn: '2022-09-30',
    notes: { register: '', headlines: [], flags: [], source: 'S' },
    deliveries: [course(2, 30)],
    eLearning: null,
  }
  assert.deepEqual(
    trainingChecks({ ...year, printed: { courses: 2, attendees: 30 } }).map((each) => each.agrees),
    [true, true],
  )
  const [courses, attended] = trainingChecks({ ...year, printed: { courses: 3, attendees: 31 } })
  assert.match(courses?.text ?? '', /3 courses printed, but the lines add to 2/)
  assert.match(attended?.text ?? '', /31 attendances printed, but the lines add to 30/)
})

test('the year before is a range when only a rounded change is printed', () => {
  assert.deepEqual(previousCompletions(eLearning({})), { from: 41_019, to: 41_482 })
  for (const count of [41_019, 41_482]) assert.equal(Math.round((36_712 / count - 1) * 100), -11)
  for (const count of [41_018, 41_483]) assert.notEqual(Math.round((36_712 / count - 1) * 100), -11)
  assert.deepEqual(previousCompletions(eLearning({ previousCompletions: 41_250 })), { from: 41_250, to: 41_250 })
  assert.equal(previousCompletions(eLearning({ changePercent: null })), null)
  assert.equal(previousCompletions(eLearning({ completions: null })), null)
  assert.equal(previousCompletions(eLearning({ changePercent: -100 })), null)
})

test('e-learning is told with no more than the figures bear out', () => {
  assert.match(eLearningSentences(eLearning({})).join(' '), /36,712 .* 11% fewer .* lies between 41,019 and 41,482/)
  assert.deepEqual(eLearningSentences(eLearning({ completions: null })), [
    'How many e-learning courses were completed is not known.',
  ])
  assert.equal(eLearningSentences(eLearning({ changePercent: null })).length, 1)
})

test('this year’s ranks stand beside last year’s', () => {
  const topTen = [
    { words: 'before', endsOn: '2021-09-30', courses: ['A', 'B', 'C'], source: 'S' },
    { words: 'now', endsOn: '2022-09-30', courses: ['A', 'D', 'B'], source: 'S' },
  ]
  assert.deepEqual(rankedWithBefore(topTen), [
    { rank: 1, course: 'A', before: 1 },
    { rank: 2, course: 'D', before: null },
    { rank: 3, course: 'B', before: 2 },
  ])
  assert.deepEqual(noLongerTop(topTen), [{ rank: 3, course: 'C' }])
  assert.deepEqual(rankedWithBefore([]), [])
})
