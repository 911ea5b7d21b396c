import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeWorkbook, makeZip, sheetXml, type ZipFile } from '../sheets/testing.ts'
import { writeWorkbook } from '../sheets/write-workbook.ts'
import { judgeUpload, type UploadKind } from './judge-upload.ts'

const sheets: UploadKind[] = ['xlsx', 'csv']
const documents: UploadKind[] = ['pdf', 'png', 'jpg', 'docx']

const workbook = (more: readonly ZipFile[] = []) =>
  makeWorkbook([{ name: 'Return', xml: sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>') }], { more })
const relation = (type: string, target: string) =>
  `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
const pdf = Buffer.from('%PDF-1.7\n%\xE2\xE3\n1 0 obj\n', 'latin1')

async function problem(bytes: Buffer, allowed: readonly UploadKind[] = sheets): Promise<string> {
  const judged = await judgeUpload(bytes, 'file.xlsx', allowed)
  return judged.ok ? `taken as ${judged.kind}` : judged.problem
}

test('a file is what its content says, whatever it is called, and is kept under a name that says so', async () => {
  const csv = Buffer.from('Code,Numerator\r\nA1,-4\r\n')
  assert.deepEqual(await judgeUpload(csv, 'return.xlsx', sheets), {
    ok: true,
    kind: 'csv',
    fileName: 'return.xlsx.csv',
  })
  assert.deepEqual(await judgeUpload(workbook(), 'return.exe', sheets), {
    ok: true,
    kind: 'xlsx',
    fileName: 'return.exe.xlsx',
  })
  assert.deepEqual(await judgeUpload(pdf, 'Minutes.PDF', documents), { ok: true, kind: 'pdf', fileName: 'Minutes.pdf' })
  assert.deepEqual(await judgeUpload(png, 'a.jpg', documents), { ok: true, kind: 'png', fileName: 'a.jpg.png' })
  const word = makeZip([{ name: 'word/document.xml', data: '<w/>' }])
  assert.deepEqual(await judgeUpload(word, 'a.docx', documents), { ok: true, kind: 'docx', fileName: 'a.docx' })
})

test('what is not asked for is refused in words that say what is', async () => {
  assert.match(await problem(pdf), /^This is a PDF, not a workbook/)
  assert.match(await problem(png), /^This is a picture, not a workbook/)
  assert.match(await problem(makeZip([{ name: 'word/document.xml', data: '<w/>' }])), /^This is a Word document, not/)
  assert.equal(await problem(workbook(), ['pdf']), 'This is a workbook (.xlsx). Send a PDF')
  assert.equal(
    await problem(Buffer.from('<html><script>alert(1)</script>'), documents),
    'This file cannot be taken. Send a PDF, a picture (PNG), a picture (JPEG) or a Word document (.docx)',
  )
  assert.equal(await problem(Buffer.alloc(0)), 'The selected file is empty')
  assert.match(await problem(Buffer.from('MZ\x90\0\x03'), documents), /cannot be taken/)
})

test('our own workbooks are taken', async () => {
  const own = await writeWorkbook({
    title: 'Return',
    creator: 'Goldenthread',
    sheets: [{ kind: 'table', name: 'Return', columns: [{ header: 'Code', width: 20 }], rows: [['=1+1']] }],
  })
  assert.equal(await problem(own), 'taken as xlsx')
})

test('a workbook that unpacks to far more than it is, or lies about it, is refused before anything is unpacked', async () => {
  const zeros = Buffer.alloc(30_000_000)
  assert.match(await problem(workbook([{ name: 'xl/media/a.xml', data: zeros }])), /too large when unpacked/)
  const lie: ZipFile = { name: 'xl/media/a.xml', data: 'x', declaredSize: 4_000_000_000 }
  assert.match(await problem(workbook([lie])), /too large when unpacked/)
  const many = Array.from({ length: 2_001 }, (_, index) => ({ name: `xl/${index}.xml`, data: '' }))
  assert.match(await problem(makeZip(many)), /too large when unpacked/)
})

test('parts that overlap, names twice and names that leave the folder are damage', async () => {
  for (const name of ['../../etc/passwd', '/etc/passwd', 'xl\\..\\..\\a', 'C:/a', 'xl/../../a', 'xl/a\0b']) {
    assert.match(await problem(workbook([{ name, data: 'x' }])), /damaged/, name)
  }
  assert.match(
    await problem(
      workbook([
        { name: 'xl/a', data: '1' },
        { name: 'xl/a', data: '2' },
      ]),
    ),
    /damaged/,
  )
  // The same packed bytes named by many entries: a bomb without nesting.
  const one = makeZip([{ name: 'xl/workbook.xml', data: Buffer.alloc(50_000, 'ab') }])
  const start = one.readUInt32LE(one.length - 6)
  const entry = one.subarray(start, one.length - 22)
  const copies = Array.from({ length: 90 }, (_, index) => {
    const copy = Buffer.from(entry)
    copy.write(String(index).padStart(2, '0'), copy.length - 2)
    return copy
  })
  const end = Buffer.from(one.subarray(one.length - 22))
  end.writeUInt16LE(copies.length, 10)
  assert.match(await problem(Buffer.concat([one.subarray(0, start), ...copies, end])), /damaged/)
})

test('macros, embedded programs, links and data connections are refused with how to take them out', async () => {
  const cases: [ZipFile, RegExp][] = [
    [{ name: 'xl/vbaProject.bin', data: 'x' }, /has macros\. Save it without them/],
    [{ name: 'xl/VBAPROJECT.BIN', data: 'x' }, /has macros/],
    [{ name: 'xl/macrosheets/sheet1.xml', data: 'x' }, /has macros/],
    [{ name: 'xl/activeX/activeX1.bin', data: 'x' }, /has macros/],
    [{ name: 'xl/embeddings/oleObject1.bin', data: 'x' }, /another file inside it/],
    [
      { name: 'xl/externalLinks/externalLink1.xml', data: '<ddeLink ddeService="cmd"/>' },
      /linked to other files\. In Excel/,
    ],
    [{ name: 'xl/connections.xml', data: 'x' }, /fetches data from elsewhere/],
    [
      { name: 'xl/_rels/a.xml.rels', data: relation('image', 'https://evil.example/a.png') },
      /loads a template or picture/,
    ],
  ]
  for (const [file, words] of cases) assert.match(await problem(workbook([file])), words, file.name)
  const hyperlink = { name: 'xl/worksheets/_rels/a.xml.rels', data: relation('hyperlink', 'https://www.gov.uk/') }
  assert.equal(await problem(workbook([hyperlink])), 'taken as xlsx')
})

test('a CSV that starts a program is refused; a negative number and a formula are not its business', async () => {
  assert.match(await problem(Buffer.from(`Code,Note\r\nA1,=cmd|'/c calc'!A1\r\n`)), /starts another program/)
  assert.match(await problem(Buffer.from(`Code,Note\r\nA1,"@SUM(1)*cmd|'/c calc'!A1"\r\n`)), /starts another program/)
  assert.match(await problem(Buffer.from(`\uFEFFA1;+cmd|'/c calc'!A1\n`, 'utf16le')), /starts another program/)
  assert.equal(await problem(Buffer.from('A1,-4,=1+1\r\nA2,"a | b!",\r\n')), 'taken as csv')
})

test('whatever bytes are sent, an answer comes', async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const bytes = workbook()
    for (let change = 0; change < 12; change++) {
      const at = (seed * 7_919 + change * 104_729) % bytes.length
      bytes[at] = (seed * 31 + change * 17) % 256
    }
    assert.equal(typeof (await problem(bytes)), 'string')
  }
})
