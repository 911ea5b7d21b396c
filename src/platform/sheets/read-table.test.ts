import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTable, type ReadOptions } from './read-table.ts'
import { inlineText, makeWorkbook, makeZip, sheetXml } from './testing.ts'

const oneCell = () => makeWorkbook([{ name: 'Data', xml: sheetXml(`<row r="1">${inlineText('A1', 'x')}</row>`) }])
const compound = (stream: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(504),
    Buffer.from(stream, 'utf16le'),
  ])
const emptyEntries = Array.from({ length: 2_001 }, (_each, index) => ({ name: `f${index}`, data: '' }))

const badFiles: [what: string, bytes: Buffer, sentence: RegExp, options?: ReadOptions][] = [
  ['an empty file', Buffer.alloc(0), /^This file is empty$/],
  ['white space only', Buffer.from('  \r\n \t'), /^This file is empty$/],
  [
    'a zip that is not a workbook',
    makeZip([{ name: 'a.txt', data: 'x' }]),
    /^This is a zip file, but there is no workbook in it/,
  ],
  [
    'a workbook inside a zip',
    makeZip([{ name: 'return.xlsx', data: oneCell() }]),
    /^This is a compressed folder\. Take the workbook out/,
  ],
  [
    'a Word document',
    makeZip([{ name: 'word/document.xml', data: '<x/>' }]),
    /^This is a Word document, not a workbook/,
  ],
  ['a presentation', makeZip([{ name: 'ppt/presentation.xml', data: '<x/>' }]), /^This is a PowerPoint presentation/],
  [
    'an OpenDocument sheet',
    makeZip([
      { name: 'mimetype', data: 'x' },
      { name: 'content.xml', data: '<x/>' },
    ]),
    /OpenDocument.*\.xlsx/,
  ],
  ['a binary workbook', makeZip([{ name: 'xl/workbook.bin', data: 'x' }]), /\.xlsb\)\. .*Save as/],
  [
    'an old workbook',
    compound('Workbook'),
    /^This workbook is in the old Excel format \(\.xls\)\. .*Save as, Excel Workbook \(\.xlsx\)/,
  ],
  ['an old Word document', compound('WordDocument'), /^This is a Word document/],
  [
    'a password',
    compound('EncryptedPackage'),
    /^This workbook is protected with a password\. Save it without the password/,
  ],
  [
    'an encrypted zip',
    makeZip([{ name: 'xl/workbook.xml', data: 'x', flags: 1 }]),
    /^This workbook is protected with a password/,
  ],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ'), /^This is a PDF, not a workbook/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /^This is a picture/],
  [
    'a web page called .xls',
    Buffer.from('<html><body><table><tr><td>1</td></tr></table>'),
    /^This is a web page saved under the name of a workbook/,
  ],
  ['the same with a byte order mark', Buffer.from('\uFEFF<!DOCTYPE html><html>'), /^This is a web page/],
  [
    'a workbook saved as XML',
    Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
    /^This is a workbook saved as XML/,
  ],
  ['rich text', Buffer.from('{\\rtf1 x}'), /^This is a text document \(RTF\)/],
  [
    'noise',
    Buffer.from(Array.from({ length: 500 }, (_each, index) => (index * 7) % 32)),
    /^This is not a workbook or a CSV file that we can read/,
  ],
  ['half a workbook', oneCell().subarray(0, 900), /^This workbook is damaged or only part of it arrived/],
  ['a zip header alone', Buffer.from('PK\u0003\u0004'), /^This workbook is damaged/],
  [
    'too many megabytes',
    Buffer.alloc(1_024 * 1_025),
    /^This file is 1\.1 MB; a return has at most 1 MB$/,
    { maxBytes: 1_024 * 1_024, what: 'a return' },
  ],
  [
    'a bomb that says so',
    makeZip([{ name: 'xl/workbook.xml', data: Buffer.alloc(101 * 1_024 * 1_024) }]),
    /^This workbook is too large when unpacked/,
  ],
  [
    'a bomb that lies',
    makeZip([{ name: 'xl/workbook.xml', data: Buffer.alloc(50_000_000), declaredSize: 10 }]),
    /^This workbook is damaged/,
  ],
  ['thousands of files', makeZip(emptyEntries), /^This workbook is too large/],
  [
    'one name twice',
    makeZip([
      { name: 'xl/workbook.xml', data: '1' },
      { name: 'xl/workbook.xml', data: '2' },
    ]),
    /^This workbook is damaged/,
  ],
  [
    'an entity bomb',
    makeZip([{ name: 'xl/workbook.xml', data: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }]),
    /^This workbook is damaged/,
  ],
  [
    'a workbook of nonsense',
    makeZip([{ name: 'xl/workbook.xml', data: 'not xml at all <<<' }]),
    /^This workbook is damaged/,
  ],
]

for (const [what, bytes, sentence, options] of badFiles) {
  test(`says in one sentence what is wrong with ${what}`, async () => {
    const reading = await readTable(bytes, options)
    assert.equal(reading.ok, false)
    assert.match(reading.ok ? '' : reading.problem, sentence)
    assert.doesNotMatch(reading.ok ? '' : reading.problem, /Error|undefined|\bat \w+ \(|hucre|zip64/)
  })
}

test('tells the kind by content, whatever the name says', async () => {
  const csv = await readTable(Buffer.from('a,b\n1,2\n'), { fileName: 'return.xlsx' })
  const workbook = await readTable(oneCell(), { fileName: 'return.csv' })
  assert.deepEqual([csv.ok && csv.table.kind, workbook.ok && workbook.table.kind], ['csv', 'xlsx'])
})

test('survives any single changed byte of a workbook', async () => {
  const whole = oneCell()
  for (let at = 0; at < whole.length; at += 7) {
    const broken = Buffer.from(whole)
    broken[at] = (broken[at] ?? 0) ^ 0x55
    const reading = await readTable(broken)
    if (!reading.ok) assert.match(reading.problem, /^(This|There is nothing|A quotation)/)
  }
})
