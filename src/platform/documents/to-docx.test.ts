import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { JSDOM } from 'jsdom'
import { openZip } from '#platform/sheets/zip.ts'
import type { Document } from './document.ts'
import { markdownToBlocks } from './markdown.ts'
import { sampleDocument } from './testing.ts'
import { documentToDocx } from './to-docx.ts'

async function parts(document: Document): Promise<(name: string) => string> {
  const opening = openZip(await documentToDocx(document, { baseUrl: 'https://service.example/' }), {
    maxBytes: 10_000_000,
    maxEntries: 100,
  })
  assert.ok(opening.ok)
  return (name) => opening.zip.read(name)?.toString('utf8') ?? ''
}

const xmlOf = (text: string) => new JSDOM(text, { contentType: 'application/xml' }).window.document

const textOf = (node: Element) => Array.from(node.getElementsByTagName('w:t'), (each) => each.textContent).join('')

function paragraphsByStyle(xml: globalThis.Document, style: string): string[] {
  return Array.from(xml.getElementsByTagName('w:p'))
    .filter((paragraph) => paragraph.getElementsByTagName('w:pStyle')[0]?.getAttribute('w:val') === style)
    .map(textOf)
}

test("uses Word's own headings, title, language and properties", async () => {
  const read = await parts(sampleDocument)
  const xml = xmlOf(read('word/document.xml'))
  assert.deepEqual(paragraphsByStyle(xml, 'Title'), ['Yearly report <2025-26>'])
  assert.deepEqual(paragraphsByStyle(xml, 'Heading1'), ['Money & people', 'Training'])
  assert.deepEqual(paragraphsByStyle(xml, 'Heading2'), ['Why'])
  assert.match(read('word/styles.xml'), /<w:lang w:val="en-GB"/)
  assert.match(read('docProps/core.xml'), /<dc:title>Yearly report &lt;2025-26&gt;<\/dc:title>/)
  assert.match(read('docProps/core.xml'), /<dc:creator>Example Partnership<\/dc:creator>/)
  const size = xml.getElementsByTagName('w:pgSz')[0]
  assert.deepEqual([size?.getAttribute('w:w'), size?.getAttribute('w:h')], ['11906', '16838'])
})

test('marks the heading row of a table, and repeats it on every page', async () => {
  const xml = xmlOf((await parts(sampleDocument))('word/document.xml'))
  const rows = Array.from(xml.getElementsByTagName('w:tr'))
  assert.deepEqual(
    rows.map((row) => [
      row.getElementsByTagName('w:tblHeader').length,
      Array.from(row.getElementsByTagName('w:tc'), textOf),
    ]),
    [
      [1, ['Source', 'Amount']],
      [0, ['Council', '£100.00']],
      [0, ['Police', '£50.50']],
      [0, ['Total', '£150.50']],
    ],
  )
  assert.deepEqual(paragraphsByStyle(xml, 'Caption'), ['Income by source', 'Contacts by quarter'])
})

test('gives a drawing alternative text and writes it so that Word and LibreOffice show it', async () => {
  const read = await parts(sampleDocument)
  const xml = xmlOf(read('word/document.xml'))
  const names = Array.from(xml.getElementsByTagName('wp:docPr'), (each) => each.getAttribute('descr'))
  assert.deepEqual(names, ['Contacts rose in every quarter.', 'Contacts rose in every quarter.'])
  const choice = xml.getElementsByTagName('mc:Choice')[0]
  const fallback = xml.getElementsByTagName('mc:Fallback')[0]
  const svgId = choice?.getElementsByTagName('asvg:svgBlip')[0]?.getAttribute('r:embed')
  assert.ok(svgId?.startsWith('rId'))
  const spacing = choice?.closest('p')?.getElementsByTagName('w:spacing')[0]
  assert.equal(spacing?.getAttribute('w:lineRule'), 'auto', 'LibreOffice cuts the drawing to one line otherwise')
  assert.equal(fallback?.getElementsByTagName('a:blip')[0]?.getAttribute('r:embed'), svgId)
  const target = Array.from(xmlOf(read('word/_rels/document.xml.rels')).getElementsByTagName('Relationship')).find(
    (each) => each.getAttribute('Id') === svgId,
  )
  assert.match(read(`word/${target?.getAttribute('Target')}`), /^<svg width="300" height="100" font-family="Arial/)
})

test('links lead to the web and to headings; numbered lists count from 1 each', async () => {
  const read = await parts({
    ...sampleDocument,
    blocks: [...sampleDocument.blocks, ...markdownToBlocks('[a page](/reports/1) and [nowhere](#gone)')],
  })
  const xml = xmlOf(read('word/document.xml'))
  const anchors = Array.from(xml.getElementsByTagName('w:hyperlink'), (link) => link.getAttribute('w:anchor')).filter(
    (anchor) => anchor !== null,
  )
  const bookmarks = Array.from(xml.getElementsByTagName('w:bookmarkStart'), (each) => each.getAttribute('w:name'))
  assert.ok(anchors.length >= 4)
  for (const anchor of anchors) assert.ok(bookmarks.includes(anchor), `${anchor} is a bookmark`)
  assert.match(
    read('word/_rels/document.xml.rels'),
    /Target="https:\/\/www\.legislation\.gov\.uk\/".*Target="https:\/\/service\.example\/reports\/1"/s,
  )
  const numbers = Array.from(xml.getElementsByTagName('w:numId'), (each) => each.getAttribute('w:val'))
  assert.equal(numbers.length, 4)
  assert.notEqual(numbers[0], numbers[3])
})

test('page number and marking stand on every page', async () => {
  const read = await parts(sampleDocument)
  assert.match(read('word/footer1.xml'), /OFFICIAL.*Page .*PAGE.* of .*NUMPAGES/s)
  assert.match(read('word/header1.xml'), /OFFICIAL/)
})

test('one control character or half a letter does not spoil the file', async () => {
  const odd = 'a\u0000b\u000Bc\uFFFEd\uD800e'
  const read = await parts({
    ...sampleDocument,
    title: odd,
    marking: odd,
    meta: [{ label: odd, value: odd }],
    blocks: [
      { type: 'heading', level: 1, text: odd, id: 'odd' },
      { type: 'paragraph', text: odd },
      { type: 'table', caption: odd, columns: [{ header: odd }], rows: [[odd]], rowHeaders: false },
    ],
  })
  for (const name of ['word/document.xml', 'word/header1.xml', 'word/footer1.xml', 'docProps/core.xml']) {
    assert.equal(xmlOf(read(name)).getElementsByTagName('parsererror').length, 0)
    assert.match(read(name), /abcd\uFFFDe/)
  }
})

test('LibreOffice opens it, and finds headings, totals, contents and the drawing', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-office-'))
  try {
    const file = join(folder, 'report.docx')
    await writeFile(file, await documentToDocx(sampleDocument))
    const run = promisify(execFile)
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    try {
      await run(
        process.env['SOFFICE'] ?? 'soffice',
        [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file],
        { timeout: 120_000 },
      )
      await run('pdftotext', ['-layout', join(folder, 'report.pdf')])
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return t.skip('soffice or pdftotext is not on this machine')
      throw error
    }
    const text = await readFile(join(folder, 'report.txt'), 'utf8')
    for (const expected of [
      /Yearly report <2025-26>/,
      /Contents\s+Money & people/,
      /Total\s+£150\.50/,
      /DRAWING-LABEL/,
      /1\. +First/,
      /1\. +Alone/,
      /Page 1 of 2/,
      /OFFICIAL/,
    ]) {
      assert.match(text, expected)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
