import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quartile, rank } from '#statistics/ranks.ts'
import { ordinal, quarterOfRank } from './position.ts'
import { packFigures, yearAt, type Places } from './published.ts'
import { aPosition, anIndicator, aYear } from './testing.ts'

test('says the period, the comparators, how many neighbours have a figure, and the rank with its direction', () => {
  assert.equal(
    aPosition(anIndicator(), aYear(24.8, 21.8)).words,
    'Kent, year ending 31 March 2025: 24.8%. England 20.0%; South East 21.0%; median of statistical neighbours 21.8% (10 of 10 have a figure). ' +
      'That is higher than its statistical neighbours, which is worse. 12th of 150 areas with a figure (1st is the lowest, which is best).',
  )
})

test('never calls a neutral indicator worse, nor its quarter', () => {
  const position = aPosition(anIndicator({ polarity: 'none' }), aYear(24.8, 10, { quartile: 4 }))
  assert.equal(position.standing, null)
  assert.equal(position.quartileWords, 'lowest quarter of areas')
  assert.doesNotMatch(position.words, /worse|better/)
})

test('a suppressed figure has words, no rank and no comparison', () => {
  const position = aPosition(anIndicator(), aYear(null, 2.6))
  assert.match(position.words, /31 March 2025: \[c\] suppressed\./)
  assert.equal(position.rank, null)
  assert.doesNotMatch(position.words, /That is/)
})

test('compares with nothing where fewer than half of the neighbours have a figure', () => {
  const position = aPosition(anIndicator(), aYear(3, 0, { neighbours: { median: 0, used: 3, of: 10 } }))
  assert.equal(position.standing, null)
  assert.equal(position.standingWords, 'too few neighbours have a figure to compare with (3 of 10)')
})

test('ordinals', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 11, 12, 13, 21, 101, 111, 133].map(ordinal),
    '1st 2nd 3rd 4th 11th 12th 13th 21st 101st 111th 133rd'.split(' '),
  )
})

const areas = (count: number): Places => ({
  areas: Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    laCode: String(at + 1),
    name: `Area ${at + 1}`,
    kind: 'authority' as const,
    regionId: null,
    startsOn: null,
    endsOn: null,
  })),
  slots: new Map(Array.from({ length: count }, (_, at) => [at + 1, at])),
  england: undefined,
  model: null,
  neighbours: new Map([[1, [2, 3, 4].map((areaId) => ({ areaId, closeness: 'Close' }))]]),
})

test('ranks and quarters agree with the statistics for every area, ties and gaps included', () => {
  for (const count of [4, 7, 30, 153]) {
    const values = Array.from({ length: count }, (_, at) => (at % 11 === 5 ? null : ((at * 37) % 50) / 10))
    const places = areas(count)
    const figures = packFigures(
      [
        {
          period: '2025',
          startsOn: null,
          endsOn: '2025-03-31',
          areas: values.map((_, at) => at + 1).join(','),
          values: values.map((value) => value ?? '').join(','),
          states: values.map((value) => (value === null ? 'c' : 'value')).join(','),
          datasets: values.map(() => 0).join(','),
        },
      ],
      places,
    )
    for (const [order, lowerIsBetter] of [
      ['high-to-low', false],
      ['low-to-high', true],
    ] as const) {
      const { ranks, of } = rank(values, order)
      const quarters = quartile(values, order)
      for (const [at, expected] of ranks.entries()) {
        const year = yearAt(figures, places, 0, at + 1, lowerIsBetter)
        assert.deepEqual(year.rank, expected === null ? null : { position: expected, of })
        assert.equal(year.quartile, quarters[at] ?? null)
      }
    }
  }
  assert.equal(quarterOfRank(1, 3), null)
})

test('suppressed neighbours are left out of the median and counted', () => {
  const places = areas(4)
  const row = {
    period: '2025',
    startsOn: null,
    endsOn: '2025-03-31',
    areas: '1,2,3,4',
    values: '5,7,,4',
    states: 'value,value,c,u',
    datasets: '0,0,0,0',
  }
  const figures = packFigures([row], places)
  assert.deepEqual(yearAt(figures, places, 0, 1, true).neighbours, { median: 7, used: 1, of: 3 })
  assert.deepEqual(yearAt(figures, places, 0, 3, true).own, { value: null, state: 'c' })
  assert.deepEqual(
    yearAt(figures, places, 0, 4, true).own,
    { value: 4, state: 'u' },
    'low reliability is shown and not ranked',
  )
  assert.equal(yearAt(figures, places, 0, 4, true).rank, null)
})
