import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTable } from './read-table.ts'
import type { Table } from './table.ts'
import { inlineText, makeWorkbook, sheetXml } from './testing.ts'

async function read(bytes: Buffer, options: Parameters<typeof readTable>[1] = {}): Promise<Table> {
  const reading = await readTable(bytes, options)
  if (!reading.ok) throw new Error(reading.problem)
  return reading.table
}

async function problem(bytes: Buffer, options: Parameters<typeof readTable>[1] = {}): Promise<string> {
  const reading = await readTable(bytes, options)
  return reading.ok ? 'no problem' : reading.problem
}

const single = (rows: string, around: { before?: string; after?: string } = {}) =>
  makeWorkbook([{ name: 'Data', xml: sheetXml(rows, around) }], {
    sharedStrings: [
      '<t>plain</t>',
      '<r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r>',
      "<t>=cmd|' /C calc'!A0</t>",
    ],
  })

test('keeps what the sender sees, and the kind of each cell', async () => {
  const table = await read(
    single(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
      <row r="2"><c r="A2"><v>0.1</v></c><c r="B2" s="1"><v>0.85</v></c><c r="C2" s="2"><v>46295</v></c><c r="D2" s="3"><v>1234.5</v></c><c r="E2" s="4"><v>46295</v></c></row>
      <row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#DIV/0!</v></c><c r="C3"><v>0.30000000000000004</v></c><c r="D3" s="2"><v>46295.5</v></c><c r="E3" s="5"><v>0.5</v></c></row>`),
  )
  assert.deepEqual(
    table.rows.map((row) => row.map(({ ref, kind, value, raw }) => [ref, kind, value, raw])),
    [
      [
        ['A1', 'text', 'plain', 'plain'],
        ['B1', 'text', 'rich text', 'rich text'],
        ['C1', 'text', "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"],
      ],
      [
        ['A2', 'number', 0.1, '0.1'],
        ['B2', 'number', 0.85, '85%'],
        ['C2', 'date', '2026-09-30', '30 September 2026'],
        ['D2', 'number', 1234.5, '£1,234.50'],
        ['E2', 'date', '2026-09-30', '30/09/2026'],
      ],
      [
        ['A3', 'boolean', true, 'TRUE'],
        ['B3', 'error', '#DIV/0!', '#DIV/0!'],
        ['C3', 'number', 0.30000000000000004, '0.3'],
        ['D3', 'date', '2026-09-30T12:00', '30 September 2026'],
        ['E3', 'text', '12:00', '12:00'],
      ],
    ],
  )
  assert.equal(table.rows[1]?.[1]?.percentFormat, true)
})

test('gives a formula with its saved result, and never evaluates it', async () => {
  const table = await read(
    single(`<row r="7"><c r="A7"><f>SUM(B1:B6)</f><v>12</v></c><c r="B7" s="1"><f>1/2</f><v>0.5</v></c><c r="C7"><f>cmd|' /C calc'!A0</f></c>
      <c r="D7" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="E7"><f t="shared" ref="E7:F7" si="0">A7</f><v>1</v></c><c r="F7"><f t="shared" si="0"/><v>2</v></c><c r="G7" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`),
  )
  assert.deepEqual(
    table.rows[6]?.map(({ ref, kind, value, formula }) => [ref, kind, value, formula]),
    [
      ['A7', 'formula', 12, 'SUM(B1:B6)'],
      ['B7', 'formula', 0.5, '1/2'],
      ['C7', 'formula', null, "cmd|' /C calc'!A0"],
      ['D7', 'formula', 'ab', '"a"&"b"'],
      ['E7', 'formula', 1, 'A7'],
      ['F7', 'formula', 2, ''],
      ['G7', 'formula', '#DIV/0!', '1/0'],
    ],
  )
})

test('reads dates of the 1904 system', async () => {
  const xml = sheetXml('<row r="1"><c r="A1" s="2"><v>44833</v></c></row>')
  const table = await read(makeWorkbook([{ name: 'Data', xml }], { date1904: true }))
  assert.equal(table.rows[0]?.[0]?.value, '2026-09-30')
})

test('refuses 200,000 rows by counting them, without building them', async () => {
  const rows = Array.from(
    { length: 200_000 },
    (_each, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c></row>`,
  )
  const bytes = single(rows.join(''))
  const began = performance.now()
  assert.equal(await problem(bytes, { what: 'a return' }), 'This file has 200,000 rows; a return has at most 5,000')
  assert.ok(performance.now() - began < 5_000, 'took longer than five seconds')
})

test('does not count rows that are only formatted', async () => {
  const formatted = Array.from(
    { length: 20_000 },
    (_each, index) => `<row r="${index + 2}"><c r="A${index + 2}" s="1"/></row>`,
  )
  const table = await read(
    single(`<row r="1">${inlineText('A1', 'x')}</row>${formatted.join('')}<row r="1048576" ht="12"/>`),
  )
  assert.equal(table.rows.length, 1)
})

test('refuses one cell far away, to the side or below, without filling what lies between', async () => {
  const below = single(`<row r="1">${inlineText('A1', 'x')}</row><row r="1048576">${inlineText('A1048576', 'y')}</row>`)
  assert.match(
    await problem(below, { what: 'a return' }),
    /^This file has something in row 1,048,576; a return has at most 5,000 rows$/,
  )
  const aside = single(`<row r="1">${inlineText('XFD1', 'x')}</row>`)
  assert.match(await problem(aside, { what: 'a return' }), /^This file has 16,384 columns; a return has at most 200$/)
})

test('reads hidden rows, hidden columns and merged cells, and says so', async () => {
  const table = await read(
    single(`<row r="1">${inlineText('A1', 'x')}</row><row r="2" hidden="1">${inlineText('A2', 'y')}</row>`, {
      before: '<cols><col min="2" max="2" width="9" hidden="1"/></cols>',
      after: '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>',
    }),
  )
  assert.equal(table.rows[1]?.[0]?.value, 'y')
  assert.deepEqual(table.warnings, [
    'Row 2 is hidden; what is there was read',
    'Column B is hidden; what is there was read',
    'Merged cells were read as the first cell of each (A1:C1)',
  ])
})

test('mentions links to other workbooks and macros, and follows neither', async () => {
  const table = await read(
    makeWorkbook([{ name: 'Data', xml: sheetXml(`<row r="1">${inlineText('A1', 'x')}</row>`) }], {
      more: [
        { name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' },
        { name: 'xl/vbaProject.bin', data: 'x' },
      ],
    }),
  )
  assert.deepEqual(table.warnings, [
    'This workbook is linked to another workbook; the values saved in it were read',
    'This workbook has macros; they were not run',
  ])
})

const text = (value: string) => sheetXml(`<row r="1">${inlineText('A1', value)}</row>`)
const several = () =>
  makeWorkbook([
    { name: 'Old', state: 'hidden', xml: text('Code') },
    { name: 'Notes &amp; help', xml: text('Read this') },
    { name: 'Empty', xml: sheetXml('') },
    {
      name: 'Data',
      xml: sheetXml(`<row r="3">${inlineText('A3', 'Code')}</row><row r="4">${inlineText('A4', 'x')}</row>`),
    },
  ])

test('finds the sheet by its headings, those that can be seen first', async () => {
  const table = await read(several(), { sheet: (headings) => headings.includes('Code') })
  assert.deepEqual([table.sheetName, table.headerRow, table.rows.length], ['Data', 3, 4])
})

test('finds the sheet by its name, in any case, and warns when it is hidden', async () => {
  assert.equal((await read(several(), { sheet: 'data' })).sheetName, 'Data')
  const hidden = await read(several(), { sheet: 'Old' })
  assert.deepEqual(hidden.warnings, ["The sheet 'Old' is hidden; it was read"])
})

test('reads the first sheet that can be seen when none is asked for', async () => {
  assert.equal((await read(several())).sheetName, 'Notes & help')
})

test('says which sheets there are when the one asked for is not, and when headings are missing', async () => {
  assert.equal(
    await problem(several(), { sheet: 'Return' }),
    "There is no sheet called 'Return' in this workbook. Its sheets are: 'Old', 'Notes & help', 'Empty', 'Data'",
  )
  assert.match(
    await problem(several(), { sheet: () => false }),
    /^The headings that we expect are not on any sheet of this workbook \('Old', /,
  )
  assert.equal(await problem(several(), { sheet: 'Empty' }), "There is nothing on the sheet 'Empty'")
})

test('a large sheet elsewhere in the workbook is no obstacle', async () => {
  const rows = Array.from({ length: 6_000 }, (_each, index) => `<row r="${index + 1}"><c><v>1</v></c></row>`).join('')
  const bytes = makeWorkbook([
    { name: 'Raw', xml: sheetXml(rows) },
    { name: 'Data', xml: text('Code') },
  ])
  assert.equal((await read(bytes, { sheet: (headings) => headings.includes('Code') })).sheetName, 'Data')
  assert.match(await problem(bytes, { sheet: () => false }), /^This file has 6,000 rows/)
})
