import {
  alignOf,
  contentsOf,
  runsOf,
  safeHref,
  type Block,
  type Document,
  type Figure,
  type Inline,
  type List,
  type Table,
} from './document.ts'
import { isPlainSvg } from './svg-drawing.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made safe for an element or a quoted attribute. */
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')

/** Runs as HTML: everything escaped, links only to where `safeHref` lets them go. */
export function inlineToHtml(inline: Inline): string {
  return runsOf(inline)
    .map((run) => {
      let html = escapeHtml(run.text).replaceAll('\n', '<br>')
      if (run.italic) html = `<em>${html}</em>`
      if (run.bold) html = `<strong>${html}</strong>`
      if (run.whole) html = `<span class="gt-nowrap">${html}</span>`
      const href = safeHref(run.href)
      return href === undefined ? html : `<a class="govuk-link" href="${escapeHtml(href)}">${html}</a>`
    })
    .join('')
}

export type HtmlOptions = {
  /** The heading element of level 1; 2 when not given, since the page has its own `h1`. */
  levelOne?: 2 | 3 | 4
  /** All blocks of the document, for the contents, when only some are given. */
  contentsFrom?: readonly Block[]
}

/** Blocks as HTML with GOV.UK classes, for the middle of a page. */
export function blocksToHtml(blocks: readonly Block[], options: HtmlOptions = {}): string {
  return blocks.map((block) => blockToHtml(block, options, options.contentsFrom ?? blocks)).join('\n')
}

/** The whole document as the content of a page's `main`: marking, title as `h1`, facts about it, blocks. */
export function documentToHtml(document: Document): string {
  const marking =
    document.marking === undefined
      ? ''
      : `<p class="govuk-body govuk-!-font-weight-bold">${escapeHtml(document.marking)}</p>\n`
  const subtitle =
    document.subtitle === undefined ? '' : `<p class="govuk-body-l">${escapeHtml(document.subtitle)}</p>\n`
  const rows = document.meta.map(
    ({ label, value }) =>
      `<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${escapeHtml(label)}</dt><dd class="govuk-summary-list__value">${escapeHtml(value)}</dd></div>`,
  )
  const meta = rows.length === 0 ? '' : `<dl class="govuk-summary-list">${rows.join('')}</dl>\n`
  return `${marking}<h1 class="govuk-heading-xl">${escapeHtml(document.title)}</h1>\n${subtitle}${meta}${blocksToHtml(document.blocks)}`
}

const headingClasses = {
  1: 'govuk-heading-l',
  2: 'govuk-heading-m',
  3: 'govuk-heading-s',
  4: 'govuk-heading-s',
} as const

function blockToHtml(block: Block, options: HtmlOptions, all: readonly Block[]): string {
  switch (block.type) {
    case 'heading': {
      const tag = `h${Math.min(6, (options.levelOne ?? 2) + block.level - 1)}`
      const id = block.id === '' ? '' : ` id="${escapeHtml(block.id)}"`
      return `<${tag} class="${headingClasses[block.level]}"${id}>${escapeHtml(block.text)}</${tag}>`
    }
    case 'paragraph':
      return `<p class="govuk-body">${inlineToHtml(block.text)}</p>`
    case 'list':
      return listToHtml(block)
    case 'quote':
      return `<blockquote class="govuk-inset-text">${block.paragraphs.map((text) => `<p class="govuk-body">${inlineToHtml(text)}</p>`).join('')}</blockquote>`
    case 'table':
      return tableToHtml(block)
    case 'figure':
      return figureToHtml(block)
    case 'note':
      return block.kind === 'inset'
        ? `<div class="govuk-inset-text">${inlineToHtml(block.text)}</div>`
        : `<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span> ${inlineToHtml(block.text)}</strong></div>`
    case 'source':
      return `<p class="govuk-body-s">Source: ${inlineToHtml(block.text)}</p>`
    case 'page-break':
      return '<hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible">'
    case 'contents':
      return contentsToHtml(all)
  }
}

function contentsToHtml(all: readonly Block[]): string {
  const headings = contentsOf(all).filter((heading) => heading.id !== '')
  if (headings.length === 0) return ''
  const topmost = Math.min(...headings.map((heading) => heading.level))
  const items: string[] = []
  let below: string[] = []
  const close = () => {
    if (below.length > 0)
      items.push(`${items.pop() ?? '<li>'}<ul class="govuk-list govuk-!-margin-left-4">${below.join('')}</ul>`)
    below = []
  }
  for (const heading of headings) {
    const link = `<li><a class="govuk-link" href="#${escapeHtml(heading.id)}">${escapeHtml(heading.text)}</a>`
    // A heading of level 2 before any of level 1 stands in the first row: there is nothing to put it under.
    if (heading.level > topmost && items.length > 0) below.push(`${link}</li>`)
    else {
      close()
      items.push(link)
    }
  }
  close()
  return `<nav aria-label="Contents"><ol class="govuk-list">${items.map((item) => `${item}</li>`).join('')}</ol></nav>`
}

function listToHtml(list: List): string {
  const tag = list.ordered ? 'ol' : 'ul'
  const items = list.items.map((item) => `<li>${inlineToHtml(item.text)}${item.list ? listToHtml(item.list) : ''}</li>`)
  return `<${tag} class="govuk-list govuk-list--${list.ordered ? 'number' : 'bullet'}">${items.join('')}</${tag}>`
}

function tableToHtml(table: Table): string {
  const numeric = (index: number, kind: 'header' | 'cell') =>
    alignOf(table.columns[index]) === 'right' ? ` govuk-table__${kind}--numeric` : ''
  const headers = table.columns.map(
    (column, index) =>
      `<th scope="col" class="govuk-table__header${numeric(index, 'header')}">${escapeHtml(column.header)}</th>`,
  )
  const cell = (content: Inline | undefined, index: number, isTotal: boolean) => {
    const html = inlineToHtml(content ?? '')
    if (index === 0 && (table.rowHeaders || isTotal)) return `<th scope="row" class="govuk-table__header">${html}</th>`
    const weight = isTotal ? ' govuk-!-font-weight-bold' : ''
    return `<td class="govuk-table__cell${numeric(index, 'cell')}${weight}">${html}</td>`
  }
  const row = (cells: readonly Inline[], isTotal = false) =>
    `<tr class="govuk-table__row">${table.columns.map((_column, index) => cell(cells[index], index, isTotal)).join('')}</tr>`
  const caption =
    table.caption === ''
      ? ''
      : `<caption class="govuk-table__caption govuk-table__caption--m">${escapeHtml(table.caption)}</caption>`
  const total = table.totalsRow ? `<tfoot class="govuk-table__body">${row(table.totalsRow, true)}</tfoot>` : ''
  const notes = (table.notes ?? []).map((note) => `<p class="govuk-body-s">${escapeHtml(note)}</p>`).join('')
  return `<table class="govuk-table">${caption}<thead class="govuk-table__head"><tr class="govuk-table__row">${headers.join('')}</tr></thead><tbody class="govuk-table__body">${table.rows.map((cells) => row(cells)).join('')}</tbody>${total}</table>${notes}`
}

function figureToHtml(figure: Figure): string {
  const caption = `<figcaption class="govuk-body govuk-!-font-weight-bold">${escapeHtml(figure.caption)}</figcaption>`
  if (!isPlainSvg(figure.svg))
    return `<figure class="gt-figure">${caption}<p class="govuk-body">${escapeHtml(figure.alt)}</p></figure>`
  // Our charts name themselves; a drawing that does not gets its name here.
  const isNamed = /^<svg[^>]*\srole=/.test(figure.svg.trim())
  const drawing = isNamed ? figure.svg : `<div role="img" aria-label="${escapeHtml(figure.alt)}">${figure.svg}</div>`
  return `<figure class="gt-figure">${caption}${drawing}</figure>`
}
