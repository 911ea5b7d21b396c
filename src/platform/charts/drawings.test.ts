import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { spreadLabels, textWidth, wrap } from './lettering.ts'
import { rankStrip } from './rank-strip.ts'
import { sparkline } from './sparkline.ts'
import { structureChart } from './structure-chart.ts'
import type { StructureNode } from './structure-chart.ts'
import { namesOf, readDrawing, textsOf } from './testing.ts'
import { threadChart } from './thread-chart.ts'
import type { ThreadSpec } from './thread-chart.ts'

const group = (label: string, children: StructureNode[] = [], more: Partial<StructureNode> = {}): StructureNode => ({
  id: label,
  label,
  children,
  ...more,
})
const structure = group('Partnership', [
  group('Executive', [
    group('Business', [group('Policy', [], { badge: 'Joint with Medway' }), group('Learning', [group('Training')])], {
      href: '/groups/b?a=1&b=2',
    }),
    ...Array.from({ length: 6 }, (_, i) => group(`Group ${i}`, [group(`Sub-group ${i}`), group(`Panel ${i}`)])),
  ]),
])

/** Boxes as [left, top, right, bottom]; the inner outlines and badges are left out. */
const boxesOf = (root: Element): number[][] =>
  [...root.querySelectorAll('.gt-chart__box')].map((box) => {
    const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) =>
      Number(box.getAttribute(name)),
    )
    return [x, y, x + width, y + height]
  })
function assertApart(root: Element): void {
  const boxes = boxesOf(root)
  const [, , width = 0, height = 0] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number)
  for (const [i, [left = 0, top = 0, right = 0, bottom = 0]] of boxes.entries()) {
    assert.ok(left >= 0 && top >= 0 && right <= width && bottom <= height, `box ${i} is inside the drawing`)
    for (const [l = 0, t = 0, r = 0, b = 0] of boxes.slice(i + 1))
      assert.ok(right <= l || r <= left || bottom <= t || b <= top, `box ${i} is apart`)
  }
}

test('a structure of 23 groups on 4 levels fits 960 units and no box covers another, wide and compact', () => {
  for (const compact of [false, true]) {
    const root = readDrawing(structureChart(structure, { id: 's', title: 'Structure', compact }))
    assert.equal(root.getAttribute('viewBox')?.split(' ')[2], compact ? '290' : '960')
    assert.equal(boxesOf(root).length, 24)
    assertApart(root)
  }
})

test('a structure says joint ownership in words, links its boxes and is then no picture', () => {
  const root = readDrawing(structureChart(structure, { id: 's', title: 'Structure' }))
  assert.ok(textsOf(root).some(({ words }) => words === 'Joint with Medway'))
  assert.equal(root.querySelector('a')?.getAttribute('href'), '/groups/b?a=1&b=2')
  assert.equal(root.getAttribute('role'), 'group')
  const { description } = namesOf(root)
  assert.match(description, /^Under Partnership: Executive\. Under Executive: Business; Group 0/)
  assert.match(description, /Under Business: Policy \(Joint with Medway\); Learning\./)
  assert.equal(readDrawing(structureChart(group('Alone'), { id: 's', title: 'S' })).getAttribute('role'), 'img')
})

test('any small tree is drawn without overlap', () => {
  const tree: fc.Memo<StructureNode> = fc.memo((depth) => {
    const children: fc.Arbitrary<StructureNode[]> =
      depth > 1 ? fc.array(tree(depth - 1), { maxLength: 4 }) : fc.constant([])
    return fc
      .record({ label: fc.string({ minLength: 1, maxLength: 40 }), children })
      .map((node): StructureNode => group(node.label, node.children))
  })
  fc.assert(
    fc.property(tree(4), fc.boolean(), (root, compact) => {
      assertApart(readDrawing(structureChart(root, { id: 's', title: 'S', compact })))
    }),
    { numRuns: 60 },
  )
})

const thread: ThreadSpec = {
  id: 't',
  title: 'Thread of REC-014',
  centre: 'r',
  nodes: [
    { id: 'd', label: 'Duty', kind: 'Duty' },
    { id: 'p', label: 'Priority', kind: 'Priority', href: '/p' },
    { id: 'r', label: 'Recommendation', kind: 'Recommendation' },
    { id: 'a', label: 'Action', kind: 'Action' },
    { id: 'm', label: 'No measure yet', kind: 'Measure', gap: true },
    { id: 'e', label: 'Evidence', kind: 'Evidence' },
    { id: 'far', label: 'Too far', kind: 'Evidence' },
  ],
  edges: [
    { from: 'p', to: 'd', word: 'rests on' },
    { from: 'r', to: 'p', word: 'serves' },
    { from: 'a', to: 'r', word: 'delivers' },
    { from: 'm', to: 'r', word: 'measures' },
    { from: 'e', to: 'a', word: 'evidences' },
    { from: 'far', to: 'e', word: 'supports' },
  ],
}

test('a thread shows two steps up and down with words on its arrows, and says what is missing', () => {
  for (const compact of [false, true]) {
    const root = readDrawing(threadChart({ ...thread, compact }))
    assertApart(root)
    const texts = textsOf(root).map(({ words }) => words)
    assert.ok(texts.includes('Duty') && texts.includes('Evidence') && !texts.includes('Too far'))
    for (const word of ['serves', 'delivers', 'evidences']) assert.ok(texts.some((one) => one.includes(word)))
    assert.equal(boxesOf(root).length, 6)
    assert.equal(root.querySelectorAll('.gt-chart__box[stroke-dasharray]').length, 1)
    assert.equal(root.querySelectorAll('.gt-chart__arrow').length, 5)
    assert.match(namesOf(root).description, /Recommendation serves Priority\. .*Missing: No measure yet\.$/)
  }
  const places = textsOf(readDrawing(threadChart(thread)))
  const height = (label: string): number => places.find(({ words }) => words === label)?.y ?? NaN
  assert.ok(height('Priority') < height('Action'))
})

test('a thread that goes round in a circle, one alone and one without its middle', () => {
  const [a, b] = [{ id: 'a', label: 'A', kind: 'K' }, { id: 'b', label: 'B', kind: 'K' }] // prettier-ignore
  const round = [{ from: 'a', to: 'b', word: 'serves' }, { from: 'b', to: 'a', word: 'serves' }] // prettier-ignore
  assertApart(readDrawing(threadChart({ id: 't', title: 'T', nodes: [a, b], edges: round, centre: 'a' })))
  assert.match(
    namesOf(readDrawing(threadChart({ id: 't', title: 'T', nodes: [a], edges: [], centre: 'a' }))).description,
    /linked to nothing yet/,
  )
  assert.throws(
    () => threadChart({ id: 't', title: 'T', nodes: [a], edges: [], centre: 'z' }),
    /centre: there is no node 'z'/,
  )
})

test('more boxes on a level than stay readable are counted', () => {
  const nodes = Array.from({ length: 10 }, (_, i) => ({ id: `n${i}`, label: `Action ${i}`, kind: 'Action' }))
  const edges = nodes.slice(1).map(({ id }) => ({ from: id, to: 'n0', word: 'delivers' }))
  const root = readDrawing(threadChart({ id: 't', title: 'T', nodes, edges, centre: 'n0' }))
  assert.ok(textsOf(root).some(({ words }) => words === 'and 4 more'))
})

const areas = Array.from({ length: 150 }, (_, i) => ({
  label: `Area ${i}`,
  value: i % 50 === 7 ? null : 10 + ((i * 37) % 100) / 5,
}))

test('a rank strip has one dot an area that has a figure, and no two dots cover one another', () => {
  const spec = {
    id: 'r',
    title: 'Rank',
    areas: [...areas, { label: 'Kent', value: 24 }],
    own: 'Kent',
    references: [{ label: 'England', value: 19 }],
    quartiles: [14, 19, 25] as const,
    polarity: 'lower is better',
  }
  for (const compact of [false, true]) {
    const root = readDrawing(rankStrip({ ...spec, quartiles: [14, 19, 25], compact }))
    const dots = [...root.querySelectorAll('.gt-chart__dot')].map((dot) =>
      ['cx', 'cy', 'r'].map((name) => Number(dot.getAttribute(name))),
    )
    assert.equal(dots.length, 147)
    for (const [i, [x = 0, y = 0, r = 0]] of dots.entries())
      for (const [a = 0, b = 0] of dots.slice(i + 1)) assert.ok(Math.hypot(x - a, y - b) >= 2 * r - 0.05)
    assert.equal(root.querySelectorAll('path.gt-chart__own').length, 1)
    assert.equal(root.querySelectorAll('.gt-chart__quartile').length, 3)
    const { description } = namesOf(root)
    assert.match(description, /^Kent 24: 43 areas are higher and \d+ lower\. England 19\./)
    assert.match(description, /148 areas, 3 without a figure\. Lower is better\.$/)
  }
})

const stripOf = (own: number | null, others: number[]): string =>
  namesOf(
    readDrawing(
      rankStrip({
        id: 'r',
        title: 'R',
        own: 'Kent',
        areas: [{ label: 'Kent', value: own }, ...others.map((value) => ({ label: 'Other', value }))],
      }),
    ),
  ).description

test('a rank strip without the own figure, or without any, says so', () => {
  assert.match(stripOf(null, [1, 2]), /^Kent has no figure\./)
  assert.match(stripOf(null, []), /^Kent has no figure\. 0 areas, 1 without a figure/)
})

test('a sparkline has its gaps and the same in words', () => {
  const root = readDrawing(
    sparkline([3, null, 4, 6], { id: 'k', title: 'Re-referrals', mark: 'concern', from: '2021', to: '2024' }),
  )
  assert.equal(namesOf(root).description, 'From 3 in 2021 to 6 in 2024, concern; 1 of 4 missing.')
  assert.equal(root.querySelectorAll('.gt-chart__point--concern').length, 1)
  assert.equal(namesOf(readDrawing(sparkline([null], { id: 'k', title: 'R' }))).description, 'No figures.')
  assert.equal(namesOf(readDrawing(sparkline([2, 2], { id: 'k', title: 'R' }))).description, 'From 2 to 2.')
})

test('labels keep their order, stay apart and inside, and do not move when they need not', () => {
  const label = fc.record({ y: fc.double({ min: 0, max: 300, noNaN: true }), height: fc.integer({ min: 10, max: 30 }) })
  fc.assert(
    fc.property(fc.array(label, { maxLength: 8 }), (labels) => {
      const middles = spreadLabels(labels, 0, 300)
      const placed = labels
        .map(({ y, height }, i) => ({ y, height, middle: middles[i] ?? NaN }))
        .sort((a, b) => a.middle - b.middle)
      for (const [i, { middle, height }] of placed.entries()) {
        assert.ok(middle - height / 2 >= -1e-6 && middle + height / 2 <= 300 + 1e-6)
        const next = placed[i + 1]
        if (next !== undefined) assert.ok(middle + height / 2 <= next.middle - next.height / 2 + 1e-6)
      }
    }),
  )
  assert.deepEqual(spreadLabels([{ y: 200, height: 10 }, { y: 50, height: 10 }], 0, 300), [200, 50]) // prettier-ignore
})

test('text is broken at spaces, and a word that is too long is cut', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (words) => {
      const lines = wrap(words, 60, 12)
      for (const one of lines) assert.ok(textWidth(one, 12) <= 60)
      assert.equal(lines.join('').replace(/\s/g, ''), words.replace(/\s/g, ''))
    }),
  )
  assert.deepEqual(wrap('one two three four', 30, 12, 2), ['one', 'two…'])
})
