import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { didYouMean, edits, marks, mayBeReference, partsOf } from './search-words.ts'

const { start, stop } = marks

test('what was found is told from the text around it', () => {
  assert.deepEqual(partsOf(`Audit of ${start}referrals${stop} again`), [
    { text: 'Audit of ', isFound: false },
    { text: 'referrals', isFound: true },
    { text: ' again', isFound: false },
  ])
  assert.deepEqual(partsOf(''), [])
  assert.deepEqual(partsOf(`${start}all${stop}`), [{ text: 'all', isFound: true }])
})

test('no text is lost between the pieces, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
      const marked = pairs.map(([plain, found]) => `${plain}${start}${found}${stop}`).join('')
      const text = pairs.map(([plain, found]) => plain + found).join('')
      assert.equal(
        partsOf(marked)
          .map((part) => part.text)
          .join(''),
        text,
      )
    }),
  )
})

test('a misspelt word is replaced by the one in the titles that is most like it', () => {
  const titles = [
    'Children referred again within a year',
    'Neglect: thresholds and escalation',
    'Serious youth violence',
  ]
  assert.equal(didYouMean('negelct', titles), 'neglect')
  assert.equal(didYouMean('serius violense', titles), 'serious violence')
  assert.equal(didYouMean('neglect', titles), null, 'what is spelt right is left alone')
  assert.equal(didYouMean('xylophone', titles), null)
  assert.equal(didYouMean('yer', titles), null, 'short words are like too many others')
  assert.equal(didYouMean('negelct', []), null)
})

test('edits are letters added, taken away, changed or swapped', () => {
  for (const [one, other, count] of [
    ['neglect', 'neglect', 0],
    ['negelct', 'neglect', 1],
    ['neglct', 'neglect', 1],
    ['violense', 'violence', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ] as const) {
    assert.equal(edits(one, other), count, `${one} ${other}`)
    assert.equal(edits(other, one), count, `${other} ${one}`)
  }
})

test('a reference, or its beginning, is told from words', () => {
  for (const yes of ['KSCMP-REC-2026-014', 'kscmp-rec', 'KSCMP-', 'neglect']) assert.ok(mayBeReference(yes), yes)
  for (const no of ['', 'two words', '%', 'a_b', '-a', 'REC*']) assert.ok(!mayBeReference(no), no)
})
