import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineDifference, type DifferenceLine } from './line-difference.ts'

const short = (lines: DifferenceLine[] | null) =>
  lines?.map(({ kind, text }) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`)

test('says line by line what stayed, went and came', () => {
  assert.deepEqual(
    short(
      lineDifference('Purpose\nMeets quarterly\nChair: police', 'Purpose\nMeets monthly\nChair: police\nQuorum: 3'),
    ),
    [' Purpose', '-Meets quarterly', '+Meets monthly', ' Chair: police', '+Quorum: 3'],
  )
  assert.deepEqual(short(lineDifference('a\nb', 'a\nb')), [' a', ' b'])
  assert.deepEqual(short(lineDifference('', 'a')), ['-', '+a'])
})

test('either text can be put together again from the difference', () => {
  // A fixed run of pseudo-random texts over few lines, so that they repeat and cross.
  let seed = 7
  const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  for (let round = 0; round < 200; round++) {
    const text = () => Array.from({ length: 1 + next(8) }, () => 'abcd'[next(4)]).join('\n')
    const [before, after] = [text(), text()]
    const lines = lineDifference(before, after) ?? []
    const without = (kind: string) =>
      lines
        .filter((line) => line.kind !== kind)
        .map((line) => line.text)
        .join('\n')
    assert.equal(without('new'), before)
    assert.equal(without('gone'), after)
  }
})

test('texts that are too long are not compared', () => {
  assert.equal(lineDifference('a\n'.repeat(3_000), 'a'), null)
})
