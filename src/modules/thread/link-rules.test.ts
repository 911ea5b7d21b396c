import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkRules, makesSense, mayNotCircle, readSide, sidesBetween } from './link-rules.ts'
import { recordKinds, relations, type Relation } from './record.ts'

test('what makes sense between two kinds, and what does not', () => {
  for (const [from, relation, to, is] of [
    ['recommendation', 'serves', 'priority', true],
    ['priority', 'serves', 'recommendation', false],
    ['evidence', 'evidences', 'action', true],
    ['action', 'evidences', 'evidence', false],
    ['indicator', 'measures', 'outcome', true],
    ['group', 'given to', 'group', false],
    ['warning', 'given to', 'group', true],
    ['recommendation', 'repeats', 'recommendation', true],
    ['recommendation', 'repeats', 'action', false],
    ['document', 'supersedes', 'document', true],
    ['return', 'supersedes', 'return', false],
  ] as const) {
    assert.equal(makesSense(from, relation, to), is, `${from} ${relation} ${to}`)
  }
})

test('every relation has its rule, names kinds that there are, and leaves something out', () => {
  for (const relation of Object.keys(relations) as Relation[]) {
    const { from, to } = linkRules[relation]
    assert.ok(from.length > 0 && to.length > 0, relation)
    for (const kind of [...from, ...to]) assert.ok(Object.hasOwn(recordKinds, kind), `${relation}: ${kind}`)
  }
})

test('what is offered reads as a sentence from the first record’s side', () => {
  const offered = sidesBetween('priority', 'recommendation')
  assert.ok(offered.some(({ side, words }) => side === '~serves' && words === 'is served by'))
  assert.ok(offered.every(({ side }) => side !== 'serves'))
  assert.deepEqual(sidesBetween('group', 'return'), [], 'between some kinds nothing is')
})

test('a side that came in a form is read, and nothing else is', () => {
  assert.deepEqual(readSide('part of'), { relation: 'part of', backwards: false })
  assert.deepEqual(readSide('~came from'), { relation: 'came from', backwards: true })
  for (const wrong of ['', '~', 'constructor', '~toString', 'serve']) assert.equal(readSide(wrong), null, wrong)
})

test('only what says what stands above what may not go in a circle', () => {
  const may = (Object.keys(relations) as Relation[]).filter((relation) => !mayNotCircle(relation))
  assert.ok(!may.includes('serves') && !may.includes('part of') && !may.includes('supersedes'))
  assert.ok(may.includes('repeats') && may.includes('came from'))
})
