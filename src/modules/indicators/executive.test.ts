import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCourse } from './course.ts'
import { stateOf } from './course-state.ts'
import { improved, onThisSideSince, withoutRecentFigure, worstFirst } from './executive.ts'
import type { Indicator } from './indicator.ts'
import type { OverviewLine } from './overview.ts'
import type { PublishedYear } from './position.ts'
import { aPosition, anIndicator, aYear, quarters } from './testing.ts'

const steady = [20, 21, 20, 22, 21, 20, 21, 20, 22, 21, 20, 21, 20, 22, 21, 20]

function line(
  code: string,
  facts: Partial<Indicator>,
  values: readonly (number | null)[] | null,
  year: PublishedYear | null,
): OverviewLine {
  const indicator = anIndicator({ code, id: code, name: code, ...facts })
  const course = values && {
    ...readCourse({ indicator, observations: quarters(values), target: null, targetNote: null, annotations: [] }),
    organisation: 'A council',
  }
  const position = year && aPosition(indicator, year)
  return { indicator, course, position, state: course ? stateOf(course) : position ? 'published' : 'none' }
}

test('worst first: worsening and worse, worsening, worse, then far where neither is good', () => {
  const lines = [
    line('A1', { polarity: 'none', unit: 'rate-per-10000' }, steady, aYear(50, 20)),
    line('B1', {}, null, aYear(40, 20)),
    line('B2', {}, null, aYear(60, 20)),
    line('C1', {}, [...steady, 40], aYear(10, 20)),
    line('C2', {}, [...steady, 40], null),
    line('D1', {}, [...steady, 40], aYear(22, 20)),
    line('D2', {}, [...steady, 40], aYear(30, 20)),
    line('E1', {}, steady, aYear(21, 20)),
    line('E2', { polarity: 'higher-better' }, [...steady, 40], aYear(40, 20)),
  ]
  assert.deepEqual(
    worstFirst(lines).map(({ indicator, reason }) => [indicator.code, reason]),
    [
      ['D2', 'worsening-and-worse'],
      ['D1', 'worsening-and-worse'],
      ['C1', 'worsening'],
      ['C2', 'worsening'],
      ['B2', 'worse'],
      ['B1', 'worse'],
      ['A1', 'apart'],
    ],
  )
  assert.deepEqual(
    improved(lines).map(({ indicator }) => indicator.code),
    ['E2'],
  )
})

test('a neutral indicator is never worse, however far and however fast it moves', () => {
  const [only] = worstFirst([line('F2', { polarity: 'none' }, [...steady, 90], aYear(90, 20))])
  assert.equal(only?.reason, 'apart')
})

test('silent is what somebody supplies and has no figure for the newest quarter that all could have sent', () => {
  const supplied = line('C1', {}, steady, null)
  // 16 quarters from April 2021 end on 31 March 2025.
  assert.deepEqual(withoutRecentFigure([supplied], '2025-07-15'), [])
  assert.equal(withoutRecentFigure([supplied], '2025-10-01').length, 1)
  assert.equal(withoutRecentFigure([line('C2', {}, [...steady, null], null)], '2025-10-01').length, 1)
  assert.equal(withoutRecentFigure([line('B1', {}, null, aYear(1, 1))], '2025-10-01').length, 0, 'nobody is asked')
})

test('since when an area lies on this side of its neighbours; a year without a figure ends the run', () => {
  const indicator = anIndicator()
  const year = (end: number, own: number | null, median: number) =>
    aYear(own, median, { period: String(end), startsOn: `${end - 1}-04-01`, endsOn: `${end}-03-31` })
  const history = [year(2021, 30, 20), year(2022, null, 20), year(2023, 24, 20), year(2024, 25, 20), year(2025, 26, 20)]
  const latest = history.at(-1) ?? year(2025, 26, 20)
  const position = aPosition(indicator, latest, history)
  assert.deepEqual(onThisSideSince({ indicator, course: null, position, state: 'published' }), {
    startsOn: '2022-04-01',
    endsOn: '2023-03-31',
    side: 'above',
  })
})
