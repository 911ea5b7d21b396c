import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appAddress, appCode, newAppSecret, stepOfCode } from './factor-app.ts'

/** '12345678901234567890', the secret of the vectors in RFC 6238 appendix B. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => new Date(seconds * 1000)

test('codes are those of RFC 6238 appendix B, its last six digits', () => {
  const vectors: [number, string][] = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ]
  for (const [seconds, code] of vectors) {
    assert.equal(appCode(secret, at(seconds)), code)
    assert.equal(stepOfCode(secret, code, at(seconds), 0), Math.floor(seconds / 30))
  }
})

test('a clock may be one step early or late, not two', () => {
  const code = appCode(secret, at(30_000_000))
  const step = 1_000_000
  for (const [seconds, expected] of [
    [-31, null],
    [-30, step],
    [0, step],
    [29, step],
    [59, step],
    [60, null],
  ] as const) {
    assert.equal(stepOfCode(secret, code, at(30_000_000 + seconds), 0), expected, `${seconds} seconds`)
  }
})

test('a code counts once, and so does none from before it', () => {
  const now = at(30_000_000)
  assert.equal(stepOfCode(secret, appCode(secret, now), now, 999_999), 1_000_000)
  assert.equal(stepOfCode(secret, appCode(secret, now), now, 1_000_000), null)
  assert.equal(stepOfCode(secret, appCode(secret, at(30_000_000 - 30)), now, 1_000_000), null)
})

test('spaces are as good as none, and what is no code is wrong', () => {
  const now = at(59)
  assert.equal(stepOfCode(secret, ' 287 082 ', now, 0), 1)
  for (const typed of ['', '28708', '2870822', '٢٨٧٠٨٢', 'abcdef', '287082;', '-287082x'])
    assert.equal(stepOfCode(secret, typed, now, 0), null, typed)
})

test('a secret is 160 random bits, and its address names the account', () => {
  const made = newAppSecret()
  assert.match(made, /^[A-Z2-7]{32}$/)
  assert.notEqual(made, newAppSecret())
  const address = new URL(appAddress(made, 'a.person@council.example'))
  assert.equal(address.protocol, 'otpauth:')
  assert.equal(address.searchParams.get('secret'), made)
  assert.equal(address.searchParams.get('issuer'), 'Goldenthread')
  assert.equal(decodeURIComponent(address.pathname), '/Goldenthread:a.person@council.example')
})
