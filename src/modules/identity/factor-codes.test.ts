import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashCode, newCodes, plainCode } from './factor-codes.ts'

test('a sheet holds as many different codes as it says, of letters that are not mistaken', () => {
  for (const [kind, size] of [
    ['recovery', 10],
    ['printed', 40],
  ] as const) {
    const codes = newCodes(kind)
    assert.equal(new Set(codes).size, size)
    for (const code of codes) assert.match(code, /^[ACDEFGHJKMNPQRTUVWXY34679]{5}-[ACDEFGHJKMNPQRTUVWXY34679]{5}$/)
  }
})

test('a code may be typed small, with spaces or without its hyphen, and is kept only as a hash of its sheet', async () => {
  const salt = Buffer.alloc(16, 1)
  const kept = await hashCode('ACDEF-GHJKM', salt)
  assert.equal(plainCode(' acdef ghjkm'), 'ACDEFGHJKM')
  for (const typed of ['acdefghjkm', 'ACDEF GHJKM', ' acdef-ghjkm '])
    assert.deepEqual(await hashCode(typed, salt), kept)
  assert.notDeepEqual(await hashCode('ACDEF-GHJKN', salt), kept)
  assert.notDeepEqual(await hashCode('ACDEF-GHJKM', Buffer.alloc(16, 2)), kept)
  assert.doesNotMatch(kept.toString('latin1'), /ACDEF/)
})
