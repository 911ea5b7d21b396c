import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTable } from '#platform/sheets/read-table.ts'
import { writeCsv } from '#platform/sheets/write-csv.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import type { Site } from '#test/support/site.ts'
import { trackerPaths } from '../paths.ts'
import { medway, police, trackerSite } from '../testing.ts'

const headings = [
  'Ref',
  'Action / Recommendation',
  'Lead agency',
  'Date raised',
  'Target date',
  'RAG',
  'Progress update',
  'Who paid',
]

/** An action tracker as they really are. */
const messy: (string | null)[][] = [
  ['Learning from audits', null, null, null, null, null, null, null],
  [
    '1',
    'Write a joint protocol for strategy discussions',
    'Police',
    '12/01/2022',
    '30.06.22',
    'Green',
    'Draft with the author',
    'x',
  ],
  [
    '2',
    'Dip sample twenty files',
    'K.C.C.',
    '12th January 2022',
    'end of March 2022',
    'Complete',
    'Done in March',
    null,
  ],
  [null, 'and report to the Learning Group', null, null, null, null, null, null],
  ['3', 'Refresh the threshold poster', 'KCC / Police', '01/02/2022', '30/02/2022', 'Amber', null, null],
  ['4', 'Ask health visitors about their caseloads', null, '01/02/2022', '1 May 2022', 'R', null, null],
  ['5', 'Train everybody', 'All agencies', '01/02/2022', '1 May 2022', 'Red', null, null],
  ['6', 'Share the out-of-hours rota', 'Kent Polise', '1/2/22', 'Sept 2022', 'wibble', null, null],
  [
    '7',
    'Write a joint protocol for strategy discussions',
    'Kent Police',
    '12/01/2022',
    '30/06/2022',
    'Green',
    null,
    null,
  ],
  ['8', 'Look at whether a helpline is needed', 'ICB', '12/01/2022', '', 'Not accepted', 'No money for it', null],
  ['9', 'Agree who chairs', 'CCG; KCC Children’s Social Work Services', '12/01/2022', 'TBC', '', null, null],
]

const workbook = (rows = messy) =>
  writeWorkbook({
    title: 'Tracker',
    creator: 'somebody',
    sheets: [
      { kind: 'table', name: 'READ ME', columns: [{ header: 'How to use this', width: 40 }], rows: [['Fill it in']] },
      {
        kind: 'table',
        name: 'Actions 2022',
        titles: ['KSCMP ACTION TRACKER', 'Last saved by an administrator'],
        columns: headings.map((header) => ({ header, width: 20 })),
        rows,
      },
    ],
  })

const send = async ({ post }: Site, bytes: Buffer, fileName = 'Action Tracker FINAL v7 (2).xlsx') =>
  post(trackerPaths.imports(), { file: { fileName, bytes } })

const shown = (page: Awaited<ReturnType<typeof send>>['page']) =>
  new Map(
    page
      .getAllByRole('row')
      .slice(1)
      .map((row) => [
        row.querySelector('th')?.textContent?.trim() ?? '',
        (row.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
      ]),
  )

test('a messy tracker: every row is shown with what it was read as and why, and nothing is brought in before it is confirmed', async (t) => {
  const service = await trackerSite(t)
  const { db, get, post } = service
  const sent = await send(service, await workbook())
  assert.equal(sent.status, 303, sent.page.text)
  const { page } = await get(sent.location)
  const rows = shown(page)
  // The headings stand in row 4 of the sheet, below two titles and an empty row.
  assert.match(page.text, /sheet ‘Actions 2022’, headings in row 4/)
  assert.match(rows.get('5') ?? '', /Not an action/)
  assert.match(
    rows.get('6') ?? '',
    /Will be brought in.*Kent Police.*Due 30 June 2022.*‘30.06.22’ was read as 30 June 2022.*‘Green’ was read as in progress, on track/,
  )
  assert.match(
    rows.get('7, 8') ?? '',
    /Dip sample twenty files and report to the Learning Group.*Row 8 goes on with it.*‘end of March 2022’ was read as 31 March 2022.*‘Complete’ was read as delivered; that it changed anything is still to be evidenced/,
  )
  assert.match(rows.get('9') ?? '', /Cannot be placed.*'30\/02\/2022' is not a real date.*Write a date that exists/)
  assert.match(rows.get('10') ?? '', /Cannot be placed.*It says nobody who owes it.*Write the agency that owes it/)
  assert.match(rows.get('11') ?? '', /Cannot be placed.*‘All agencies’ is nobody in particular/)
  assert.match(
    rows.get('12') ?? '',
    /Will be brought in.*Due 30 September 2022.*‘wibble’ was read as in progress.*‘Kent Polise’ was read as Kent Police/,
  )
  assert.match(rows.get('13') ?? '', /Here already.*It says the same as row 6/)
  assert.match(rows.get('14') ?? '', /Will be brought in.*Declined/)
  assert.match(
    rows.get('15') ?? '',
    /Cannot be placed.*‘CCG’ is no agency with an office here.*Write one of: .*It has no date by which it is due/,
  )
  assert.match(page.text, /4 rows will be brought in, 4 cannot be placed, 1 here already or twice, 1 no action/)
  assert.match(page.text, /Left out: Who paid/)
  assert.deepEqual(await db.selectFrom('tracker.item').select('id').execute(), [])

  const unplaced = await get(page.getByRole('link', { name: /Download the rows/ }).getAttribute('href') ?? '')
  const read = await readTable(unplaced.body)
  assert.ok(read.ok)
  assert.deepEqual(
    read.table.rows.map((row) => row[0]?.raw),
    ['Row', '9', '10', '11', '15'],
  )
  assert.deepEqual(
    read.table.rows[0]?.slice(1, 5).map((cell) => cell.raw),
    ['Column', 'Why it could not be placed', 'How to mend it', 'Ref'],
  )

  const confirmed = await Promise.all([
    post(trackerPaths.confirmImport(sent.location.split('/').at(-1) ?? ''), {}),
    post(trackerPaths.confirmImport(sent.location.split('/').at(-1) ?? ''), {}),
  ])
  assert.deepEqual(
    confirmed.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 400],
    'brought in once, also by two at once',
  )
  const items = await db
    .selectFrom('tracker.item')
    .orderBy('title')
    .select(['title', 'state', 'raised_on', 'first_due_on', 'theme', 'source_kind'])
    .execute()
  assert.deepEqual(items, [
    {
      title: 'Dip sample twenty files and report to the Learning Group',
      state: 'delivered',
      raised_on: '2022-01-12',
      first_due_on: '2022-03-31',
      theme: 'Learning from audits',
      source_kind: 'audit',
    },
    {
      title: 'Look at whether a helpline is needed',
      state: 'declined',
      raised_on: '2022-01-12',
      first_due_on: null,
      theme: 'Learning from audits',
      source_kind: 'audit',
    },
    {
      title: 'Share the out-of-hours rota',
      state: 'in-progress',
      raised_on: '2022-02-01',
      first_due_on: '2022-09-30',
      theme: 'Learning from audits',
      source_kind: 'audit',
    },
    {
      title: 'Write a joint protocol for strategy discussions',
      state: 'in-progress',
      raised_on: '2022-01-12',
      first_due_on: '2022-06-30',
      theme: 'Learning from audits',
      source_kind: 'audit',
    },
  ])
})

test('the same file, and the same rows in another file, are brought in once; mended rows come in later', async (t) => {
  const service = await trackerSite(t)
  const { db, get, post } = service
  const bytes = await workbook()
  const first = await send(service, bytes)
  await post(trackerPaths.confirmImport(first.location.split('/').at(-1) ?? ''), {})
  const again = await send(service, bytes, 'the same.xlsx')
  assert.equal(again.location, first.location, 'the same bytes are the same spreadsheet')
  const csv = writeCsv([
    ['Ref', 'Action', 'Owner', 'Due', 'Raised'],
    ['1', 'Write a joint protocol for strategy discussions', 'Kent Constabulary', '30 June 2022', '12/01/2022'],
    ['4', 'Ask health visitors about their caseloads', 'ICB', '1 May 2022', '01/02/2022'],
  ])
  const mended = await send(service, csv, 'mended.csv')
  const { page } = await get(mended.location)
  assert.match(shown(page).get('2') ?? '', /Here already.*It is here already as KSCMP-REC-2022-\d+/)
  assert.match(page.text, /1 row will be brought in/)
  await post(trackerPaths.confirmImport(mended.location.split('/').at(-1) ?? ''), {})
  const { n } = await db
    .selectFrom('tracker.item')
    .select((one) => one.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  assert.equal(n, 5)
})

test('what is no tracker is refused in words, and who may not send one does not', async (t) => {
  const service = await trackerSite(t)
  const { db, get, post } = service
  const none = await post(trackerPaths.imports(), {})
  assert.equal(none.page.getByRole('link', { name: 'Select your action tracker' }).getAttribute('href'), '#file')
  const other = await send(
    service,
    writeCsv([
      ['Name', 'Telephone'],
      ['A', '1'],
    ]),
    'contacts.csv',
  )
  assert.equal(other.status, 400)
  assert.match(other.page.text, /It needs a row of headings that names the action and two things more/)
  const picture = await send(service, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'tracker.xlsx')
  assert.equal(picture.status, 400)
  assert.deepEqual(await db.selectFrom('tracker.import').select('id').execute(), [])
  assert.equal((await get(trackerPaths.imports(), police)).status, 403)
  const sent = await send(service, await workbook())
  assert.equal((await get(sent.location, medway)).status, 404)
  assert.equal((await get(trackerPaths.preview('not-an-id'))).status, 404)
})
