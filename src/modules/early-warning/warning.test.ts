import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Signal } from '#statistics/spc-types.ts'
import { clusters, nextStep, type Cluster, type KnownWarning } from './warning.ts'

const signal = (change: Partial<Signal>): Signal => ({
  rule: 'outside',
  onsetIndex: 10,
  endIndex: 10,
  direction: 'up',
  pointType: 'special_cause_concern',
  words: 'a point above the limit',
  ...change,
})

const periods = Array.from(
  { length: 12 },
  (_each, i) => `20${20 + Math.floor(i / 4)}-${String((i % 4) * 3 + 1).padStart(2, '0')}-01`,
)
const at = (i: number): string => periods[i] ?? ''
const cluster = (onset: number, latest: number): Cluster => ({
  direction: 'up',
  rule: 'shift',
  onset,
  latest,
  isConcern: true,
  seen: 'x',
})
const known = (state: KnownWarning['state'], onset: number, latest: number): KnownWarning => ({
  id: `${state}-${onset}`,
  state,
  onsetOn: at(onset),
  latestOn: at(latest),
})

test('signals of one direction that touch are one thing that was seen, named by the surest rule', () => {
  const found = clusters(
    [
      signal({ rule: 'shift', onsetIndex: 5, endIndex: 11, words: '7 points above the mean' }),
      signal({ rule: 'outside', onsetIndex: 11, endIndex: 11, words: 'a point above the limit' }),
    ],
    11,
  )
  assert.deepEqual(found, [
    {
      direction: 'up',
      rule: 'outside',
      onset: 5,
      latest: 11,
      isConcern: true,
      seen: 'a point above the limit; 7 points above the mean',
    },
  ])
})

test('improvements and old history open nothing', () => {
  assert.deepEqual(clusters([signal({ pointType: 'special_cause_improvement', endIndex: 11 })], 11), [])
  assert.deepEqual(clusters([signal({ onsetIndex: 3, endIndex: 3 })], 11), [])
  assert.deepEqual(
    clusters([signal({ direction: 'down', onsetIndex: 9, endIndex: 10 })], 11),
    [],
    'it does not reach the newest figure',
  )
})

test('a change where neither direction is better opens a warning that is no concern', () => {
  const [found] = clusters([signal({ pointType: 'special_cause_neutral_high', endIndex: 11 })], 11)
  assert.equal(found?.isConcern, false)
})

test('up and down are kept apart', () => {
  const found = clusters(
    [signal({ onsetIndex: 11, endIndex: 11 }), signal({ direction: 'down', onsetIndex: 10, endIndex: 11 })],
    11,
  )
  assert.deepEqual(
    found.map((each) => each.direction),
    ['up', 'down'],
  )
})

const cases: [name: string, cluster: Cluster, known: KnownWarning[], expected: ReturnType<typeof nextStep>][] = [
  ['nothing is known: open', cluster(5, 11), [], { kind: 'open', onsetOn: at(5), repeatsId: null }],
  ['the same signal again: nothing', cluster(5, 11), [known('new', 5, 11)], { kind: 'nothing' }],
  [
    'it went on: extend the open one',
    cluster(5, 11),
    [known('with-group', 5, 10)],
    { kind: 'extend', id: 'with-group-5' },
  ],
  ['its onset moved with the limits: still the same', cluster(4, 11), [known('new', 5, 11)], { kind: 'nothing' }],
  ['closed and nothing newer: stays closed', cluster(5, 11), [known('closed', 5, 11)], { kind: 'nothing' }],
  [
    'closed and it goes on: a new one that repeats it',
    cluster(5, 11),
    [known('closed', 5, 10)],
    { kind: 'open', onsetOn: at(11), repeatsId: 'closed-5' },
  ],
  [
    'an old closed one that does not touch: a new one',
    cluster(9, 11),
    [known('closed', 2, 4)],
    { kind: 'open', onsetOn: at(9), repeatsId: null },
  ],
  [
    'closed once and opened anew: the open one goes on',
    cluster(5, 11),
    [known('closed', 5, 9), known('new', 10, 10)],
    { kind: 'extend', id: 'new-10' },
  ],
]
for (const [name, seen, before, expected] of cases) {
  test(`next step: ${name}`, () => assert.deepEqual(nextStep(seen, periods, before), expected))
}

test('looking a second time at what has just been opened never opens anything', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 }), (a, b) => {
      const seen = cluster(Math.min(a, b), Math.max(a, b))
      const step = nextStep(seen, periods, [])
      assert.equal(step.kind, 'open')
      const opened: KnownWarning = {
        id: 'w',
        state: 'new',
        onsetOn: step.kind === 'open' ? step.onsetOn : '',
        latestOn: at(seen.latest),
      }
      assert.deepEqual(nextStep(seen, periods, [opened]), { kind: 'nothing' })
      assert.deepEqual(nextStep(seen, periods, [{ ...opened, state: 'closed' }]), { kind: 'nothing' })
    }),
  )
})
