// What people really send. One table: what came, what its sender is told, and that nothing was saved.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { returnPaths } from '#modules/returns/public.ts'
import {
  allTyped,
  council,
  eventNames,
  police,
  policeOfficer,
  savedFigures,
  smallPartnership,
  versionOf,
} from '#modules/returns/testing.ts'
import type { CellInput, ColumnSpec } from '#platform/sheets/workbook-spec.ts'
import { inlineText, makeWorkbook, makeZip, sheetXml } from '#platform/sheets/testing.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import type { Upload } from '#test/support/site.ts'

const headings = ['Code', 'Numerator', 'Denominator', 'Figure', 'Cannot give', 'Reason', 'Note']
const columns = (names: readonly string[]): ColumnSpec[] =>
  names.map((header) => ({ header, width: 12, format: 'number' }))

/** A workbook with these rows below the usual headings in row 1. */
async function workbook(rows: readonly CellInput[][], names = headings, titles: string[] = []): Promise<Upload> {
  const sheet = { kind: 'table', name: 'Figures', titles, columns: columns(names), rows } as const
  return { fileName: 'return.xlsx', bytes: await writeWorkbook({ title: 'Return', creator: 'Test', sheets: [sheet] }) }
}

/** A workbook written cell by cell, for what no honest template holds. */
const byHand = (row: string, more: { name: string; xml: string }[] = []): Upload => ({
  fileName: 'return.xlsx',
  bytes: makeWorkbook([
    {
      name: 'Figures',
      xml: sheetXml(
        `<row r="1">${headings.map((text, at) => inlineText(`${'ABCDEFG'[at]}1`, text)).join('')}</row>${row}`,
      ),
    },
    ...more,
  ]),
})

const csv = (text: string, encoding: 'utf8' | 'utf16le' | 'latin1' = 'utf8'): Upload => ({
  fileName: 'return.csv',
  bytes: Buffer.from(encoding === 'utf16le' ? `\uFEFF${text}` : text, encoding),
})
const line = (...cells: string[]) => `${cells.join(',')}\r\n`
const head = line(...headings)

const empty: CellInput = null

/** [what came, the file, the sentences its sender reads] */
const refused: [what: string, file: () => Upload | Promise<Upload>, told: RegExp[]][] = [
  ['an empty file', () => csv(''), [/The selected file is empty/]],
  [
    'a zip that is not a workbook',
    () => ({ fileName: 'return.xlsx', bytes: makeZip([{ name: 'photo.txt', data: 'x' }]) }),
    [/^This is a zip file, but there is no workbook in it\. Send a workbook/],
  ],
  ['a PDF', () => ({ fileName: 'return.pdf', bytes: Buffer.from('%PDF-1.7') }), [/^This is a PDF, not a workbook/]],
  [
    'half a workbook',
    async () => ({ fileName: 'r.xlsx', bytes: (await workbook([['T2', empty, empty, 5]])).bytes.subarray(0, 900) }),
    [/damaged or only part of it arrived/],
  ],
  [
    'a workbook of something else',
    () => workbook([['x', 1]], ['Name', 'Age']),
    [/headings that we expect are not on any sheet/],
  ],
  [
    'a workbook with formulas',
    () => byHand(`<row r="2">${inlineText('A2', 'T2')}<c r="D2"><f>SUM(1,2)</f><v>3</v></c></row>`),
    [/^Cell D2 \(T2, value\): this cell holds a formula: paste the value in its place/],
  ],
  [
    'a formula where words belong',
    () =>
      byHand(
        `<row r="2">${inlineText('A2', 'T2')}<c r="D2"><v>480</v></c><c r="G2" t="str"><f>A1&amp;"x"</f><v>x</v></c></row>`,
      ),
    [/^Cell G2 \(T2, note\): this cell holds a formula: write the words in its place/],
  ],
  [
    '200,000 rows',
    () => csv(head + line('T2', '', '', '5').repeat(200_000)),
    [/^This file has 200,001 rows; a return has at most 1,000/],
  ],
  [
    '200,000 rows in a workbook',
    () =>
      byHand(
        Array.from({ length: 200_000 }, (_each, at) => `<row r="${at + 2}"><c r="D${at + 2}"><v>5</v></c></row>`).join(
          '',
        ),
      ),
    [/^This file has 200,001 rows; a return has at most 1,000/],
  ],
  [
    'a date in American order',
    () => workbook([['T2', empty, empty, '11/22/2026']]),
    [/^Cell D2 \(T2, value\): '11\/22\/2026' is a date, not a number: write the figure/],
  ],
  [
    'a real date cell',
    () => workbook([['T2', empty, empty, { value: { date: '2026-11-22' }, format: 'date' }]]),
    [/^Cell D2 .*'22 November 2026' is a date, not a number/],
  ],
  [
    'a negative count',
    () => workbook([['T2', empty, empty, -3]]),
    [/^Cell D2 \(T2, value\): '-3' is less than 0: a count is 0 or more/],
  ],
  [
    'half a child',
    () => workbook([['T1', { value: 1.5, decimals: 1 }, 4]]),
    [/^Cell B2 \(T1, numerator\): '1\.5' is not a whole number/],
  ],
  [
    'a command in a text cell',
    () => workbook([['T2', empty, empty, 480, empty, empty, "=cmd|' /C calc'!A0"]]),
    [/^Cell G2 \(T2, note\): '=cmd\|' \/C calc'!A0' begins like a formula: write it in words/],
  ],
  [
    'a percentage typed as 0.85 where the last ones were about 80%',
    () => workbook([['T1', empty, empty, { value: 0.85, decimals: 2 }]]),
    [/^Cell D2 \(T1, value\): '0\.85' could mean 85% or 0\.85% \(the last figure was 80\.0%\): write 85% or 0\.85%/],
  ],
  [
    'a percentage as a count',
    () => csv(head + line('T2', '', '', '85%')),
    [/^Cell D2 .*'85%' is a percentage: write how many/],
  ],
  [
    'words for a number',
    () => csv(head + line('T2', '', '', 'about 500')),
    [/^Cell D2 .*'about 500' is more than a number: write only 500 here/],
  ],
  [
    'a range for a small number',
    () => csv(head + line('T2', '', '', '<5')),
    [/^Cell D2 .*'<5' is a range, not a number/],
  ],
  [
    'n/a without a reason',
    () => csv(head + line('T2', '', '', 'n/a')),
    [/^Cell D2 .*'n\/a' is not a number: leave it empty and give the reason/],
  ],
  [
    'a gap without a reason',
    () => csv(head + line('T2', '', '', '', 'missing')),
    [/^Cell F2 \(T2, reason\): give the reason why this figure is missing/],
  ],
  ['more than all of them', () => workbook([['T1', 120, 100]]), [/^Cell B2 \(T1, numerator\): 120 is more than 100/]],
  [
    'the same code twice',
    () =>
      workbook([
        ['T2', empty, empty, 5],
        ['T2', empty, empty, 6],
      ]),
    [/^Cell A3: T2 is here twice, first in A2\. Take one row out/],
  ],
  ['a code of another agency', () => workbook([['T5', 1, 4]]), [/^Cell A2: 'T5' is not a code of this return/]],
  ['figures without a code', () => workbook([[empty, 1, 4]]), [/^Cell B2: this row has figures and no code/]],
  [
    'a column too many',
    () => workbook([['T2', empty, empty, 5, empty, empty, empty, 'Ann Example']], [...headings, 'Child']),
    [/^This file has a column that the template does not have: 'Child'\. Take it out/],
  ],
  [
    'a sheet too many',
    () =>
      byHand(`<row r="2">${inlineText('A2', 'T2')}<c r="D2"><v>480</v></c></row>`, [
        { name: 'Cases', xml: sheetXml(`<row r="1">${inlineText('A1', 'x')}</row>`) },
      ]),
    [/^This workbook has a sheet that the template does not have: 'Cases'\. Take it out/],
  ],
  [
    'a file for another agency',
    () => workbook([['T2', empty, empty, 5]], headings, ['Return', `Return ${council} for KSCMP`]),
    [/^Cell A2: this file is for another return .* This is KSCMP-RET-2026-002, Kent Police for Q2 2026-27/],
  ],
  [
    'an NHS number in a note',
    () => csv(head + line('T2', '', '', '480', '', '', 'see 943 476 5919')),
    [/^Cell G2: '943 476 5919' looks like an NHS number: .* so take it out/],
  ],
  [
    'an NHS number in a number cell',
    () => workbook([['T2', empty, empty, 9_434_765_919]]),
    [/^Cell D2: '9434765919' looks like an NHS number/],
  ],
  [
    'a child’s birthday in a reason',
    () => csv(head + line('T2', '', '', '', 'missing', 'the twins born 3/4/2024')),
    [/^Cell F2: '3\/4\/2024' looks like a date of birth/],
  ],
  [
    'a quotation mark never closed',
    () => csv(`${head}T2,,,"5\r\n`),
    [/quotation mark in row 2 is opened and never closed/],
  ],
  [
    'everything at once',
    () =>
      workbook([
        ['T1', 'n/a', 0],
        ['T2', empty, empty, -1],
        ['T9', empty, empty, 4],
      ]),
    [/^Cell B2 /, /^Cell D3 /, /^Cell A4: 'T9' is not a code/],
  ],
]

test('what is refused, in which words, with nothing saved', async (t) => {
  const kent = await smallPartnership(t)
  await kent.post(returnPaths.show(police), { version: '1', 'T4-value': '12' })
  const before = await eventNames(kent)
  for (const [what, file, told] of refused) {
    await t.test(what, async () => {
      const { status, page } = await kent.post(returnPaths.upload(police), { version: '2', file: await file() })
      assert.equal(status, 400)
      assert.match(page.title, /^Error: Kent Police/)
      const links = [...page.getByRole('alert').querySelectorAll('a')]
      const sentences = links.map((link) => link.textContent ?? '')
      for (const sentence of told) {
        assert.ok(
          sentences.some((each) => sentence.test(each)),
          `${String(sentence)} is not among:\n${sentences.join('\n')}`,
        )
      }
      for (const link of links) {
        assert.ok(
          page.document.querySelector(link.getAttribute('href') ?? '#none'),
          `${link.textContent} leads nowhere`,
        )
      }
      assert.deepEqual(await savedFigures(kent, police), { T4: '=12' }, 'nothing was saved')
      assert.deepEqual(await eventNames(kent), before, 'nothing was recorded')
      const kept = await kent.db.selectFrom('returns.upload').select('id').execute()
      assert.equal(kept.length, 0, 'the file was not kept')
    })
  }
})

/** [what came, the file, what is saved] */
const taken: [what: string, file: () => Upload | Promise<Upload>, saved: Record<string, string>][] = [
  ['a percentage typed as 85%', () => csv(head + line('T1', '', '', '85%')), { T1: '=85' }],
  ['a percentage typed as 85', () => csv(head + line('T1', '', '', '85')), { T1: '=85' }],
  ['a percentage cell', () => workbook([['T1', empty, empty, { value: 0.85, format: 'percent' }]]), { T1: '=85' }],
  [
    'a UTF-16 CSV',
    () => csv(head + line('T2', '', '', '480', '', '', 'Zoë’s team'), 'utf16le'),
    { T2: '=480 (Zoë’s team)' },
  ],
  ['Windows-1252 text', () => csv(head + line('T2', '', '', '480', '', '', 'café'), 'latin1'), { T2: '=480 (café)' }],
  ['semicolons', () => csv((head + line('T2', '', '', '480')).replaceAll(',', ';')), { T2: '=480' }],
  ['thousands separators', () => csv(`${head}T3,500,"344,800"\r\n`), { T3: '500/344800=58.0046403712' }],
  ['columns in another order', () => csv(line('Figure', 'Code') + line('480', 't2')), { T2: '=480' }],
  ['a true zero', () => csv(head + line('T2', '', '', '0')), { T2: '=0' }],
  [
    'a gap with its reason',
    () => csv(head + line('T2', '', '', '', 'Not collected', 'a new system')),
    { T2: 'not collected: a new system' },
  ],
  [
    'a dash before words',
    () => csv(head + line('T2', '', '', '480', '', '', '- two weeks only')),
    { T2: '=480 (- two weeks only)' },
  ],
]

test('what is taken, and as what it is saved', async (t) => {
  const kent = await smallPartnership(t)
  for (const [what, file, saved] of taken) {
    await t.test(what, async () => {
      const version = await versionOf(kent, police)
      const { status, location, page } = await kent.post(returnPaths.upload(police), { version, file: await file() })
      assert.equal(status, 303, page.text)
      assert.deepEqual({ ...(await savedFigures(kent, police)), ...saved }, await savedFigures(kent, police))
      const after = await kent.get(location)
      assert.match(after.page.text, /was received and 1 figure filled in/)
      assert.match(after.page.text, /3 rows were not in the file and stayed as they were/)
    })
  }
})

test('the same file twice changes nothing and says when it came', async (t) => {
  const kent = await smallPartnership(t)
  const file = csv(head + line('T2', '', '', '480'))
  await kent.post(returnPaths.upload(police), { version: '1', file })
  await kent.post(returnPaths.show(police), { version: '2', 'T2-value': '490' })
  const before = await eventNames(kent)
  const again = await kent.post(returnPaths.upload(police), { version: '3', file })
  assert.equal(again.status, 303)
  const { page } = await kent.get(again.location)
  assert.match(page.text, /This file was already received on 22 November 2026 at 10:00am; nothing changed/)
  assert.deepEqual(await savedFigures(kent, police), { T2: '=490' })
  assert.deepEqual(await eventNames(kent), before)
})

test('two people at once: a file sent from an old page overwrites nothing, and both figures are shown', async (t) => {
  const kent = await smallPartnership(t)
  const version = await versionOf(kent, police)
  await kent.post(returnPaths.show(police), { version, 'T2-value': '480' }, policeOfficer)
  const { status, page } = await kent.post(returnPaths.upload(police), {
    version,
    file: csv(head + line('T2', '', '', '500')),
  })
  assert.equal(status, 409)
  assert.equal(page.document.querySelector('#T2-value')?.getAttribute('value'), '500')
  assert.match(page.text, /Samuel Illustre saved: 480/)
  assert.deepEqual(await savedFigures(kent, police), { T2: '=480' })
})

test('what was wrong in a file is filled in on the page, so that it can be corrected there', async (t) => {
  const kent = await smallPartnership(t)
  const file = csv(head + line('T1', '120', '100') + line('T2', '', '', '480'))
  const { page } = await kent.post(returnPaths.upload(police), { version: '1', file })
  const valueOf = (id: string) => page.document.querySelector(`#${id}`)?.getAttribute('value')
  assert.deepEqual([valueOf('T1-numerator'), valueOf('T1-denominator'), valueOf('T2-value')], ['120', '100', '480'])
  const saved = await kent.post(returnPaths.show(police), { version: '1', ...allTyped })
  assert.equal(saved.status, 303)
})
