import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { keyPlace, readKeyRing, replaceKeyFile, withNewKey } from './key-ring.ts'
import {
  currentKeyId,
  fingerprint,
  initialiseSealing,
  keyIdOf,
  open,
  seal,
  sealedPlace,
  useKeyRing,
} from './sealing.ts'

const place = sealedPlace('reviews.case', 'child_name', 'one')

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'goldenthread-keys-'))
  t.after(() => rmSync(path, { recursive: true }))
  return path
}

/** A ring in a file of this test's own, which seals from now on. */
function ringFile(t: TestContext): string {
  const path = join(folder(t), 'keys.json')
  initialiseSealing({ path, mayBeMade: true })
  return path
}

test('opens what it sealed, whatever the text, and never seals the same way twice', (t) => {
  ringFile(t)
  for (const text of ['', 'Kit', 'Zoë O’Brien 😀 \0 \n', 'x'.repeat(20_000)]) {
    const sealed = seal(text, place)
    assert.equal(open(sealed, place), text)
    if (text.length > 2) assert.ok(!sealed.includes(text))
    assert.notEqual(seal(text, place), sealed)
    assert.equal(keyIdOf(sealed), currentKeyId())
  }
})

test('a value that was moved to another row, column or table, or changed, is not opened', (t) => {
  ringFile(t)
  const sealed = seal('Kit Inventedname', place)
  for (const other of ['reviews.case.child_name/two', 'reviews.case.summary/one', 'reviews.other.child_name/one']) {
    assert.throws(() => open(sealed, other), /was changed, or was sealed for another place/)
  }
  const parts = sealed.split('.')
  for (const at of [2, 3]) {
    const changed = parts.map((part, index) =>
      index === at ? (part.startsWith('A') ? 'B' : 'A') + part.slice(1) : part,
    )
    assert.throws(() => open(changed.join('.'), place), /was changed/)
  }
  assert.throws(() => open(sealed.slice(0, -4), place), /was changed/)
  for (const text of ['Kit', '', 'sealed1.k.x.y', `${sealed}.more`]) {
    assert.throws(() => open(text, place), /is not sealed text/)
  }
})

test('a lost key is said in a plain sentence, without the content', (t) => {
  const path = ringFile(t)
  const lost = currentKeyId()
  const sealed = seal('Kit Inventedname', place)
  rmSync(path)
  initialiseSealing({ path, mayBeMade: true })
  assert.throws(
    () => open(sealed, place),
    (error: Error) =>
      error.message.startsWith(
        `What is kept in ${place} was sealed with the key '${lost}', which is not in the key file.`,
      ) &&
      error.message.includes('cannot be read by anybody') &&
      !error.message.includes('Kit'),
  )
})

test('a key made while the server runs is used without a restart, and older ones still open', (t) => {
  const path = ringFile(t)
  const sealed = seal('Kit', place)
  const before = fingerprint('Kit', place)
  const { ring, id } = withNewKey(readKeyRing({ path, mayBeMade: false }))
  replaceKeyFile(path, ring)
  assert.equal(keyIdOf(seal('Kit', place)), id)
  assert.equal(open(sealed, place), 'Kit')
  assert.notEqual(fingerprint('Kit', place), before, 'a fingerprint names the key under which it compares')
})

test('a fingerprint tells whether a value is the same, in one place only', (t) => {
  ringFile(t)
  assert.equal(fingerprint('2019-03-27', place), fingerprint('2019-03-27', place))
  assert.notEqual(fingerprint('2019-03-27', place), fingerprint('2019-03-28', place))
  assert.notEqual(
    fingerprint('2019-03-27', place),
    fingerprint('2019-03-27', sealedPlace('reviews.case', 'child_name', 'two')),
  )
})

test('the key file is its owner’s alone, and one that others can read is refused', (t) => {
  const path = ringFile(t)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  chmodSync(path, 0o640)
  assert.throws(() => initialiseSealing({ path, mayBeMade: false }), /can be read by others.*chmod 600/)
})

test('a key file that is missing or wrong is refused in a sentence that holds no key', (t) => {
  const path = join(folder(t), 'keys.json')
  assert.throws(() => readKeyRing({ path, mayBeMade: false }), /is not there\. Put it back/)
  const short = Buffer.alloc(16, 7).toString('base64')
  const whole = Buffer.alloc(32, 7).toString('base64')
  const wrong: [string, RegExp][] = [
    ['{', /is not JSON/],
    ['[]', /must look like/],
    [JSON.stringify({ current: 'k1', keys: { k1: '%%%' } }), /must look like/],
    [JSON.stringify({ current: 'k1', keys: { 'k.1': whole } }), /must look like/],
    [JSON.stringify({ current: 'k1', keys: { k1: short } }), /must be 32 bytes/],
    [JSON.stringify({ current: 'k2', keys: { k1: whole } }), /names a current key that is not in it/],
  ]
  for (const [text, sentence] of wrong) {
    writeFileSync(path, text, { mode: 0o600 })
    assert.throws(
      () => readKeyRing({ path, mayBeMade: false }),
      (error: Error) =>
        sentence.test(error.message) && !error.message.includes(short) && !error.message.includes(whole),
      text,
    )
  }
})

test('production names its key file; elsewhere one is made beside the data', () => {
  assert.throws(
    () => keyPlace({ keysFile: null, dataFolder: '/data', production: true }),
    /^Error: GOLDENTHREAD_KEYS must name/,
  )
  assert.deepEqual(keyPlace({ keysFile: '/k.json', dataFolder: '/data', production: true }), {
    path: '/k.json',
    mayBeMade: false,
  })
  assert.deepEqual(keyPlace({ keysFile: null, dataFolder: '/data', production: false }), {
    path: '/data/keys.json',
    mayBeMade: true,
  })
})

test('making a key keeps the older ones', (t) => {
  const path = ringFile(t)
  const first = currentKeyId()
  const { ring, id } = withNewKey(readKeyRing({ path, mayBeMade: false }))
  replaceKeyFile(path, ring)
  const kept = JSON.parse(readFileSync(path, 'utf8')) as { current: string; keys: Record<string, string> }
  assert.equal(kept.current, id)
  assert.deepEqual(Object.keys(kept.keys).toSorted(), [first, id].toSorted())
  useKeyRing(ring)
})
