import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { attackSystem, pinnedFigures } from './attack-system.ts'
import type { Bounds, ShownFigure, Sum } from './attack-system.ts'
import { checkRelease } from './check-release.ts'
import { suppressLinked } from './suppress-linked.ts'
import type { LinkedFigure } from './suppress-linked.ts'
import { assertSafe, count, hiddenKeys, hierarchy } from './testing.ts'

const shown = (figures: Record<string, number | null>): ShownFigure[] =>
  Object.entries(figures).map(([key, value]) => ({ key, shown: value }))

/** Bounds by trying all whole numbers up to `most`, for systems small enough. */
function byTrying(figures: readonly ShownFigure[], sums: readonly Sum[], most: number): Map<string, Bounds> {
  const hidden = hiddenKeys(figures)
  const found = new Map<string, { lowest: number; highest: number }>()
  const value = new Map(figures.flatMap(({ key, shown: number }) => (number === null ? [] : [[key, number] as const])))
  const fits = (): boolean =>
    sums.every(
      ({ total, parts }) => parts.reduce((sum, part) => sum + (value.get(part) ?? NaN), 0) === value.get(total),
    )
  const tryFrom = (at: number): void => {
    const key = hidden[at]
    if (key === undefined) {
      if (!fits()) return
      for (const each of hidden) {
        const number = value.get(each) ?? NaN
        const known = found.get(each)
        found.set(each, {
          lowest: Math.min(known?.lowest ?? number, number),
          highest: Math.max(known?.highest ?? number, number),
        })
      }
      return
    }
    for (let number = 1; number <= most; number++) {
      value.set(key, number)
      tryFrom(at + 1)
    }
    value.delete(key)
  }
  tryFrom(0)
  return found
}

test('a figure in no sum can be anything, one never published counts as unknown, one that cannot be true is refused', async () => {
  assert.deepEqual(await attackSystem(shown({ a: null }), []), new Map([['a', { lowest: 1, highest: null }]]))
  const open = await attackSystem(shown({ a: null, all: 9 }), [{ total: 'all', parts: ['a', 'never'] }])
  assert.deepEqual(open.get('a'), { lowest: 1, highest: 9 })
  await assert.rejects(attackSystem(shown({ a: 3, b: 4, all: 9 }), [{ total: 'all', parts: ['a', 'b'] }]), {
    name: 'RangeError',
    message: "figures: the parts shown of 'all' do not make its total",
  })
  await assert.rejects(attackSystem(shown({ a: null, b: 9, all: 9 }), [{ total: 'all', parts: ['a', 'b'] }]), {
    name: 'RangeError',
    message: "figures: no whole numbers fit what is shown around 'a'",
  })
})

test('a figure that stands in a total twice counts twice', async () => {
  const bounds = await attackSystem(shown({ a: null, all: 14 }), [{ total: 'all', parts: ['a', 'a'] }])
  assert.deepEqual(bounds.get('a'), { lowest: 7, highest: 7 })
  assert.deepEqual([...(await pinnedFigures(shown({ a: null, all: 14 }), [{ total: 'all', parts: ['a', 'a'] }]))], [['a', 7]]) // prettier-ignore
})

test('only whole numbers count: where fractions would leave room, there may be one answer', async () => {
  // 2a + 3b = 12
  const sums = [{ total: 'all', parts: ['a', 'a', 'b', 'b', 'b'] }]
  const figures = shown({ a: null, b: null, all: 12 })
  const three = { lowest: 3, highest: 3 }
  assert.deepEqual(await attackSystem(figures, sums), new Map([['a', three], ['b', { lowest: 2, highest: 2 }]])) // prettier-ignore
  assert.deepEqual(await pinnedFigures(figures, sums), new Map([['a', 3], ['b', 2]])) // prettier-ignore
})

test('a total that is a part of itself says nothing of itself', async () => {
  const sums = [{ total: 'a', parts: ['a', 'b'] }]
  assert.deepEqual((await attackSystem(shown({ a: null, b: 0 }), sums)).get('a'), { lowest: 1, highest: null })
  assert.deepEqual(await pinnedFigures(shown({ a: null, b: 0 }), sums), new Map())
  await assert.rejects(attackSystem(shown({ a: null, b: 3 }), sums), {
    name: 'RangeError',
    message: "figures: the parts shown of 'a' do not make its total",
  })
})

test('two tables that share their totals are suppressed as one', async () => {
  const figures = [count('boys', 30), count('girls', 4), count('5 to 11', 13), count('12 to 17', 21), count('all', 34)]
  const bySex = { total: 'all', parts: ['boys', 'girls'] }
  const byAge = { total: 'all', parts: ['5 to 11', '12 to 17'] }
  assert.deepEqual(await assertSafe(figures, [bySex, byAge], 5), ['boys', 'girls'])
})

test('quarters with the year so far: the difference of two running totals gives nothing away', async () => {
  const quarters = [9, 3, 11, 8]
  const figures = quarters.flatMap((value, i) => [
    count(`Q${i + 1}`, value),
    count(`to Q${i + 1}`, quarters.slice(0, i + 1).reduce((sum, each) => sum + each, 0)), // prettier-ignore
  ])
  const sums = [1, 2, 3, 4].map((i) => ({ total: `to Q${i}`, parts: i === 1 ? ['Q1'] : [`to Q${i - 1}`, `Q${i}`] }))
  const hidden = await assertSafe(figures, sums, 5)
  assert.ok(hidden.includes('Q2') && hidden.length > 1 && !hidden.includes('to Q4'))
})

test('what is published already cannot be hidden any more, and what that exposes is named', async () => {
  const sums = [{ total: 'year', parts: ['Q1', 'Q2', 'Q3'] }]
  const before = [{ key: 'Q1', value: 7, isFixed: true }, count('Q2', 3), { key: 'year', value: 20, isFixed: true }]
  assert.deepEqual(await suppressLinked([...before, count('Q3', 10)], sums, 5), {
    figures: shown({ Q1: 7, Q2: null, year: 20, Q3: null }),
    exposed: [],
  })
  assert.deepEqual(await suppressLinked([...before, { key: 'Q3', value: 10, isFixed: true }], sums, 5), {
    figures: shown({ Q1: 7, Q2: null, year: 20, Q3: 10 }),
    exposed: ['Q2'],
  })
})

test('what is hidden with a small count: the smallest that closes the gap, outwards where need be, nothing needless', async () => {
  const fixed = (key: string, value: number): LinkedFigure => ({ key, value, isFixed: true })
  const sum = (total: string, ...parts: string[]): Sum => ({ total, parts })
  const whole = [sum('all', 'a', 'b', 'c', 'none')]
  const table: [what: string, figures: LinkedFigure[], sums: Sum[], threshold: number, hidden: string[]][] = [
    [
      'the smallest of the sum, never a zero',
      [count('a', 3), count('b', 9), count('c', 8), count('none', 0), count('all', 20)],
      whole,
      5,
      ['a', 'c'],
    ],
    ['a count of one goes', [count('a', 1), count('b', 6), count('ab', 7)], [sum('ab', 'a', 'b')], 5, ['a', 'b']],
    [
      'the total where it is the smallest that may go',
      [count('a', 3), fixed('b', 9), fixed('c', 8), count('none', 0), count('all', 20)],
      whole,
      5,
      ['a', 'all'],
    ],
    ['a small count that is published already stays', [fixed('a', 3), count('b', 9)], [], 5, []],
    [
      'a count at the threshold goes',
      [count('a', 5), count('b', 6), count('ab', 11)],
      [sum('ab', 'a', 'b')],
      5,
      ['a', 'b'],
    ],
    ['one above it stays', [count('a', 6), count('b', 6), count('ab', 12)], [sum('ab', 'a', 'b')], 5, []],
    [
      'two small ones hide each other',
      [count('a', 2), count('b', 3), count('ab', 5)],
      [sum('ab', 'a', 'b')],
      4,
      ['a', 'b'],
    ],
    [
      'one figure in both sums instead of one in each',
      [count('a', 3), count('p', 6), count('q', 30), count('apq', 39), count('aq', 33)],
      [sum('apq', 'a', 'p', 'q'), sum('aq', 'a', 'q')],
      5,
      ['a', 'q'],
    ],
    [
      'outwards: what hides the small count is given away by a sum of its own',
      [count('a', 3), count('m', 40), fixed('am', 43), count('n', 20), count('o', 30), count('mno', 90)],
      [sum('am', 'a', 'm'), sum('mno', 'm', 'n', 'o')],
      5,
      ['a', 'm', 'n'],
    ],
    [
      'two steps outwards',
      [count('a', 3), count('m', 40), fixed('am', 43), count('n', 20), fixed('mn', 60), count('o', 9), count('no', 29)],
      [sum('am', 'a', 'm'), sum('mn', 'm', 'n'), sum('no', 'n', 'o')],
      5,
      ['a', 'm', 'n', 'o'],
    ],
  ]
  for (const [what, figures, sums, threshold, hidden] of table) {
    const result = await suppressLinked(figures, sums, threshold)
    assert.deepEqual(hiddenKeys(result.figures).toSorted(), hidden.toSorted(), what)
    assert.deepEqual(result.exposed, [], what)
  }
})

const kentAndMedway = [{ total: 'joint', parts: ['Kent', 'Medway'] }]

test('a release is checked against everything published before it', async () => {
  const kent = { name: 'Kent yearly report', figures: shown({ Kent: 41 }) }
  const medway = { name: 'Medway yearly report', figures: shown({ Medway: null }) }
  const joint = { name: 'joint dashboard', figures: shown({ joint: 44 }) }
  assert.deepEqual(await checkRelease([kent, medway], joint, kentAndMedway, 5), {
    exposures: [{ key: 'Medway', number: 3, hiddenIn: ['Medway yearly report'], shownIn: [], isOld: false }],
    revised: [],
  })
  const withheld = { name: 'joint dashboard', figures: shown({ joint: null }) }
  assert.deepEqual((await checkRelease([kent, medway], withheld, kentAndMedway, 5)).exposures, [])
  // the difference is 13: hidden, worked out, and no small number
  const large = { ...joint, figures: shown({ joint: 54 }) }
  assert.deepEqual((await checkRelease([kent, medway], large, kentAndMedway, 5)).exposures, [])
})

test('the same count hidden in one place and printed in another is found, and that it was so before', async () => {
  const report = { name: 'report', figures: shown({ Kent: null }) }
  const paper = { name: 'board paper', figures: shown({ Kent: 4 }) }
  const found = { key: 'Kent', number: 4, hiddenIn: ['report'], shownIn: ['board paper'] }
  assert.deepEqual((await checkRelease([report], paper, [], 5)).exposures, [{ ...found, isOld: false }])
  const next = { name: 'dashboard', figures: shown({ Medway: 9 }) }
  assert.deepEqual((await checkRelease([report, paper], next, [], 5)).exposures, [{ ...found, isOld: true }])
})

test('an exposure is a number from 1 to the threshold that is hidden somewhere, printed elsewhere or worked out', async () => {
  const release = (name: string, figures: Record<string, number | null>) => ({ name, figures: shown(figures) })
  for (const [number, isFound] of [
    [0, false],
    [1, true],
    [5, true],
    [6, false],
  ] as const) {
    // prettier-ignore
    const printed = await checkRelease([release('report', { Kent: null })], release('paper', { Kent: number }), [], 5)
    assert.equal(printed.exposures.length === 1, isFound, `${number} printed`)
    if (number === 0) continue
    const parts = release('report', { Kent: 41, Medway: null })
    const worked = await checkRelease([parts], release('paper', { joint: 41 + number }), kentAndMedway, 5)
    assert.equal(worked.exposures.length === 1, isFound, `${number} worked out`)
  }
  const open = await checkRelease([release('report', { Kent: 3 })], release('paper', { Medway: 9 }), [], 5)
  assert.deepEqual(open, { exposures: [], revised: [] })
  const again = await checkRelease([release('report', { Kent: 40 })], release('paper', { Kent: 40 }), [], 5)
  assert.deepEqual(again.revised, [])
  const between = [release('first', { Kent: 40 }), release('second', { Kent: null })]
  assert.deepEqual((await checkRelease(between, release('third', { Kent: 41 }), [], 5)).revised, [
    { key: 'Kent', numbers: [40, 41] },
  ])
})

test('a revision is named, and the newer number is what readers know', async () => {
  const first = { name: '2025', figures: shown({ Kent: 40, Medway: null }) }
  const second = { name: '2026', figures: shown({ Kent: 41, joint: 44 }) }
  assert.deepEqual(await checkRelease([first], second, kentAndMedway, 5), {
    exposures: [{ key: 'Medway', number: 3, hiddenIn: ['2025'], shownIn: [], isOld: false }],
    revised: [{ key: 'Kent', numbers: [40, 41] }],
  })
})

// what takes longest comes last, so that a fault is seen soon
test('the attacker finds exactly what trying every number finds, and pins down what has one number only', async () => {
  // three such make 9 at most, so that none is above 7
  const cells = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 5, maxLength: 5 })
  const masks = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(cells, masks, async ([a = 1, b = 1, c = 1, d = 1, e = 1], mask) => {
      const truth = { a, b, c, d, e, ab: a + b, abc: a + b + c, cde: c + d + e }
      const sums = [
        { total: 'ab', parts: ['a', 'b'] },
        { total: 'abc', parts: ['ab', 'c'] },
        { total: 'cde', parts: ['c', 'd', 'e'] },
      ]
      // never more than five hidden, and the totals shown, so that all numbers can be tried
      const figures = Object.entries(truth).map(([key, value], i) => ({
        key,
        shown: mask[i] === true && i < 5 ? null : value,
      }))
      const bounds = byTrying(figures, sums, 7)
      assert.deepEqual(await attackSystem(figures, sums), bounds)
      const pinned = [...bounds].flatMap(([key, { lowest, highest }]) => (lowest === highest ? [[key, lowest]] : []))
      assert.deepEqual([...(await pinnedFigures(figures, sums))], pinned)
    }),
    { numRuns: 10 },
  )
})

test('districts, areas and both jointly by age: nothing can be worked out across the levels', async () => {
  const { figures, sums } = hierarchy([[12, 3, 20], [15, 30, 11], [14, 9, 22], [8, 2, 16]]) // prettier-ignore
  const hidden = await assertSafe(figures, sums, 5)
  // Medway is one district: its figures are the district's, and hidden with them
  assert.ok(hidden.includes('Medway, 5 to 11') && hidden.includes('district 3, 5 to 11'))
  assert.ok(!hidden.includes('joint, all'))
})
