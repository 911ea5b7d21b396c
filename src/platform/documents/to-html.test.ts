import assert from 'node:assert/strict'
import { test } from 'node:test'
import axe from 'axe-core'
import { JSDOM } from 'jsdom'
import { blocksToHtml, documentToHtml, inlineToHtml } from './to-html.ts'
import { drawing, sampleDocument } from './testing.ts'

const pageOf = (main: string) =>
  new JSDOM(
    `<!DOCTYPE html><html lang="en-GB"><head><title>Report</title></head><body><main>${main}</main></body></html>`,
    { runScripts: 'outside-only' },
  )

test('is read by headings, tables, lists and a contents that leads to them', () => {
  const { document } = pageOf(documentToHtml(sampleDocument)).window
  const text = (selector: string) => Array.from(document.querySelectorAll(selector), (each) => each.textContent)
  assert.deepEqual(text('h1'), ['Yearly report <2025-26>'])
  assert.deepEqual(text('h2'), ['Money & people', 'Training'])
  assert.deepEqual(text('h3'), ['Why'])
  assert.deepEqual(text('caption'), ['Income by source'])
  assert.deepEqual(text('th[scope=col]'), ['Source', 'Amount'])
  assert.deepEqual(text('th[scope=row]'), ['Council', 'Police', 'Total'])
  assert.deepEqual(text('tfoot td'), ['£150.50'])
  assert.ok(document.querySelector('td.govuk-table__cell--numeric'))
  for (const link of document.querySelectorAll('nav a'))
    assert.ok(document.querySelector(link.getAttribute('href') ?? 'none'))
  assert.deepEqual(text('nav a'), ['Money & people', 'Why', 'Training'])
  assert.equal(document.querySelector('figure svg title')?.textContent, 'Contacts by quarter')
})

test('axe finds no violation, contrast aside', async () => {
  const { window } = pageOf(documentToHtml(sampleDocument))
  window.eval(axe.source)
  const found: unknown = await window.eval('axe.run({ rules: { "color-contrast": { enabled: false } } })')
  const { violations, passes } = found as axe.AxeResults
  assert.deepEqual(
    Array.from(violations, (violation) => `${violation.id}: ${violation.nodes[0]?.html}`),
    [],
  )
  assert.ok(passes.length > 10, 'axe looked at the page')
  window.close()
})

test('escapes text everywhere', () => {
  const evil = '<b>"\'&</b>'
  const html = blocksToHtml([
    { type: 'heading', level: 1, text: evil, id: evil },
    { type: 'paragraph', text: evil },
    { type: 'list', ordered: false, items: [{ text: evil }] },
    { type: 'quote', paragraphs: [evil] },
    {
      type: 'table',
      caption: evil,
      columns: [{ header: evil }],
      rows: [[evil]],
      totalsRow: [evil],
      notes: [evil],
      rowHeaders: true,
    },
    { type: 'figure', svg: drawing, alt: evil, caption: evil, width: 1, height: 1 },
    { type: 'figure', svg: '<svg viewBox="0 0 1 1"></svg>', alt: evil, caption: evil, width: 1, height: 1 },
    { type: 'note', kind: 'warning', text: evil },
    { type: 'note', kind: 'inset', text: evil },
    { type: 'source', text: evil },
    { type: 'contents' },
  ])
  assert.doesNotMatch(html, /<b>|"'|&<\/b>/)
  assert.equal(inlineToHtml([{ text: 'a\nb', bold: true, href: 'javascript:x' }]), '<strong>a<br>b</strong>')
})

test('a drawing that could run something is not shown, but told', () => {
  for (const svg of [
    '<svg onload="x()"></svg>',
    '<svg><script>1</script></svg>',
    '<svg><foreignObject/></svg>',
    '<img src=x>',
    '<svg></svg><p>',
  ]) {
    const html = blocksToHtml([{ type: 'figure', svg, alt: 'Rising', caption: 'Contacts', width: 10, height: 10 }])
    assert.match(html, /<p class="govuk-body">Rising<\/p>/)
    assert.doesNotMatch(html, /<svg|<script|onload/)
  }
})
