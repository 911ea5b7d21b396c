import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTable, type ReadOptions } from './read-table.ts'
import type { Table } from './table.ts'

async function read(input: Buffer | string, options: ReadOptions = {}): Promise<Table> {
  const reading = await readTable(Buffer.from(input), options)
  if (!reading.ok) throw new Error(reading.problem)
  return reading.table
}

const values = (table: Table) => table.rows.map((row) => row.map((cell) => cell.value))

const said = 'Agency,Comment\r\nPolice,It’s £1,200 – “less”\r\n'.replace('£1,200', '£1200')
const expected = [
  ['Agency', 'Comment'],
  ['Police', 'It’s £1200 – “less”'],
]
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
const windows1252 = (text: string) =>
  Buffer.from(
    Array.from(
      text,
      (letter) => ({ '’': 0x92, '–': 0x96, '“': 0x93, '”': 0x94 })[letter] ?? letter.codePointAt(0) ?? 0,
    ),
  )

const encodings: [string, string, Buffer][] = [
  ['UTF-8', 'UTF-8', Buffer.from(said)],
  ['UTF-8 with a byte order mark', 'UTF-8', Buffer.from(`\uFEFF${said}`)],
  ['UTF-16 LE with a byte order mark', 'UTF-16 LE', Buffer.from(`\uFEFF${said}`, 'utf16le')],
  ['UTF-16 BE with a byte order mark', 'UTF-16 BE', utf16be(`\uFEFF${said}`)],
  ['UTF-16 LE without one', 'UTF-16 LE', Buffer.from(said, 'utf16le')],
  ['UTF-16 BE without one', 'UTF-16 BE', utf16be(said)],
  ['Windows-1252', 'Windows-1252', windows1252(said)],
]

for (const [what, encoding, bytes] of encodings) {
  test(`reads ${what} with its apostrophes and pounds right`, async () => {
    const table = await read(bytes)
    assert.deepEqual([table.encoding, values(table)], [encoding, expected])
  })
}

test('finds the delimiter: comma, semicolon, tab, bar, or the one that Excel names', async () => {
  for (const delimiter of [',', ';', '\t', '|']) {
    const table = await read(`Code${delimiter}Value\nA${delimiter}1\nB${delimiter}2\n`)
    assert.deepEqual([table.delimiter, values(table).at(-1)], [delimiter, ['B', '2']])
  }
  assert.equal((await read('Code;Value\nA;1,5\nB;2,5\nC;3,5\n')).delimiter, ';')
  assert.deepEqual(values(await read('sep=;\r\na;b,c\r\n')), [['a', 'b,c']])
})

test('keeps new lines, quotation marks and commas inside quotation marks, and a stray mark outside', async () => {
  const table = await read('a,"one\r\ntwo, ""three"""\n5" pipe,x\n')
  assert.deepEqual(values(table), [
    ['a', 'one\r\ntwo, "three"'],
    ['5" pipe', 'x'],
  ])
  assert.equal(table.rows[1]?.[0]?.ref, 'A2')
})

test('says where a quotation mark was never closed', async () => {
  const reading = await readTable(Buffer.from('a,b\nc,"d\ne,f\n'))
  assert.equal(
    reading.ok ? '' : reading.problem,
    'A quotation mark in row 2 is opened and never closed. Close it and send the file again',
  )
})

test('reads rows of any length, blank rows and any line ending', async () => {
  assert.deepEqual(values(await read('a,b,c\rd\r\r"",\re,f,,\r,,\r\r')), [['a', 'b', 'c'], ['d'], [], [], ['e', 'f']])
})

test('leaves out a few NUL characters and says so', async () => {
  const table = await read('a,b\nc\0,d is a longer text than the other, so that one zero in it is little enough\n')
  assert.deepEqual([table.rows[1]?.[0]?.value, table.warnings], ['c', ['1 unreadable character left out']])
})

test('keeps what looks like a formula as text', async () => {
  const table = await read("a,b\n=cmd|' /C calc'!A0,-5\n")
  assert.deepEqual(
    table.rows[1]?.map((cell) => [cell.kind, cell.value]),
    [
      ['text', "=cmd|' /C calc'!A0"],
      ['text', '-5'],
    ],
  )
})

test('refuses 200,000 rows within a second or two', async () => {
  const began = performance.now()
  const reading = await readTable(Buffer.from(`a,b\n${'1,2\n'.repeat(199_999)}`), { what: 'a return' })
  assert.equal(reading.ok ? '' : reading.problem, 'This file has 200,000 rows; a return has at most 5,000')
  assert.ok(performance.now() - began < 5_000, 'took longer than five seconds')
})

test('refuses too many columns', async () => {
  const reading = await readTable(Buffer.from(Array.from({ length: 300 }, () => 'x').join(',')))
  assert.match(reading.ok ? '' : reading.problem, /^This file has 300 columns; a file sent here has at most 200$/)
})

test('finds the row of headings, or says that it is not there', async () => {
  const table = await read('Return for Q2\n\nCode,Value\nA,1\n', {
    sheet: (headings) => headings.includes('Code'),
    fileName: 'q2.csv',
  })
  assert.deepEqual([table.headerRow, table.sheetName], [3, 'q2.csv'])
  const reading = await readTable(Buffer.from('x,y\n1,2\n'), { sheet: () => false })
  assert.match(reading.ok ? '' : reading.problem, /^The headings that we expect are not in this file/)
})
