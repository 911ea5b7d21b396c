import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { returnPaths } from './paths.ts'
import { analyst, medwayAnalyst, police, policeInMedway, savedFigures, smallPartnership, versionOf } from './testing.ts'

/** Writes in a downloaded template as somebody with a spreadsheet program would, and saves it. */
async function filledIn(bytes: Buffer, cells: Record<string, string | number>): Promise<Buffer> {
  const { sheets } = await readXlsx(bytes, { readStyles: true })
  const figures = sheets[0]
  if (!figures) throw new Error('the template has no sheet')
  const headerRow = figures.rows.findIndex((row) => row[0] === 'Code')
  const header = figures.rows[headerRow] ?? []
  for (const [place, value] of Object.entries(cells)) {
    const [code = '', heading = ''] = place.split(' ')
    const row = figures.rows.findIndex((each, index) => index > headerRow && each[0] === code)
    const column = header.indexOf(heading === 'Cannot' ? 'Cannot give' : heading)
    const target = figures.rows[row]
    if (!target || column < 0) throw new Error(`the template has no ${place}`)
    target[column] = value
  }
  return Buffer.from(await writeXlsx({ sheets: sheets.map(({ name, rows }) => ({ name, rows })) }))
}

test('holds the agency’s indicators, last quarter’s figures and the return’s reference', async (t) => {
  const kent = await smallPartnership(t)
  const { status, headers, body } = await kent.get(returnPaths.template(police))
  assert.equal(status, 200)
  assert.match(String(headers['content-disposition']), /kent-police-q2-2026-27-kscmp-ret-2026-002-OFFICIAL\.xlsx/)
  const { sheets } = await readXlsx(body, { readStyles: true })
  assert.deepEqual(
    sheets.map(({ name }) => name),
    ['Figures', 'How to fill this in'],
  )
  const rows = sheets[0]?.rows ?? []
  assert.equal(rows[0]?.[0], 'Kent Police: return for Q2 2026-27, 1 July to 30 September 2026')
  assert.match(
    String(rows[1]?.[0]),
    /Return KSCMP-RET-2026-002 for KSCMP\. Due 30 October 2026\. Downloaded 22 November 2026/,
  )
  assert.match(String(rows[2]?.[0]), /OFFICIAL/)
  const header = rows.findIndex((row) => row[0] === 'Code')
  const first = rows[header + 1] ?? []
  assert.equal(first[0], 'T1')
  assert.equal(first[8], '80.0% (Q1 2026-27) (invented)')
  assert.equal(rows.slice(header + 1).filter((row) => row[0] !== null).length, 4)
})

test('downloaded, filled in and uploaded, it fills the page', async (t) => {
  const kent = await smallPartnership(t)
  const { body } = await kent.get(returnPaths.template(police))
  const bytes = await filledIn(body, {
    'T1 Numerator': 82,
    'T1 Denominator': 100,
    'T2 Figure': 480,
    'T3 Numerator': 500,
    'T3 Denominator': 344_800,
    'T4 Cannot': 'missing',
    'T4 Reason': 'The system was down for two weeks',
  })
  const sent = await kent.post(returnPaths.upload(police), {
    version: '1',
    file: { fileName: 'filled in.xlsx', bytes },
  })
  assert.equal(sent.status, 303, sent.page.text)
  const { page } = await kent.get(sent.location)
  assert.match(page.text, /filled in\.xlsx was received and 4 figures filled in/)
  assert.match(page.text, /3 of 4 filled, 1 not available/)
  assert.equal(page.document.querySelector('#T1-numerator')?.getAttribute('value'), '82')
  assert.equal(page.document.querySelector('#T4-reason')?.getAttribute('value'), 'The system was down for two weeks')
})

test('what has been saved stands in it, and comes back the same', async (t) => {
  const kent = await smallPartnership(t)
  const typed = {
    'T1-value': '0.5%',
    'T1-note': 'A new way of counting',
    'T2-value': '480',
    'T4-state': 'not collected',
    'T4-reason': 'No system',
  }
  await kent.post(returnPaths.show(police), { version: '1', ...typed })
  const before = await savedFigures(kent, police)
  const { body } = await kent.get(returnPaths.template(police))
  const sent = await kent.post(returnPaths.upload(police), {
    version: '2',
    file: { fileName: 'same.xlsx', bytes: body },
  })
  assert.equal(sent.status, 303, sent.page.text)
  assert.deepEqual(await savedFigures(kent, police), before)
})

test('another return’s template is recognised, and so is a file for another partnership', async (t) => {
  const kent = await smallPartnership(t)
  const medway = { role: 'data-lead', organisation: 'Police', partnership: 'medway' }
  const { body } = await kent.get(returnPaths.template(policeInMedway), medway)
  const bytes = await filledIn(body, { 'T1 Numerator': 1, 'T1 Denominator': 2 })
  const { status, page } = await kent.post(returnPaths.upload(police), {
    version: '1',
    file: { fileName: 'm.xlsx', bytes },
  })
  assert.equal(status, 400)
  assert.match(page.text, /Cell A2: this file is for another return \(Return MSCP-RET-2026-001/)
  assert.deepEqual(await savedFigures(kent, police), {})
})

test('the team downloads a file as it was received; nobody else does', async (t) => {
  const kent = await smallPartnership(t)
  const bytes = Buffer.from('Code,Figure\r\nT2,480\r\n')
  const sent = await kent.post(returnPaths.upload(police), {
    version: await versionOf(kent, police),
    file: { fileName: 'r.csv', bytes },
  })
  const upload = sent.location.split('/').at(-2) ?? ''
  const { status, headers, body } = await kent.get(returnPaths.received(police, upload), analyst)
  assert.equal(status, 200)
  assert.equal(headers['content-type'], 'application/octet-stream')
  assert.match(String(headers['content-disposition']), /^attachment/)
  assert.deepEqual(body, bytes)
  assert.equal((await kent.get(returnPaths.received(police, upload))).status, 403)
  assert.equal((await kent.get(returnPaths.received(police, upload), medwayAnalyst)).status, 404)
  assert.equal((await kent.get(returnPaths.received(police, 'x'), analyst)).status, 404)
})
