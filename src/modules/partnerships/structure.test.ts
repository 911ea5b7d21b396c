import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAtInWords } from './as-at.ts'
import { ownershipBadge, ownershipSentence } from './arrangement-words.ts'
import { structureOf, type StructureGroup, type StructureItem } from './structure.ts'

const group = (id: string, reportsTo: string | null, more: Partial<StructureGroup> = {}): StructureGroup => ({
  id,
  slug: id,
  name: id,
  kind: 'sub-group',
  frequency: 'Quarterly',
  ownership: 'own',
  owner: null,
  sharedWith: [],
  others: [],
  operating: 'yes',
  reportsTo,
  reportsToBasis: reportsTo === null ? null : 'stated',
  reportsToNote: null,
  ...more,
})

const hrefOf = (slug: string) => `/groups/${slug}`
const shape = (item: StructureItem): unknown => [item.id, ...item.children.map(shape)]

test('hangs each group under the one that it reports to, in printed order', () => {
  const { top, beside } = structureOf(
    [group('partners', null), group('executive', 'partners'), group('b', 'executive'), group('a', 'executive')],
    hrefOf,
  )
  assert.ok(top)
  assert.deepEqual(shape(top), ['partners', ['executive', ['b'], ['a']]])
  assert.deepEqual(beside, [])
})

test('a body that reports to nobody and has nobody under it stands beside the structure', () => {
  const { top, beside } = structureOf(
    [group('partners', null), group('executive', 'partners'), group('cdop', null)],
    hrefOf,
  )
  assert.equal(top?.id, 'partners')
  assert.deepEqual(beside.map(shape), [['cdop']])
})

test('with several heads none is set above the others', () => {
  const groups = [group('one', null), group('under-one', 'one'), group('two', null), group('under-two', 'two')]
  const { top, beside } = structureOf(groups, hrefOf)
  assert.equal(top, null)
  assert.deepEqual(beside.map(shape), [
    ['one', ['under-one']],
    ['two', ['under-two']],
  ])
})

test('groups that report to one another, or to one that is not there, are shown all the same', () => {
  const { top, beside } = structureOf([group('a', 'b'), group('b', 'a'), group('c', 'gone')], hrefOf)
  assert.equal(top, null)
  assert.deepEqual(beside.map(shape), [['c'], ['a', ['b']]])
})

test('says why a group stands where it stands, and whether it operates', () => {
  const inferred = { reportsToBasis: 'inferred', reportsToNote: 'Drawn from the table.', operating: 'no' }
  const { top } = structureOf([group('executive', null), group('forum', 'executive', inferred)], hrefOf)
  const forum = top?.children[0]
  assert.equal(forum?.placeNote, 'Drawn from the table.')
  assert.equal(forum?.state, 'Not operating')
  assert.equal(forum?.isStopped, true)
  assert.equal(forum?.href, '/groups/forum')
})

test('ownership is said in words', () => {
  const own = { ownership: 'own', owner: null, sharedWith: [], others: [] }
  const joint = { ownership: 'joint', owner: null, sharedWith: ['Adults Board'], others: ['MSCP'] }
  const others = { ownership: 'others', owner: 'The child death review partners', sharedWith: [], others: ['MSCP'] }
  assert.equal(ownershipBadge(own), null)
  assert.equal(ownershipBadge(joint), 'Joint with MSCP')
  assert.equal(ownershipBadge(others), 'Owned by others')
  assert.equal(ownershipSentence('KSCMP', own), 'Owned by KSCMP.')
  assert.equal(ownershipSentence('KSCMP', joint), 'Owned jointly by KSCMP, MSCP and Adults Board.')
  assert.equal(ownershipSentence('KSCMP', others), 'Owned by others. The child death review partners.')
})

test('a date is no more exact in words than it is in the source', () => {
  assert.equal(asAtInWords('2022'), '2022')
  assert.equal(asAtInWords('2022-03'), 'March 2022')
  assert.equal(asAtInWords('2024-11-21'), '21 November 2024')
})
