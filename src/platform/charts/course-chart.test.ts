import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { chartPair } from './chart-pair.ts'
import { courseChart } from './course-chart.ts'
import type { CourseMark, CourseSpec } from './course-types.ts'
import { namesOf, readDrawing, textsOf } from './testing.ts'

const periods = Array.from(
  { length: 16 },
  (_, i) => `Q${(i % 4) + 1} ${2021 + Math.floor(i / 4)}-${22 + Math.floor(i / 4)}`,
)
const values = [21, 22, 20, null, 22, 23, 21, 22, 21, 20, 22, 27, 28, 27, 29, 28]
const marks = values.map((value): CourseMark | null => (value !== null && value > 25 ? 'concern' : null))

function aCourse(more: Partial<CourseSpec> = {}): CourseSpec {
  return {
    id: 'course',
    title: 'Children referred again within a year, Kent',
    label: 'Kent',
    periods,
    values,
    marks,
    markWords: marks.map((mark) => mark && '5 points in a row above the upper process limit'),
    limits: [{ from: 0, to: 15, mean: 21.5, lower: 17.2, upper: 25.8 }],
    target: { value: 20 },
    comparators: [
      { label: 'England', values: periods.map(() => 22) },
      { label: 'South East', values: periods.map((_, i) => (i > 12 ? null : 22.1)) },
      { label: 'Median of neighbours', values: periods.map((_, i) => (i % 4 === 3 ? 21.9 : null)), join: true },
    ],
    annotations: [{ index: 8, label: 'Definition changed' }],
    ruleSet: 'Making Data Count 2023',
    format: (value) => `${value.toFixed(1)}%`,
    ...more,
  }
}

test('says in its title and description what the chart says', () => {
  const { title, description } = namesOf(readDrawing(courseChart(aCourse({ invented: true }))))
  assert.equal(title, 'Children referred again within a year, Kent')
  assert.match(
    description,
    /^Invented demonstration figures\. Kent: from 21\.0% in Q1 2021-22 to 28\.0% in Q4 2024-25\./,
  )
  assert.match(description, /Highest 29\.0% in Q3 2024-25, lowest 20\.0% in Q3 2021-22\./)
  assert.match(description, /Mean 21\.5%, process limits 17\.2% to 25\.8%\./)
  assert.match(description, /Concern from Q4 2023-24 to Q4 2024-25: 5 points in a row above the upper process limit\./)
  assert.match(description, /Target 20\.0%\..*England 22\.0% in Q4 2024-25\..*South East 22\.1% in Q1 2024-25\./)
  assert.match(description, /From Q1 2023-24: Definition changed\. 1 period has no figure\.$/)
})

test('a missing value is a gap in the line, said in words, and never zero', () => {
  const root = readDrawing(
    courseChart(aCourse({ missing: values.map((value) => (value === null ? 'not returned' : null)) })),
  )
  const line = root.querySelector('.gt-chart__line')?.getAttribute('d') ?? ''
  assert.equal(line.match(/M/g)?.length, 2)
  assert.equal(root.querySelectorAll('.gt-chart__point title').length, 15)
  assert.equal(root.querySelector('.gt-chart__gap title')?.textContent, 'Q4 2021-22: no figure (not returned)')
})

test('a signal has its own shape, a tooltip with its word and reason, and a word under the chart', () => {
  const root = readDrawing(courseChart(aCourse()))
  const concerns = [...root.querySelectorAll('path.gt-chart__point--concern')].filter(
    (one) => one.querySelector('title') !== null,
  )
  assert.equal(concerns.length, 5)
  assert.equal(concerns[0]?.textContent, 'Q4 2023-24: 27.0%, concern: 5 points in a row above the upper process limit')
  assert.ok(textsOf(root).some(({ words }) => words === 'concern'))
  const shapes = (mark: CourseMark): string[] => {
    const drawn = readDrawing(courseChart(aCourse({ marks: values.map((value) => (value === 29 ? mark : null)) })))
    return [...drawn.querySelectorAll(`.gt-chart__point--${mark}`)].map(
      (one) => `${one.tagName}${(one.getAttribute('d') ?? '').replace(/[^A-Z]/g, '')}`,
    )
  }
  assert.equal(new Set([shapes('concern')[0], shapes('improvement')[0], shapes('change')[0]]).size, 3)
})

/** What stands under the plot; a line's end counts as a space. */
const foot = (spec: CourseSpec): string =>
  [...readDrawing(courseChart(spec)).querySelectorAll('.gt-chart__foot text')].map((one) => one.textContent).join(' ')

test('the corner says the number of points, the rule set, and that the axis does not start at zero', () => {
  assert.match(
    foot(aCourse()),
    /15 points, rules: Making Data Count 2023\. 1 period has no figure \(dotted\)\. The axis does not start at zero\./,
  )
  assert.doesNotMatch(foot(aCourse({ fromZero: true })), /does not start at zero/)
  assert.match(foot(aCourse({ notes: ['Limits are provisional.'] })), /Limits are provisional\.$/)
})

test('counts have an axis from zero, and a limit below zero is not drawn', () => {
  const limits = [{ from: 0, to: 15, mean: 21.5, lower: -3, upper: 46 }]
  const root = readDrawing(courseChart(aCourse({ fromZero: true, limits, comparators: [] })))
  const texts = textsOf(root)
  const zero = texts.find(({ words }) => words === '0')
  const lowest = Math.max(...texts.filter(({ words }) => /^\d+$/.test(words)).map(({ y }) => y))
  assert.equal(zero?.y, lowest)
  assert.equal(root.querySelectorAll('.gt-chart__limit').length, 2)
  assert.ok(!texts.some(({ words }) => words === 'Lower limit'))
})

test('limits step at each group, and a group without limits keeps its mean', () => {
  const limits = [
    { from: 0, to: 10, mean: 21.5, lower: 17, upper: 26 },
    { from: 11, to: 15, mean: 27.8, lower: null, upper: null },
  ]
  assert.equal(readDrawing(courseChart(aCourse({ limits }))).querySelectorAll('.gt-chart__limit').length, 4)
})

const saysInvented = (invented: boolean): boolean =>
  textsOf(readDrawing(courseChart(aCourse({ invented })))).some(
    ({ words }) => words === 'Invented demonstration figures',
  )

test('invented figures are said to be so in the drawing itself', () => {
  assert.deepEqual([saysInvented(true), saysInvented(false)], [true, false])
})

test('labels at the right end never overlap, whatever the values, wide and compact', () => {
  const end = fc.double({ min: 0, max: 100, noNaN: true })
  fc.assert(
    fc.property(fc.array(end, { minLength: 3, maxLength: 3 }), end, end, fc.boolean(), (ends, own, target, compact) => {
      const comparators = ends.map((value, i) => ({
        label: `Comparator number ${i}`,
        values: periods.map(() => value),
      }))
      const spec = aCourse({ values: periods.map(() => own), target: { value: target }, comparators, compact })
      const root = readDrawing(courseChart(spec))
      const rows = [...root.querySelectorAll('.gt-chart__labels text')]
        .map((one) => Number(one.getAttribute('y')))
        .sort((a, b) => a - b)
      for (let i = 1; i < rows.length; i++) assert.ok((rows[i] ?? 0) - (rows[i - 1] ?? 0) >= 12, rows.join(' '))
      const bottom = Number(root.getAttribute('viewBox')?.split(' ')[3])
      assert.ok(rows.every((y) => y > 0 && y < bottom))
    }),
    { numRuns: 40 },
  )
})

test('text is escaped everywhere', () => {
  const nasty = `<&"'>\u0001`
  const spec = aCourse({
    title: nasty,
    label: nasty,
    unit: nasty,
    periods: periods.map((period) => period + nasty),
    comparators: [{ label: nasty, values: periods.map(() => 20) }],
    annotations: [{ index: 2, label: nasty }],
    markWords: marks.map((mark) => mark && nasty),
    ruleSet: nasty,
  })
  const root = readDrawing(courseChart(spec))
  assert.equal(namesOf(root).title, `<&"'>`)
  assert.ok(textsOf(root).some(({ words }) => words === `<&"'>`))
})

test('nothing, one point, one value for all and a missing series are drawn without a hitch', () => {
  const bare = { id: 'bare', title: 'Bare', label: 'Kent' }
  assert.equal(
    namesOf(readDrawing(courseChart({ ...bare, periods: [], values: [] }))).description,
    'There are no figures to draw.',
  )
  assert.match(
    namesOf(readDrawing(courseChart({ ...bare, periods: ['2025'], values: [4] }))).description,
    /4 in 2025, the only figure/,
  )
  for (const same of [0, 7, -7]) readDrawing(courseChart({ ...bare, periods, values: periods.map(() => same) }))
  readDrawing(
    courseChart({
      ...bare,
      periods,
      values: periods.map(() => null),
      comparators: [{ label: 'E', values: periods.map(() => null) }],
    }),
  )
})

test('refuses lists that are not as long as the periods', () => {
  assert.throws(() => courseChart(aCourse({ values: [1] })), /values: 1 entries for 16 periods/)
})

test('the same chart wide and compact has different ids on one page', () => {
  const html = chartPair('re-referrals', (id, compact) => courseChart(aCourse({ id, compact })))
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  assert.equal(ids.length, 4)
  assert.equal(new Set(ids).size, 4)
  assert.match(html, /viewBox="0 0 720 /)
  assert.match(html, /viewBox="0 0 320 /)
  assert.doesNotMatch(html, /<svg[^>]* (width|height)=/)
})
