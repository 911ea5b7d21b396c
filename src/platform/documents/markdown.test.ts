import assert from 'node:assert/strict'
import { test } from 'node:test'
import { JSDOM } from 'jsdom'
import { safeHref } from './document.ts'
import { headingId, markdownToBlocks } from './markdown.ts'
import { blocksToHtml } from './to-html.ts'

test('reads headings, paragraphs, lists, quotes and tables', () => {
  const markdown =
    'A *b* **c**\nd\n\n- one\n- two\n  1. inner\n\n> quoted\n> still\n\n| Area | Rate |\n| --- | ---: |\n| Kent | 5 |\n'
  assert.deepEqual(markdownToBlocks(markdown), [
    {
      type: 'paragraph',
      text: [
        { text: 'A ' },
        { text: 'b', italic: true },
        { text: ' ' },
        { text: 'c', bold: true },
        { text: ' ' },
        { text: 'd' },
      ],
    },
    {
      type: 'list',
      ordered: false,
      items: [
        { text: [{ text: 'one' }] },
        { text: [{ text: 'two' }], list: { type: 'list', ordered: true, items: [{ text: [{ text: 'inner' }] }] } },
      ],
    },
    { type: 'quote', paragraphs: [[{ text: 'quoted' }, { text: ' ' }, { text: 'still' }]] },
    {
      type: 'table',
      caption: '',
      columns: [{ header: 'Area' }, { header: 'Rate', align: 'right' }],
      rows: [[[{ text: 'Kent' }], [{ text: '5' }]]],
      rowHeaders: false,
    },
  ])
})

test('puts headings below their section without leaving a level out, with an id each', () => {
  const levels = markdownToBlocks('### Why\n\n##### How\n\n### Why\n\n# Top', { under: 1, idPrefix: 'part-2' })
  assert.deepEqual(
    levels.map((block) => block.type === 'heading' && [block.level, block.text, block.id]),
    [
      [2, 'Why', 'part-2-why'],
      [3, 'How', 'part-2-how'],
      [2, 'Why', 'part-2-why-2'],
      [2, 'Top', 'part-2-top'],
    ],
  )
  assert.deepEqual([headingId('2025: Größe!'), headingId('日本')], ['section-2025-gro-e', 'section'])
})

test('leaves pictures out and says so', () => {
  const html = blocksToHtml(markdownToBlocks('Before ![a chart](https://example.org/x.png) ![](y.png) after'))
  assert.equal(
    html,
    '<p class="govuk-body">Before <em>(picture left out: a chart)</em> <em>(picture left out)</em> after</p>',
  )
})

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:x)',
  '[x](//evil.example/)',
  '[x](/\\evil.example/)',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '![x](javascript:alert(1))',
  '| <script>alert(1)</script> |\n| --- |\n| <iframe src=x> |',
  '# <svg onload=alert(1)>',
  '"><script>alert(1)</script>',
  '```html\n<script>alert(1)</script>\n```',
  '> <b>x</b>\n\n- <a href="javascript:x">y</a>',
]

for (const attack of attacks) {
  test(`is not harmed by ${JSON.stringify(attack)}`, () => {
    const html = blocksToHtml(markdownToBlocks(attack))
    const { document } = new JSDOM(html).window
    assert.equal(document.querySelector('script, img, iframe, svg, object, embed, [onerror], [onload], b'), null)
    for (const link of document.querySelectorAll('a'))
      assert.equal(safeHref(link.getAttribute('href') ?? ''), link.getAttribute('href'))
    assert.doesNotMatch(html, /href="(?:javascript|data|vbscript|\/\/|\/\\)/i)
  })
}

test('links go to http, https, mailto and this site, and nowhere else', () => {
  const good = ['https://www.gov.uk/x?a=b#c', 'http://example.org', 'mailto:a@example.org', '/reports/1', '#training']
  assert.deepEqual(good.map(safeHref), good)
  const bad = [
    'javascript:x',
    ' javascript:x',
    'ftp://x',
    '//x',
    '/\\x',
    'java\tscript:x',
    'https:///x',
    'x.html',
    '',
    undefined,
  ]
  assert.deepEqual(
    bad.map(safeHref),
    bad.map(() => undefined),
  )
})

test('survives thousands of nested quotes, lists and brackets, quickly', () => {
  const began = performance.now()
  const nested = [
    '>'.repeat(20_000),
    '- '.repeat(5_000),
    '['.repeat(20_000),
    '*'.repeat(20_000),
    `${'('.repeat(10_000)}a`,
    '`'.repeat(20_001),
  ]
  for (const text of nested) assert.equal(typeof blocksToHtml(markdownToBlocks(`${text} x`)), 'string')
  const deep = Array.from({ length: 30 }, (_each, level) => `${'  '.repeat(level)}- level ${level}`).join('\n')
  const depth = /(?:<ul[^>]*><li>[^<]*)+/.exec(blocksToHtml(markdownToBlocks(deep)))?.[0].match(/<ul/g)?.length
  assert.equal(depth, 4)
  assert.match(blocksToHtml(markdownToBlocks(deep)), /level 12/)
  assert.ok(performance.now() - began < 10_000, 'took longer than ten seconds')
})
