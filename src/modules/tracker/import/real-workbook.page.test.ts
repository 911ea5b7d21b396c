import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { readTable } from '#platform/sheets/read-table.ts'
import { cellRef } from '#platform/sheets/table.ts'
import { inlineText, makeWorkbook, sheetXml } from '#platform/sheets/testing.ts'
import type { Site } from '#test/support/site.ts'
import { trackerPaths } from '../paths.ts'
import { trackerSite } from '../testing.ts'

/** A text, a number as a serial date without a format, a date with one, or a formula with what it showed when it was saved. */
type Value = string | number | null | { date: number } | { formula: string; shown: number | string; isError?: true }

const cell = (ref: string, value: Value): string => {
  if (value === null) return ''
  if (typeof value === 'string') return inlineText(ref, value)
  if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`
  if ('date' in value) return `<c r="${ref}" s="4"><v>${value.date}</v></c>`
  const kind = value.isError ? ' t="e"' : typeof value.shown === 'string' ? ' t="str"' : ''
  return `<c r="${ref}"${kind}><f>${value.formula}</f><v>${value.shown}</v></c>`
}

const rowsXml = (rows: Readonly<Record<number, readonly Value[]>>, hidden: readonly number[] = []): string =>
  Object.entries(rows)
    .map(
      ([row, values]) =>
        `<row r="${row}"${hidden.includes(Number(row)) ? ' hidden="1"' : ''}>${values
          .map((value, index) => cell(cellRef(Number(row), index + 1), value))
          .join('')}</row>`,
    )
    .join('')

const log: Readonly<Record<number, readonly Value[]>> = {
  1: ['KSCMP multi-agency recommendations log'],
  2: ['Version 7, last updated 12/9/25'],
  4: ['Ref', 'Recommendation', 'Owner', null, 'Dates', null, 'RAG Q1', 'RAG Q2', 'Progress', 'Comments', 'Cost'],
  5: [null, null, 'Agency', 'Name', 'Raised', 'Target'],
  6: ['Rapid review: Child R'],
  7: [
    '1',
    'Agree a protocol',
    'KCC / ICB',
    'J Bloggs',
    { date: 45669 },
    '12th Sept 25',
    'R',
    'G',
    'Sent',
    'Ask again',
    9,
  ],
  8: ['2', 'Audit twenty files', 'Police', null, 45689, 45930.5, 'A', null, { formula: 'A1', shown: 'Half are done' }],
  9: ['3', 'Refresh the leaflet', 'TBC', null, 45689, '31/12/2025', 'G'],
  10: ['4', 'Share the rota', 'ICB', null, 45689, '31/02/2026', 'G'],
  12: ['4', 'Publish a briefing', 'K.C.C.', null, 45689, { formula: 'E12+90', shown: 45779 }, 'G'],
  13: ['Ref', 'Recommendation', 'Owner', null, 'Dates', null, 'RAG Q1'],
  14: ['5', 'Train the leads', { formula: 'B99', shown: '#REF!', isError: true }, null, 45689, '1/3/26'],
  15: ['Total', null, 5, null, null, null, '2 green'],
  17: [null, 'Key: R is off track, G is on track'],
}
const closed: Readonly<Record<number, readonly Value[]>> = {
  1: ['Action', 'Lead', 'Due date', 'Date completed', 'Status'],
  2: ['Send the letter', 'Kent Police', '1/3/2025', '14 March 2025', 'Complete'],
  3: ['Agree a protocol', 'ICB; KCC', '12/09/2025', null, 'Complete'],
}
const merges = ['A1:K1', 'C4:D4', 'E4:F4'].map((range) => `<mergeCell ref="${range}"/>`).join('')

/** As partnerships keep them: a page of advice first, two rows of headings, serial numbers, formulas, hidden rows, totals, a closed sheet. */
const real = makeWorkbook([
  { name: 'READ ME', xml: sheetXml(rowsXml({ 1: ['How to use this log'], 2: ['Only the team changes it'] })) },
  {
    name: 'Action log',
    xml: sheetXml(rowsXml(log, [12]), { after: `<mergeCells count="3">${merges}</mergeCells>` }),
  },
  { name: 'Closed', xml: sheetXml(rowsXml(closed)) },
])

const send = async ({ post }: Site, bytes: Buffer, fileName = 'Action log v7.xlsx') =>
  post(trackerPaths.imports(), { file: { fileName, bytes } })
const confirm = ({ post }: Site, location: string) =>
  post(trackerPaths.confirmImport(location.split('/').at(-1) ?? ''), {})
const titles = async ({ db }: Site) =>
  (await db.selectFrom('tracker.item').orderBy('title').select('title').execute()).map(({ title }) => title)

/** What is told of each row, in order. */
const told: readonly (readonly [row: string, words: RegExp])[] = [
  ['Action log, 6', /Not an action.*become its theme/],
  ['Action log, 7', /Will be brought in.*Kent County Council.*Due 12 September 2025/],
  ['Action log, 7', /‘12th Sept 25’ was read as 12 September 2025/],
  ['Action log, 7', /Of several states the last one counts.*‘G’ was read as in progress, on track/],
  ['Action log, 8', /Will be brought in.*‘45930\.5’ was read as 30 September 2025.*‘45689’ was read as 1 February/],
  ['Action log, 9', /Cannot be placed.*Column ‘Agency’: ‘TBC’ is nobody in particular\. Name each agency/],
  ['Action log, 10', /Cannot be placed.*Column ‘Target’: '31\/02\/2026' is not a real date/],
  ['Action log, 12', /Will be brought in.*Row 10 has the number 4 as well.*‘45779’ was read as 2 May 2025/],
  ['Action log, 13', /Not an action.*The headings again/],
  ['Action log, 14', /Cannot be placed.*Column ‘Agency’: ‘#REF!’ is no agency with an office here/],
  ['Action log, 15', /Not an action.*A total, not an action/],
  ['Action log, 17', /Cannot be placed.*It says nobody who owes it/],
  ['Closed, 2', /Will be brought in.*Delivered/],
  ['Closed, 3', /Here already.*It says the same as row 7 of ‘Action log’/],
]

test('a real-looking workbook: every row of every sheet is placed, or told with its row, its column and a sentence', async (t) => {
  const service = await trackerSite(t)
  const { db, get } = service
  const sent = await send(service, real)
  assert.equal(sent.status, 303, sent.page.text)
  const { page } = await get(sent.location)
  const rows = new Map(
    page
      .getAllByRole('row')
      .slice(1)
      .map((row) => [row.querySelector('th')?.textContent?.trim(), (row.textContent ?? '').replaceAll(/\s+/g, ' ')]),
  )
  assert.deepEqual([...rows.keys()], [...new Set(told.map(([row]) => row))])
  for (const [row, words] of told) assert.match(rows.get(row) ?? '', words)
  assert.match(page.text, /Sheet ‘Action log’, headings in row 5/)
  assert.match(page.text, /‘Comments’ is put with the latest update/)
  assert.match(page.text, /Left out: Owner: Name, Cost\./)
  assert.match(page.text, /Row 12 is hidden; what is there was read/)

  const unplaced = await get(page.getByRole('link', { name: /Download the rows/ }).getAttribute('href') ?? '')
  const read = await readTable(unplaced.body)
  assert.ok(read.ok)
  assert.deepEqual(
    read.table.rows.map((cells) => [cells[0]?.raw, cells[1]?.raw]),
    [
      ['Row', 'Column'],
      ['9', 'Agency'],
      ['10', 'Target'],
      ['14', 'Agency'],
      ['17', 'Agency; Target'],
    ],
  )

  assert.equal((await confirm(service, sent.location)).status, 303)
  const items = await db
    .selectFrom('tracker.item as item')
    .innerJoin('tracker.part as part', 'part.item_id', 'item.id')
    .leftJoin('tracker.progress as progress', 'progress.item_id', 'item.id')
    .where('part.position', '=', 1)
    .orderBy('item.title')
    .select(['item.title', 'item.kind', 'item.raised_on', 'item.first_due_on', 'part.delivered_on', 'progress.words'])
    .execute()
  assert.deepEqual(
    items.map((item) => [item.title, item.kind, item.raised_on, item.first_due_on, item.delivered_on, item.words]),
    [
      ['Agree a protocol', 'recommendation', '2025-01-12', '2025-09-12', null, 'Sent\n\nComments: Ask again'],
      ['Audit twenty files', 'recommendation', '2025-02-01', '2025-09-30', null, 'Half are done'],
      ['Publish a briefing', 'recommendation', '2025-02-01', '2025-05-02', null, null],
      ['Send the letter', 'action', '2025-03-01', '2025-03-01', '2025-03-14', null],
    ],
  )
})

test('semicolons and Windows-1252 are read as they were meant; the same file twice, and once more, brings in nothing twice', async (t) => {
  const service = await trackerSite(t)
  const { get } = service
  const rows = ['1;Review the child\x92s plan \x96 weekly;KCC;30/09/2025;Amber', ';;;;']
  const bytes = Buffer.from(['Ref;Action;Owner;Target date;Status', ...rows].join('\r\n'), 'latin1')
  const sent = await send(service, bytes, 'tracker.csv')
  assert.equal(sent.status, 303, sent.page.text)
  assert.equal((await confirm(service, sent.location)).status, 303)
  assert.deepEqual(await titles(service), ['Review the child’s plan – weekly'])
  const again = await send(service, bytes, 'renamed.csv')
  assert.equal(again.location, sent.location)
  assert.equal((await confirm(service, again.location)).status, 400)
  const more = Buffer.concat([bytes, Buffer.from('\r\n2;Ring them;Police;1/10/2025;')])
  const longer = await send(service, more, 'longer.csv')
  assert.match((await get(longer.location)).page.text, /1 row will be brought in, 0 cannot be placed, 1 here already/)
  assert.equal((await confirm(service, longer.location)).status, 303)
  assert.equal((await titles(service)).length, 2)
})

test('when one row cannot be written, none is: the spreadsheet stays as it was and can be brought in later', async (t) => {
  const service = await trackerSite(t)
  const { db, get } = service
  const sent = await send(service, real)
  await sql`create function tracker.fail() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$`.execute(
    db,
  )
  await sql`create trigger fail before insert on tracker.item for each row when (new.title = 'Send the letter')
    execute function tracker.fail()`.execute(db)
  await assert.rejects(confirm(service, sent.location), /no room/)
  assert.deepEqual(await titles(service), [])
  assert.deepEqual(await db.selectFrom('thread.record').select('id').execute(), [])
  await sql`drop trigger fail on tracker.item`.execute(db)
  assert.match((await get(sent.location)).page.text, /Nothing is brought in yet/)
  assert.equal((await confirm(service, sent.location)).status, 303)
  assert.equal((await titles(service)).length, 4)
})
