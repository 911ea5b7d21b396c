import assert from 'node:assert/strict'
import { test } from 'node:test'
import { courseMethod, readCourse } from './course.ts'
import { drawCourse } from './course-drawing.ts'
import { whatCannotBeSaid } from './course-sentence.ts'
import { stateOf } from './course-state.ts'
import type { Observation } from './observation.ts'
import { sinceNoted } from './since-noted.ts'
import { anIndicator, quarters } from './testing.ts'

const steady = [20, 21, 20, 22, 21, 20, 21, 20, 22, 21, 20, 21, 20, 22, 21, 20]
const courseOf = (observations: readonly Observation[], facts: Parameters<typeof anIndicator>[0] = {}) =>
  readCourse({ indicator: anIndicator(facts), observations, target: null, targetNote: null, annotations: [] })

test('a steady course is no unusual change', () => {
  const course = courseOf(quarters(steady))
  assert.equal(stateOf(course), 'steady')
  assert.deepEqual(course.signals, [])
  assert.match(
    course.sentence,
    /^In Q4 2024-25 it was 20\.0% \(20 of 100\), within the usual range \(from .* to .*\)\. No unusual change\.$/,
  )
  assert.equal(course.spc.ruleSet, 'Making Data Count 2023')
})

test('a point beyond the limits is told with its range and how often chance does that, and no cause', () => {
  const course = courseOf(quarters([...steady, 40]))
  assert.equal(stateOf(course), 'worsening')
  assert.match(course.sentence, /higher than usual, which is worse\. Seen: a point above the upper process limit\./)
  assert.match(course.sentence, /by chance about once in 370 points; it does not say why\.$/)
})

test('better and worse follow the indicator, and are not said where neither is good', () => {
  assert.equal(stateOf(courseOf(quarters([...steady, 40]), { polarity: 'higher-better' })), 'improving')
  const neutral = courseOf(quarters([...steady, 40]), { polarity: 'none' })
  assert.equal(stateOf(neutral), 'higher')
  assert.doesNotMatch(neutral.sentence, /worse|better/)
  assert.equal(stateOf(courseOf(quarters([...steady, 5]), { polarity: 'none' })), 'lower')
})

test('fewer than 13 points show no signal and say so', () => {
  const course = courseOf(quarters([...steady.slice(0, 11), 60]))
  assert.equal(stateOf(course), 'too-few')
  assert.deepEqual(course.signals, [])
  assert.match(course.sentence, /Only 12 quarters have a figure: too few for process limits \(13 are needed\)\./)
  assert.match(whatCannotBeSaid(course).join(' '), /too few points \(12 of the 13/)
})

test('a short series is read as a run chart, and the method says why and by which rules', () => {
  const course = courseOf(quarters([20, 21, 22, 23, 24, 25, 26, 27]))
  assert.equal(course.choice.chart, 'run')
  assert.equal(course.run?.median, 23.5)
  assert.match(course.sentence, /Seen in 8 points: 8 points in a row, each higher than the one before \(NHS rule\)/)
  assert.equal(
    courseMethod(course),
    'Run chart around the median. Rule sets: NHS run chart rules (Perla, Provost and Murray 2011); Anhøj rules (Anhøj and Olesen 2014). Chosen for 8 points: a run chart with its median, since process limits need 13.',
  )
  const chart = drawCourse(course, 'Kent', null)
  assert.match(chart, /Median 23\.5%/)
  assert.doesNotMatch(chart, /Upper limit|Mean 2/)
})

test('rare events have no process limits however many quarters there are, so no signal by them either', () => {
  const rare = { unit: 'count', denominator: null, multiplier: null } as const
  const none = Array.from({ length: 16 }, (_, at) => (at % 4 === 0 ? 1 : 0))
  const course = courseOf(quarters([...none, 9]), rare)
  assert.equal(stateOf(course), 'no-limits')
  assert.deepEqual(course.signals, [])
  assert.match(course.sentence, /The average count is 0\.76 a quarter, so 12 of 17 quarters have none/)
  assert.match(whatCannotBeSaid(course).join(' '), /No signal by process limits is shown/)
  assert.match(courseMethod(course), /^Run chart around the median\./)
})

test('enough points are judged by limits, and the method prints rule set, points and what to mind', () => {
  const points = quarters(steady).map((point, at) => ({ ...point, denominator: at === 0 ? 20 : 100 }))
  assert.equal(
    courseMethod(courseOf(points)),
    'XmR chart: mean and limits at 2.66 times the mean moving range, ranges beyond 3.267 times their mean left out. Rule set: Making Data Count 2023. 16 points are enough for process limits. Denominators go from 20 to 100: the chart takes every quarter as alike.',
  )
})

test('what was noted is set beside the figures before and since, without a cause; nothing is worked out across new limits', () => {
  const note = { startsOn: '2023-04-01', text: 'A new front door', isRebase: false, author: 'Somebody' }
  const low = [20, 21, 19, 20, 21, 20, 19, 21]
  const points = quarters([...low, ...low.map((value) => value + 10)])
  const [since] = sinceNoted({ points, annotations: [note, { ...note, isRebase: true }] })
  assert.equal(since?.what, '1 April 2023: A new front door')
  assert.match(since?.sentence ?? '', /the level rose at the date.*This does not show a cause/)
  assert.match(since?.method ?? '', /Segmented regression/)
  assert.match(
    sinceNoted({ points: points.slice(0, 10), annotations: [note] })[0]?.sentence ?? '',
    /^Nothing can be said: 8 before the date and 2 from it on, where 8 are needed on either side\.$/,
  )
})

test('a missing quarter is a gap with its reason, and a hole in the records is one too', () => {
  const all = quarters([...steady, null])
  const course = courseOf(all.filter((_, at) => at !== 4))
  assert.equal(course.points.length, 17)
  assert.equal(course.points[4]?.id, null)
  assert.equal(course.points[4]?.value, null)
  assert.equal(course.latest?.label, 'Q4 2024-25')
  assert.match(course.sentence, /There is no figure for Q1 2025-26: The system was down\.$/)
  assert.match(
    whatCannotBeSaid(course).join(' '),
    /Nothing was recorded for this quarter\. It is left out, not counted as zero\./,
  )
})

test('nothing at all says so', () => {
  assert.equal(courseOf([]).sentence, 'No quarterly figure has been accepted yet.')
  assert.match(courseOf(quarters([null])).sentence, /^No quarter has a figure yet\. Q1 2021-22: The system was down\.$/)
  assert.equal(stateOf(courseOf(quarters([null]))), 'none')
})

test('a rebase that a person decided begins new limits', () => {
  const observations = quarters([...steady, ...steady.map((value) => value + 30)])
  const note = { startsOn: observations[16]?.startsOn ?? '', text: 'A new system', isRebase: true, author: 'A person' }
  const course = readCourse({
    indicator: anIndicator(),
    observations,
    target: 25,
    targetNote: null,
    annotations: [note],
  })
  assert.equal(course.spc.limits.length, 2)
  assert.equal(stateOf(course), 'steady')
  const same = readCourse({
    indicator: anIndicator(),
    observations,
    target: 25,
    targetNote: null,
    annotations: [{ ...note, isRebase: false }],
  })
  assert.equal(same.spc.limits.length, 1, 'a note alone changes no limits')
})

test('one invented figure makes the course invented', () => {
  const observations = quarters(steady).map((one, at) => ({ ...one, isInvented: at === 3 }))
  assert.equal(courseOf(observations).isInvented, true)
  assert.match(whatCannotBeSaid(courseOf(observations))[0] ?? '', /invented/)
})
