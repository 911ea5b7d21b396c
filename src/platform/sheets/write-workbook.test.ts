import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readXlsx } from 'hucre/xlsx'
import { readTable } from './read-table.ts'
import { convertedByLibreOffice } from './testing.ts'
import type { WorkbookSpec } from './workbook-spec.ts'
import { writeCsv } from './write-csv.ts'
import { writeWorkbook, writtenRef } from './write-workbook.ts'
import { openZip } from './zip.ts'

const risky = "=cmd|' /C calc'!A0"

const spec: WorkbookSpec = {
  title: 'Return & reasons',
  creator: 'Goldenthread',
  subject: 'Q2 2026-27',
  marking: 'OFFICIAL',
  sheets: [
    {
      kind: 'table',
      name: 'Return: Q2/2026',
      titles: ['Return for Q2 2026-27', 'Write in the yellow cells'],
      isProtected: true,
      frozenColumns: 1,
      columns: [
        { header: 'Code', width: 10 },
        { header: 'Value', width: 12, format: 'number', decimals: 1, locked: false },
        { header: 'Share', width: 12, format: 'percent', locked: false },
        { header: 'Reason', width: 40, locked: false },
        { header: 'As at', width: 20, format: 'date' },
        { header: 'Cost', width: 12, format: 'money' },
      ],
      rows: [
        ['A1', 12.5, 0.85, risky, { date: '2026-09-30' }, 36115.74],
        ['A2', null, { value: 'c' }, '@SUM(A1)', null, { value: 1200, decimals: 0, bold: true }],
      ],
      rules: [
        {
          kind: 'decimal',
          column: 2,
          fromRow: 1,
          toRow: 2,
          from: 0,
          message: 'Write a number of 0 or more',
          prompt: { title: 'Value', text: 'A number' },
        },
        { kind: 'whole', column: 3, fromRow: 1, toRow: 2, from: 0, to: 100, message: 'Write a whole number' },
        {
          kind: 'list',
          column: 4,
          fromRow: 1,
          toRow: 2,
          values: ['Not recorded', 'Late'],
          message: 'Choose a reason',
          isAdvice: true,
        },
        {
          kind: 'list',
          column: 6,
          fromRow: 1,
          toRow: 2,
          values: ['With, comma', 'x'.repeat(260)],
          message: 'Choose one',
        },
      ],
    },
    {
      kind: 'notes',
      name: 'Return: Q2/2026',
      title: 'How to fill this in',
      paragraphs: ['Write 0 for none.', '-5 is a number'],
    },
  ],
}

test('what is written is read back, value for value', async () => {
  const reading = await readTable(await writeWorkbook(spec), { sheet: (headings) => headings.includes('Value') })
  assert.ok(reading.ok)
  assert.equal(reading.table.headerRow, 4)
  assert.deepEqual(
    reading.table.rows.slice(4).map((row) => row.map((cell) => [cell.kind, cell.value, cell.raw])),
    [
      [
        ['text', 'A1', 'A1'],
        ['number', 12.5, '12.5'],
        ['number', 0.85, '85%'],
        ['text', risky, risky],
        ['date', '2026-09-30', '30 September 2026'],
        ['number', 36115.74, '£36,115.74'],
      ],
      [
        ['text', 'A2', 'A2'],
        ['empty', null, ''],
        ['text', 'c', 'c'],
        ['text', '@SUM(A1)', '@SUM(A1)'],
        ['empty', null, ''],
        ['number', 1200, '£1,200'],
      ],
    ],
  )
  assert.equal(reading.table.rows[4]?.[1]?.ref, writtenRef(1, 2, 2))
})

test('the sheet is protected except where people write, with its headings frozen and its rules in place', async () => {
  const book = await readXlsx(await writeWorkbook(spec), { readStyles: true })
  const sheet = book.sheets[0]
  assert.deepEqual(
    book.sheets.map((each) => each.name),
    ['Return  Q2 2026', 'Return  Q2 2026 2', 'Lists'],
  )
  assert.equal(book.sheets[2]?.veryHidden, true)
  assert.deepEqual(
    [book.properties?.title, book.properties?.creator, book.properties?.subject],
    ['Return & reasons', 'Goldenthread', 'Q2 2026-27'],
  )
  assert.deepEqual([sheet?.protection?.sheet, sheet?.protection?.password], [true, undefined])
  assert.deepEqual(sheet?.freezePane, { rows: 4, columns: 1 })
  assert.equal(sheet?.columns?.[3]?.width, 40)
  const locks = ['3,1', '4,0', '4,1', '5,3', '4,4'].map((at) => sheet?.cells?.get(at)?.style?.protection?.locked)
  assert.deepEqual(locks, [true, true, false, false, true])
  assert.deepEqual(
    sheet?.dataValidations?.map(({ type, range, operator, formula1, formula2, values, errorStyle }) => ({
      type,
      range,
      operator,
      formula1,
      formula2,
      values,
      errorStyle,
    })),
    [
      {
        type: 'decimal',
        range: 'B5:B6',
        operator: 'greaterThanOrEqual',
        formula1: '0',
        formula2: undefined,
        values: undefined,
        errorStyle: 'stop',
      },
      {
        type: 'whole',
        range: 'C5:C6',
        operator: 'between',
        formula1: '0',
        formula2: '100',
        values: undefined,
        errorStyle: 'stop',
      },
      {
        type: 'list',
        range: 'D5:D6',
        operator: undefined,
        formula1: undefined,
        formula2: undefined,
        values: ['Not recorded', 'Late'],
        errorStyle: 'warning',
      },
      {
        type: 'list',
        range: 'F5:F6',
        operator: undefined,
        formula1: "'Lists'!$A$1:$A$2",
        formula2: undefined,
        values: undefined,
        errorStyle: 'stop',
      },
    ],
  )
  assert.equal(sheet?.headerFooter?.oddHeader, '&LReturn && reasons&C&BOFFICIAL&B')
})

test('rows are high enough for the text that is wrapped in them', async () => {
  const long = 'Children aged 0 to 17 living in the area, by the estimate of the middle of the year before. '.repeat(2)
  const bytes = await writeWorkbook({
    title: 'Heights',
    creator: 'Goldenthread',
    sheets: [
      {
        kind: 'table',
        name: 'Table',
        columns: [
          { header: 'Code', width: 8 },
          { header: 'What the denominator counts', width: 20 },
        ],
        rows: [
          ['A1', 'Short'],
          ['A2', { value: long }],
          [123456789012, { date: '2026-09-30' }],
        ],
      },
      { kind: 'notes', name: 'Notes', title: 'Notes', paragraphs: ['Short.', long] },
    ],
  })
  const opening = openZip(bytes, { maxBytes: 10_000_000, maxEntries: 100 })
  assert.ok(opening.ok)
  const heights = (sheet: number) =>
    [
      ...(opening.zip.read(`xl/worksheets/sheet${sheet}.xml`)?.toString('utf8') ?? '').matchAll(
        /<row r="(\d+)"([^>]*)>/g,
      ),
    ].map(([, row, rest = '']) => [Number(row), Number(/ht="([\d.]+)"/.exec(rest)?.[1] ?? 0)])
  const [heading, short, tall, numbers] = heights(1).map(([, height]) => height ?? 0)
  assert.ok(heading === 29.5 && short === 15.25 && numbers === 15.25, JSON.stringify(heights(1)))
  assert.ok(tall !== undefined && tall > 8 * 14 && tall < 12 * 14.25)
  assert.deepEqual(heights(2).slice(1), [
    [3, 15.25],
    [4, 29.5],
  ])
})

test('text that begins like a formula is stored as text, in a cell formatted as text', async () => {
  const bytes = await writeWorkbook(spec)
  const opening = openZip(bytes, { maxBytes: 10_000_000, maxEntries: 100 })
  assert.ok(opening.ok)
  const xml = opening.zip.read('xl/worksheets/sheet1.xml')?.toString('utf8') ?? ''
  assert.doesNotMatch(xml, /<f[ >]/)
  assert.match(xml, /<c r="D5" t="s" /)
  const book = await readXlsx(bytes, { readStyles: true })
  assert.equal(book.sheets[0]?.cells?.get('4,3')?.style?.numFmt, '@')
})

test('a CSV has a byte order mark, quotes what needs it, and disarms text but not numbers', () => {
  const bytes = writeCsv([
    ['Code', 'Value', 'Reason'],
    ['A1', -5, risky],
    ['+44', null, 'said "no",\nthen yes'],
    ['@x', 0, '\tx'],
    ['−5', true, 'plain'],
  ])
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  assert.equal(
    bytes.subarray(3).toString('utf8'),
    `Code,Value,Reason\r\nA1,-5,'=cmd|' /C calc'!A0\r\n'+44,,"said ""no"",\nthen yes"\r\n'@x,0,"'\tx"\r\n−5,true,plain\r\n`,
  )
})

test('a CSV is read back as it was written', async () => {
  const reading = await readTable(
    writeCsv([
      ['£', 'a "b"\nc'],
      ['’', 'x'],
    ]),
  )
  assert.deepEqual(reading.ok && reading.table.rows.map((row) => row.map((cell) => cell.value)), [
    ['£', 'a "b"\nc'],
    ['’', 'x'],
  ])
})

test('LibreOffice reads our workbook, and we read what it saves', async (t) => {
  const saved = await convertedByLibreOffice(await writeWorkbook(spec), 'ours.xlsx', 'xlsx')
  if (!saved) return t.skip('LibreOffice Calc is not on this machine')
  const reading = await readTable(saved, { sheet: (headings) => headings.includes('Value') })
  assert.ok(reading.ok)
  assert.deepEqual(
    reading.table.rows[4]?.map((cell) => [cell.kind, cell.value]),
    [
      ['text', 'A1'],
      ['number', 12.5],
      ['number', 0.85],
      ['text', risky],
      ['date', '2026-09-30'],
      ['number', 36115.74],
    ],
  )
  const book = await readXlsx(saved, { readStyles: true })
  assert.equal(book.sheets[0]?.protection?.sheet, true)
  assert.equal(book.sheets[0]?.cells?.get('4,1')?.style?.protection?.locked, false)
  assert.equal(book.sheets[0]?.dataValidations?.length, 4)
})

test('we read a workbook that LibreOffice made of a CSV', async (t) => {
  const saved = await convertedByLibreOffice(
    Buffer.from('Code,Value,As at\nA1,12.5,2026-09-30\nA2,-3,x\n'),
    'theirs.csv',
    'xlsx',
  )
  if (!saved) return t.skip('LibreOffice Calc is not on this machine')
  const reading = await readTable(saved)
  assert.ok(reading.ok)
  assert.deepEqual(
    reading.table.rows[1]?.map((cell) => [cell.kind, cell.value]),
    [
      ['text', 'A1'],
      ['number', 12.5],
      ['date', '2026-09-30'],
    ],
  )
})

test('LibreOffice shows what begins like a formula in our CSV as text', async (t) => {
  const saved = await convertedByLibreOffice(writeCsv([['Code'], ['=1+1'], ['+2+2']]), 'risky.csv', 'xlsx')
  if (!saved) return t.skip('LibreOffice Calc is not on this machine')
  const reading = await readTable(saved)
  assert.deepEqual(reading.ok && reading.table.rows.map((row) => row[0]?.kind), ['text', 'text', 'text'])
})
