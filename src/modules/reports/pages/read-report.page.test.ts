import assert from 'node:assert/strict'
import { test } from 'node:test'
import { JSDOM } from 'jsdom'
import { openZip } from '#platform/sheets/zip.ts'
import { convertedByLibreOffice } from '#platform/sheets/testing.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { reportPaths } from '../paths.ts'
import { beginReport, demonstrationDraft } from '../testing.ts'

const team = { role: 'analyst' }

/** The parts of a Word file that a reader meets, from its XML. */
function wordParts(bytes: Buffer) {
  const opening = openZip(bytes, { maxBytes: 20_000_000, maxEntries: 200 })
  assert.ok(opening.ok)
  const xml = new JSDOM(opening.zip.read('word/document.xml')?.toString('utf8') ?? '', {
    contentType: 'application/xml',
  }).window.document
  const textOf = (node: Element) => Array.from(node.getElementsByTagName('w:t'), (each) => each.textContent).join('')
  const styled = (style: string) =>
    Array.from(xml.getElementsByTagName('w:p'))
      .filter((paragraph) => paragraph.getElementsByTagName('w:pStyle')[0]?.getAttribute('w:val') === style)
      .map(textOf)
  return {
    headings: styled('Heading1'),
    title: styled('Title'),
    tables: Array.from(xml.getElementsByTagName('w:tbl'), (table) =>
      Array.from(table.getElementsByTagName('w:tr'), (row) => ({
        isHeading: row.getElementsByTagName('w:tblHeader').length > 0,
        cells: Array.from(row.getElementsByTagName('w:tc'), textOf),
      })),
    ),
    alternatives: Array.from(xml.getElementsByTagName('wp:docPr'), (each) => each.getAttribute('descr') ?? ''),
    text: Array.from(xml.getElementsByTagName('w:p'), textOf).join('\n'),
  }
}

test('the whole report reads as one page: contents, sections in order, draft banner, annex', async (t) => {
  const own = await site(t, await demonstrationDb(t), { role: 'executive-member' })
  const reference = await demonstrationDraft(own, 'kent')
  const { status, page } = await own.get(reportPaths.read(reference))
  assert.equal(status, 200)
  assert.equal(page.getAllByRole('heading', { level: 1 }).length, 1)
  const sections = page.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)
  assert.equal(sections.length, 16)
  assert.equal(sections[0], 'What was done')
  assert.equal(sections[15], 'Annex: statutory contents and where they stand')
  assert.match(page.text, /Draft: 8 of 15 statutory contents are missing/)
  assert.doesNotMatch(page.text, /1 of 15 evidenced/)
  assert.equal(page.getByRole('link', { name: 'Costs and contributions' }).getAttribute('href'), '#section-costs')
  const row = page.getByRole('row', { name: /^6\. Where there was little progress/ })
  assert.match(row.textContent ?? '', /Missing.*Read in a source that restates it/)
  assert.match(page.text, /restated in the Kent cabinet committee report of 21 November 2024, para 1\.2/)
  assert.match(page.text, /Some figures in this report were invented for a demonstration/)
})

test('what the guidance of 2026 asks is never said more surely than it is known', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await beginReport(own, { startsOn: '1 April 2025', endsOn: '31 March 2026' }, team)
  const { page } = await own.get(reportPaths.read(reference))
  assert.match(
    page.getByRole('row', { name: /Disproportionality and racism/ }).textContent ?? '',
    /Inferred from others’ summaries/,
  )
})

test('the Word file says what the page says: headings, tables with totals, alternative text, sources', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const { status, headers, body } = await own.get(reportPaths.word(reference))
  assert.equal(status, 200)
  assert.match(
    String(headers['content-disposition']),
    /^attachment; filename="KSCMP yearly report October 2021 to September 2022 \(draft, OFFICIAL\)\.docx"/,
  )
  const word = wordParts(body)
  assert.deepEqual(word.title, ['Annual Report October 2021 to September 2022'])
  assert.equal(word.headings.length, 16)
  assert.equal(word.headings[9], 'Costs and contributions')
  const totals = word.tables.map((rows) => rows.at(-1)?.cells.filter((cell) => cell !== ''))
  for (const expected of [
    ['All contributions', '£430,552.45', '100.0%'],
    ['Total income', '£477,285.43'],
    ['Total spend', '£398,519.71'],
    ['All courses', '38', 'at least 503', 'Missing for 4 courses'],
    ['All attendances', 'at least 646'],
  ])
    assert.ok(
      totals.some((cells) => cells?.join('|') === expected.join('|')),
      expected.join(' '),
    )
  for (const rows of word.tables) assert.equal(rows[0]?.isHeading, true)
  assert.match(word.text, /Income less spend is £78,765\.72; the roll-forward is printed as £36,115\.74/)
  assert.match(word.text, /36,712 e-learning courses were completed/)
  assert.match(word.text, /Invented demonstration figures/)
  assert.match(word.text, /Source: Kent Safeguarding Children Multi-agency Partnership, Annual Report .*Appendix Four/)
  assert.match(word.text, /Draft: 8 of 15 statutory contents are missing/)
  assert.ok(word.alternatives.length > 0)
  for (const alternative of word.alternatives) assert.match(alternative, /Re-referrals/)
})

test('LibreOffice opens the Word file', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const { body } = await own.get(reportPaths.word(await demonstrationDraft(own, 'kent')))
  const text = await convertedByLibreOffice(body, 'report.docx', 'txt:Text')
  if (text === undefined) return t.skip('LibreOffice is not installed')
  assert.match(text.toString('utf8'), /Annual Report October 2021 to September 2022/)
  assert.match(text.toString('utf8'), /£477,285\.43/)
  return undefined
})

test('an empty report can be read and taken away too', async (t) => {
  const own = await site(t, await demonstrationDb(t), { role: 'scrutineer', partnership: 'medway' })
  const reference = await demonstrationDraft(own, 'medway')
  const { page } = await own.get(reportPaths.read(reference))
  assert.match(page.text, /Draft: 20 of 20 statutory contents are missing/)
  assert.match(page.text, /The independent scrutineer has not written this section yet/)
  assert.equal(wordParts((await own.get(reportPaths.word(reference))).body).headings.length, 23)
})

test('one who is not signed in is asked to sign in', async (t) => {
  const own = await site(t, await demonstrationDb(t))
  const { status, location } = await own.get(reportPaths.read(await demonstrationDraft(own, 'kent')), null)
  assert.equal(status, 303)
  assert.match(location, /^\/sign-in/)
})
