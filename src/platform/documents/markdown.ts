/** Narrative written in Markdown, as blocks of a document. No HTML passes: what looks like a tag is text. */

import MarkdownIt, { type Token } from 'markdown-it'
import { inlineRuns } from './markdown-inline.ts'
import {
  plainText,
  type Block,
  type Heading,
  type Inline,
  type List,
  type ListItem,
  type TableColumn,
} from './document.ts'

export type MarkdownOptions = {
  /** The level of the heading that the text stands under; its own topmost headings come one below. 0 when not given. */
  under?: 0 | 1 | 2 | 3
  /** Put before the ids of its headings, so that two texts on one page do not clash. */
  idPrefix?: string
}

const parser = new MarkdownIt('default', { html: false, linkify: false, typographer: false, maxNesting: 40 })

/** Deeper lists are shown at this depth: nobody reads further, and a page has no room for it. */
const deepestList = 4

type Cursor = { tokens: readonly Token[]; at: number }

/** The blocks of a Markdown text: headings, paragraphs, lists, quotes and tables. Pictures are left out with a word in their place. */
export function markdownToBlocks(markdown: string, options: MarkdownOptions = {}): Block[] {
  const tokens = parser.parse(markdown.replaceAll('\0', ''), {})
  const blocks = readBlocks({ tokens, at: 0 })
  return placeHeadings(blocks, options.under ?? 0, options.idPrefix ?? '')
}

const next = (cursor: Cursor): Token | undefined => cursor.tokens[cursor.at++]

/** Reads until the closing token of what surrounds them, or to the end. */
function readBlocks(cursor: Cursor): Block[] {
  const blocks: Block[] = []
  for (let token = next(cursor); token && token.nesting !== -1; token = next(cursor)) {
    const block = readBlock(token, cursor)
    if (block) blocks.push(...block)
  }
  return blocks
}

function readBlock(token: Token, cursor: Cursor): Block[] | undefined {
  switch (token.type) {
    case 'heading_open': {
      const text = plainText(readInline(cursor)).trim()
      const level = Number(token.tag.slice(1)) as Heading['level']
      return text === '' ? [] : [{ type: 'heading', level, text, id: '' }]
    }
    case 'paragraph_open': {
      const text = readInline(cursor)
      return plainText(text).trim() === '' ? [] : [{ type: 'paragraph', text }]
    }
    case 'bullet_list_open':
    case 'ordered_list_open':
      return [readList(token.type === 'ordered_list_open', cursor, 1)]
    case 'blockquote_open':
      return [{ type: 'quote', paragraphs: readBlocks(cursor).flatMap(textsOf) }]
    case 'table_open':
      return [readTable(cursor)]
    case 'fence':
    case 'code_block':
      return [{ type: 'paragraph', text: token.content.replace(/\n$/, '') }]
    default:
      return token.nesting === 1 ? readBlocks(cursor) : []
  }
}

function readInline(cursor: Cursor): Inline {
  let text: Inline = ''
  for (let token = next(cursor); token && token.nesting !== -1; token = next(cursor)) {
    if (token.type === 'inline') text = inlineRuns(token.children ?? [])
  }
  return text
}

/** The texts of blocks where only text can stand: inside a quote or a list item. */
function textsOf(block: Block): Inline[] {
  switch (block.type) {
    case 'heading':
      return [[{ text: block.text, bold: true }]]
    case 'paragraph':
    case 'note':
    case 'source':
      return [block.text]
    case 'quote':
      return [...block.paragraphs]
    case 'list':
      return block.items.flatMap((item) => [item.text, ...(item.list ? textsOf(item.list) : [])])
    case 'table':
      return [block.columns.map((column) => column.header), ...block.rows].map((row) =>
        row.map((cell) => plainText(cell)).join(', '),
      )
    case 'figure':
    case 'page-break':
    case 'contents':
      return []
  }
}

function readList(ordered: boolean, cursor: Cursor, depth: number): List {
  const items: ListItem[] = []
  for (let token = next(cursor); token && token.nesting !== -1; token = next(cursor)) {
    if (token.type === 'list_item_open') items.push(...readItem(cursor, depth))
  }
  return { type: 'list', ordered, items }
}

function readItem(cursor: Cursor, depth: number): ListItem[] {
  const texts: Inline[] = []
  const inner: List[] = []
  for (let token = next(cursor); token && token.nesting !== -1; token = next(cursor)) {
    if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') {
      inner.push(readList(token.type === 'ordered_list_open', cursor, depth + 1))
    } else texts.push(...(readBlock(token, cursor) ?? []).flatMap(textsOf))
  }
  const text: Inline = texts.flatMap((each, index) => [
    ...(index > 0 ? [{ text: '\n' }] : []),
    ...(typeof each === 'string' ? [{ text: each }] : each),
  ])
  const below = inner.flatMap((list) => list.items)
  if (below.length === 0) return [{ text }]
  if (depth >= deepestList) return [{ text }, ...below]
  return [{ text, list: { type: 'list', ordered: inner[0]?.ordered ?? false, items: below } }]
}

function readTable(cursor: Cursor): Block {
  const columns: TableColumn[] = []
  const rows: Inline[][] = []
  for (let token = next(cursor); token && token.type !== 'table_close'; token = next(cursor)) {
    if (token.type === 'tr_open') rows.push([])
    else if (token.type === 'th_open') {
      const isRight = String(token.attrGet('style') ?? '').includes('right')
      columns.push({ header: plainText(readInline(cursor)), ...(isRight ? { align: 'right' as const } : {}) })
    } else if (token.type === 'td_open') rows.at(-1)?.push(readInline(cursor))
  }
  return { type: 'table', caption: '', columns, rows: rows.filter((row) => row.length > 0), rowHeaders: false }
}

/** Puts the headings below `under` without leaving a level out, whatever levels the writer used, and gives each an id of its own. */
function placeHeadings(blocks: readonly Block[], under: number, idPrefix: string): Block[] {
  const open: number[] = []
  const used = new Map<string, number>()
  return blocks.map((block) => {
    if (block.type !== 'heading') return block
    while ((open.at(-1) ?? 0) >= block.level) open.pop()
    open.push(block.level)
    const slug = headingId(`${idPrefix} ${block.text}`)
    const count = (used.get(slug) ?? 0) + 1
    used.set(slug, count)
    const level = Math.min(4, under + open.length) as Heading['level']
    return { ...block, level, id: count === 1 ? slug : `${slug}-${count}` }
  })
}

/** 'What we did, and why' as 'what-we-did-and-why'; never empty, never beginning with a figure. */
export function headingId(text: string): string {
  const slug = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
  return /^[a-z]/.test(slug) ? slug : `section${slug === '' ? '' : `-${slug}`}`
}
