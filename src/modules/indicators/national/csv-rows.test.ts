import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvSplitter, decodeText, splitCsv } from './csv-rows.ts'

const rows = (text: string) => {
  const split = splitCsv(text)
  assert.ok(split.ok)
  return split.value
}
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding))

const marked = (encoding: 'utf-16le' | 'utf-16be') => {
  const little = Buffer.from('\uFEFFé,b', 'utf16le')
  return new Uint8Array(encoding === 'utf-16le' ? little : little.swap16())
}

test('splits quoted cells, doubled quotation marks, line breaks inside a cell and Windows line ends', () => {
  assert.deepEqual(rows('a,b\r\n"Hull, City of","said ""no"""\r\n"two\nlines",3\n'), [
    ['a', 'b'],
    ['Hull, City of', 'said "no"'],
    ['two\nlines', '3'],
  ])
  assert.deepEqual(rows('a\n\nb'), [['a'], [''], ['b']])
})

test('gives the same rows however the text is cut into pieces', () => {
  const text = 'name,value\n"Bristol, City of",1\n"a\nb",2\nlast,3'
  const whole = rows(text)
  for (let size = 1; size < text.length; size++) {
    const splitter = csvSplitter()
    const pieces: string[][] = []
    for (let at = 0; at < text.length; at += size) pieces.push(...splitter.push(text.slice(at, at + size)))
    assert.deepEqual([...pieces, ...splitter.end()], whole, `pieces of ${size}`)
  }
})

test('refuses a quotation mark that is never closed', () => {
  const split = splitCsv('a,b\n"open,1\n2,3\n')
  assert.deepEqual(split, { ok: false, problems: ['The file has a quotation mark that is opened and never closed'] })
})

test('reads UTF-8 with and without its mark, UTF-16 both ways, and Windows-1252', () => {
  for (const each of [bytes('é,b'), bytes('\uFEFFé,b'), marked('utf-16le'), marked('utf-16be'), bytes('é,b', 'latin1')])
    assert.deepEqual(decodeText(each), { ok: true, value: 'é,b' })
  assert.deepEqual(decodeText(bytes('plain,text\n', 'utf16le')), { ok: true, value: 'plain,text\n' })
})

test('says what a file is when it is no CSV', () => {
  const cases: [Uint8Array, RegExp][] = [
    [bytes(''), /^The file is empty$/],
    [bytes(' \n\n'), /^The file is empty$/],
    [bytes('PK\u0003\u0004rest'), /workbook or a zip, not a CSV/],
    [bytes('%PDF-1.7'), /is a PDF/],
    [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]), /old Excel workbook/],
    [bytes('\n<!DOCTYPE html><html>'), /is a web page/],
  ]
  for (const [each, expected] of cases) {
    const text = decodeText(each)
    assert.ok(!text.ok)
    assert.match(text.problems[0] ?? '', expected)
  }
})
