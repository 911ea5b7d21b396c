import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Document } from './document.ts'
import { sampleDocument } from './testing.ts'
import { documentToPdf } from './to-pdf.ts'

const open = (file: Buffer) => getDocument({ data: new Uint8Array(file), useSystemFonts: true, verbosity: 0 }).promise

type Tagged = { role?: string; alt?: string; children?: Tagged[] }

/** Every tag of a page, in the order in which it is read. */
const rolesOf = (tree: Tagged): string[] => [
  ...(tree.role === undefined ? [] : [tree.role]),
  ...(tree.children ?? []).flatMap(rolesOf),
]

async function readAll(file: Buffer) {
  const pdf = await open(file)
  const texts: string[] = []
  const roles: string[] = []
  const links: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const content = await page.getTextContent()
    texts.push(content.items.map((each) => ('str' in each ? each.str : '')).join(' '))
    roles.push(...rolesOf((await page.getStructTree()) as unknown as Tagged))
    const annotations = (await page.getAnnotations()) as { url?: string }[]
    links.push(...annotations.flatMap(({ url }) => (url === undefined ? [] : [url])))
  }
  return { pdf, texts, roles, links }
}

test('a document is a tagged PDF that another library reads: title, language, bookmarks, headings, table, picture, marking', async () => {
  const { pdf, texts, roles, links } = await readAll(documentToPdf(sampleDocument))
  const { info } = await pdf.getMetadata()
  assert.deepEqual(
    [(info as { Title?: string }).Title, (info as { Language?: string }).Language],
    ['Yearly report <2025-26>', 'en-GB'],
  )
  assert.equal((await pdf.getMarkInfo())?.['Marked'], true)
  const outline = (await pdf.getOutline()) as { title: string; items: { title: string }[] }[]
  assert.deepEqual(
    outline.map((each) => [each.title, ...each.items.map(({ title }) => title)]),
    [['Money & people', 'Why'], ['Training']],
  )
  for (const role of ['H1', 'H2', 'H3', 'Table', 'TH', 'TD', 'L', 'Figure', 'Link', 'TOC', 'BlockQuote'])
    assert.ok(roles.includes(role), `${role} in ${[...new Set(roles)].join(' ')}`)
  const whole = texts.join('\n')
  assert.match(whole, /We met +four times/)
  assert.match(whole, /Warning:.*Income less spend/)
  for (const [index, text] of texts.entries()) {
    assert.equal(text.split('OFFICIAL').length - 1, 2, `page ${index + 1} is marked at its head and foot`)
    assert.ok(text.includes(`Page ${index + 1} of ${texts.length}`))
  }
  assert.deepEqual(links, ['https://www.legislation.gov.uk/'])
})

test('what is written is never markup, levels are not skipped, and unsafe links are words', async () => {
  const document: Document = {
    title: '#heading[*x*] $y$',
    language: 'en-GB',
    meta: [],
    blocks: [
      { type: 'heading', level: 3, text: '= Not Typst', id: '' },
      { type: 'paragraph', text: '#import "x" *stars* @label \\ <tag>\nSecond line' },
      {
        type: 'paragraph',
        text: [
          { text: 'bad', href: 'javascript:alert(1)' },
          { text: 'own', href: '/reports/1' },
        ],
      },
      {
        type: 'table',
        caption: '',
        columns: [{ header: 'A' }, { header: 'B' }],
        rows: [['only one'], ['C', 'D']],
        rowHeaders: false,
      },
    ],
  }
  const { texts, roles, links } = await readAll(documentToPdf(document, { baseUrl: 'https://example.org' }))
  assert.match(texts.join(' '), /#import "x" \*stars\* @label \\ <tag>/)
  assert.ok(roles.includes('H2') && !roles.includes('H4'))
  assert.deepEqual(links, ['https://example.org/reports/1'])
})
