import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attachment } from './marking.ts'

test('a file’s name says its marking', () => {
  assert.equal(
    attachment('kscmp-returns-2026-q2', 'OFFICIAL', 'xlsx'),
    'attachment; filename="kscmp-returns-2026-q2-OFFICIAL.xlsx"',
  )
  assert.match(attachment('account', 'published', 'csv'), /"account-published\.csv"$/)
})

test('a name that is not ASCII is sent whole beside its plain form', () => {
  assert.equal(
    attachment('Zoë’s (draft)', 'OFFICIAL-SENSITIVE', 'csv'),
    `attachment; filename="Zo__s (draft)-OFFICIAL-SENSITIVE.csv"; filename*=UTF-8''Zo%C3%AB%E2%80%99s%20%28draft%29-OFFICIAL-SENSITIVE.csv`,
  )
})

test('nothing in a name ends the header or begins another', () => {
  for (const name of [
    'a"; filename="evil.exe',
    'a\r\nSet-Cookie: x=1',
    '../../etc/passwd',
    'a\u2028b',
    'a\ud800b',
    '%22',
    'a\\"b',
  ]) {
    const header = attachment(name, 'OFFICIAL', 'csv')
    assert.match(
      header,
      /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"(; filename\*=UTF-8''[\w.!~%-]*)?$/,
      name,
    )
    assert.doesNotMatch(header, /\.\.\//, name)
  }
})
