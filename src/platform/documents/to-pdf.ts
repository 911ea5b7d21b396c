import { alignOf, runsOf, safeHref, type Block, type Document, type Inline, type List, type Table } from './document.ts'
import { setPdf } from './pdf/typst.ts'
import { isPlainSvg, standaloneSvg } from './svg-drawing.ts'

const template = `
#let spec = json(bytes(sys.inputs.spec))
#set document(title: spec.title, author: spec.author)
#set text(lang: "en", region: "gb", size: 11pt, hyphenate: false)
#let quiet = rgb("#505a5f")
#let edge(number) = {
  set text(size: 9pt)
  align(center, if number { context [#if spec.marking != "" [#spec.marking #h(1em)]Page #counter(page).display("1 of 1", both: true)] } else { spec.marking })
}
#set page(paper: "a4", margin: (x: 22mm, top: 26mm, bottom: 26mm), header: edge(false), footer: edge(true))
#set par(leading: 0.7em, spacing: 1.1em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 15pt)
#show heading.where(level: 3): set text(size: 12.5pt)
#show heading: set block(above: 1.4em, below: 0.8em, sticky: true)
#show link: it => if type(it.dest) == str { underline(text(fill: rgb("#1a65a6"), it)) } else { it }
#show figure: set block(breakable: true)
#show figure.caption: it => strong(it.body)
#set figure.caption(position: top)
#set table(stroke: (x: none, y: 0.5pt + rgb("#b1b4b6")), inset: (x: 4pt, y: 6pt))
#let runs(all) = all.map(each => {
  let body = each.text.split("\\n").map(line => text(line)).join(linebreak())
  if each.italic { body = emph(body) }
  if each.bold { body = strong(body) }
  if each.href != "" { link(each.href, body) } else { body }
}).join()
#let listing(it) = {
  let items = it.items.map(each => [#runs(each.text)#if each.list != none { listing(each.list) }])
  if it.ordered { enum(..items) } else { list(marker: [•], ..items) }
}
#let lined(width, body) = block(stroke: (left: 4pt + width), inset: (left: 10pt, y: 4pt), body)
#let drawn(it) = {
  if it.type == "heading" { heading(level: it.level, it.text) }
  else if it.type == "paragraph" { par(runs(it.text)) }
  else if it.type == "list" { listing(it) }
  else if it.type == "quote" { quote(block: true, it.paragraphs.map(each => par(runs(each))).join()) }
  else if it.type == "table" {
    let cells = it.rows.map(row => row.enumerate().map(((index, cell)) => if index == 0 and it.rowHeaders { strong(runs(cell)) } else { runs(cell) })).flatten()
    let grid = table(columns: it.columns.map(each => 1fr), align: it.columns.map(each => if each.right { right } else { left }),
      table.header(..it.columns.map(each => strong(each.header))), ..cells)
    if it.caption == "" { grid } else { figure(grid, kind: table, supplement: none, numbering: none, caption: it.caption) }
    for note in it.notes { par(text(size: 9pt, note)) }
  }
  else if it.type == "figure" {
    figure(image(bytes(it.svg), format: "svg", alt: it.alt, width: 100%), kind: image, supplement: none, numbering: none, caption: it.caption)
  }
  else if it.type == "note" { lined(if it.isWarning { black } else { rgb("#b1b4b6") }, par(runs(it.text))) }
  else if it.type == "source" { par(text(size: 9pt, fill: quiet)[Source: #runs(it.text)]) }
  else if it.type == "page-break" { pagebreak(weak: true) }
  else if it.type == "contents" { outline(title: "Contents", depth: 3) }
}
#heading(level: 1, bookmarked: false, outlined: false, spec.title)
#if spec.subtitle != "" [#par(text(size: 13pt, spec.subtitle))]
#for fact in spec.meta [#par[#strong(fact.label + ": ")#fact.value]]
#for block in spec.blocks { drawn(block) }
`

/**
 * The document as a tagged PDF (PDF/UA-1): its title and headings as bookmarks, tables with heading rows, alternative text, language, and
 * marking and page number on every page, which screen readers pass over.
 *
 * @param options.baseUrl the site's address, so that links to its own pages work from the file; without it they are plain text
 */
export function documentToPdf(document: Document, { baseUrl }: { baseUrl?: string } = {}): Buffer {
  let level = 1
  const spec = {
    title: document.title,
    subtitle: document.subtitle ?? '',
    author: document.creator ?? document.title,
    marking: document.marking ?? '',
    meta: document.meta,
    blocks: document.blocks.map((block) => {
      if (block.type !== 'heading') return blockOf(block, baseUrl)
      // The title is the first level. PDF/UA lets no level be skipped on the way down.
      level = Math.min(block.level + 1, level + 1)
      return { type: 'heading', level, text: block.text }
    }),
  }
  return setPdf(template, spec).pdf
}

/** Links to a place within the document become plain text: its bookmarks lead there. */
const runs = (inline: Inline, baseUrl: string | undefined) =>
  runsOf(inline).map(({ text, bold = false, italic = false, href }) => {
    const safe = safeHref(href) ?? ''
    const isOwn = safe.startsWith('/')
    const whole = isOwn ? (baseUrl === undefined ? '' : new URL(safe, baseUrl).href) : safe.startsWith('#') ? '' : safe
    return { text: text.toWellFormed(), bold, italic, href: whole }
  })

function blockOf(block: Exclude<Block, { type: 'heading' }>, baseUrl: string | undefined): object {
  switch (block.type) {
    case 'paragraph':
    case 'source':
      return { type: block.type, text: runs(block.text, baseUrl) }
    case 'note': {
      const isWarning = block.kind === 'warning'
      const text = isWarning ? [{ text: 'Warning: ', bold: true }, ...runsOf(block.text)] : block.text
      return { type: 'note', isWarning, text: runs(text, baseUrl) }
    }
    case 'quote':
      return { type: 'quote', paragraphs: block.paragraphs.map((text) => runs(text, baseUrl)) }
    case 'list':
      return listOf(block, baseUrl)
    case 'table':
      return tableOf(block, baseUrl)
    case 'figure':
      return isPlainSvg(block.svg)
        ? { type: 'figure', svg: standaloneSvg(block.svg, block), alt: block.alt, caption: block.caption }
        : { type: 'paragraph', text: runs(`${block.caption}: ${block.alt}`, baseUrl) }
    case 'page-break':
    case 'contents':
      return { type: block.type }
  }
}

const listOf = (list: List, baseUrl: string | undefined): object => ({
  type: 'list',
  ordered: list.ordered,
  items: list.items.map((item) => ({
    text: runs(item.text, baseUrl),
    list: item.list === undefined ? null : listOf(item.list, baseUrl),
  })),
})

const tableOf = (table: Table, baseUrl: string | undefined): object => ({
  type: 'table',
  caption: table.caption,
  columns: table.columns.map((column) => ({ header: column.header, right: alignOf(column) === 'right' })),
  // A row that is short is filled up: a missing cell would draw the next row's first into it.
  rows: [...table.rows, ...(table.totalsRow === undefined ? [] : [table.totalsRow])].map((row) =>
    table.columns.map((_column, index) => runs(row[index] ?? '', baseUrl)),
  ),
  notes: table.notes ?? [],
  rowHeaders: table.rowHeaders,
})
