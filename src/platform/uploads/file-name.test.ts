import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanFileName } from './file-name.ts'
import { attachment } from './send-file.ts'

test('a name loses folders, control characters and what turns the direction of writing', () => {
  const cases: [string, string][] = [
    ['return.xlsx', 'return.xlsx'],
    ['Q2 Übersicht – “neu”.XLSX', 'Q2 Übersicht – “neu”.xlsx'],
    ['../../etc/passwd', 'passwd.xlsx'],
    ['C:\\Users\\a\\return.xlsx', 'return.xlsx'],
    ['ret\r\nSet-Cookie: a=b\r\n.xlsx', 'retSet-Cookie- a=b.xlsx'],
    ['return\u202Excod.xlsx', 'returnxcod.xlsx'],
    ['re\u200Bturn\u2066.xlsx\u2069', 'return.xlsx'],
    ['return.xlsx\0.exe', 'return.xlsx.exe.xlsx'],
    ['a<b>"c|d?e*.xlsx', 'a-b--c-d-e-.xlsx'],
    ['.htaccess', 'htaccess.xlsx'],
    ['', 'file.xlsx'],
    ['...', 'file.xlsx'],
    ['/', 'file.xlsx'],
  ]
  for (const [given, kept] of cases) assert.equal(cleanFileName(given, 'xlsx'), kept, JSON.stringify(given))
  assert.equal(cleanFileName('photo.JPEG', 'jpg'), 'photo.jpg')
  assert.equal(cleanFileName(`${'😀'.repeat(500)}.xlsx`, 'xlsx'), `${'😀'.repeat(120)}.xlsx`)
})

test('no name ends the header in which it is sent', () => {
  for (const name of [
    'a"; filename="evil.exe',
    'a\r\nSet-Cookie: a=b',
    "a'b*c(d).xlsx",
    'Übersicht.xlsx',
    '日本.xlsx',
    '',
  ]) {
    const header = attachment(name)
    assert.match(header, /^attachment; filename="[A-Za-z0-9 ._()-]+"; filename\*=UTF-8''[\w.!~%-]*$/, name)
  }
  assert.equal(
    attachment('Übersicht.xlsx'),
    `attachment; filename="Ubersicht.xlsx"; filename*=UTF-8''%C3%9Cbersicht.xlsx`,
  )
})
