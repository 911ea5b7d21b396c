/** One model of a written document, from which the web page and the Word file are both made, so that they say the same. */

/**
 * A stretch of text; '\n' in it is a line break. `href` is kept only when `safeHref` accepts it. `whole`: on a page it stands on one line,
 * such as a reference with hyphens.
 */
export type Run = { text: string; bold?: boolean; italic?: boolean; href?: string; whole?: boolean }
export type Inline = string | readonly Run[]

export type Heading = { type: 'heading'; level: 1 | 2 | 3 | 4; text: string; id: string }
export type ListItem = { text: Inline; list?: List }
export type List = { type: 'list'; ordered: boolean; items: readonly ListItem[] }
export type TableColumn = { header: string; align?: 'left' | 'right'; kind?: 'text' | 'number' }
export type Table = {
  type: 'table'
  /** Says what the table shows; empty only where the text before it does. */
  caption: string
  columns: readonly TableColumn[]
  rows: readonly (readonly Inline[])[]
  totalsRow?: readonly Inline[]
  notes?: readonly string[]
  /** The first cell of each row names the row. */
  rowHeaders: boolean
}
export type Figure = {
  type: 'figure'
  /** A drawing made by our own charts, whole in itself: no style sheet, no script. */
  svg: string
  /** What the drawing says, for those who do not see it. */
  alt: string
  caption: string
  /** In CSS pixels. */
  width: number
  height: number
}

export type Block =
  | Heading
  | { type: 'paragraph'; text: Inline }
  | List
  | { type: 'quote'; paragraphs: readonly Inline[] }
  | Table
  | Figure
  | { type: 'note'; kind: 'warning' | 'inset'; text: Inline }
  | { type: 'source'; text: Inline }
  | { type: 'page-break' }
  /** The contents: the headings of levels 1 and 2 that follow anywhere in the document. */
  | { type: 'contents' }

export type Document = {
  title: string
  subtitle?: string
  language: 'en-GB'
  /** The handling marking, shown at the top of the page and on every printed one. */
  marking?: string
  /** Who the document is from, for the file's properties. */
  creator?: string
  meta: readonly { label: string; value: string }[]
  blocks: readonly Block[]
}

/** The runs of a text, whichever way it was given. */
export const runsOf = (inline: Inline): readonly Run[] => (typeof inline === 'string' ? [{ text: inline }] : inline)

/** A text without its formatting. */
export const plainText = (inline: Inline): string =>
  runsOf(inline)
    .map((run) => run.text)
    .join('')

/** Right for numbers, left for words, unless the column says. */
export const alignOf = (column: TableColumn | undefined): 'left' | 'right' =>
  column?.align ?? (column?.kind === 'number' ? 'right' : 'left')

/** The headings of the contents. */
export const contentsOf = (blocks: readonly Block[]): Heading[] =>
  blocks.filter((block): block is Heading => block.type === 'heading' && block.level <= 2)

/**
 * The address when it may be linked to: http, https, mailto, a path on this site ('/reports/1') or a place on this page ('#summary');
 * undefined for everything else, such as javascript: and //elsewhere.
 */
export function safeHref(href: string | undefined): string | undefined {
  if (href === undefined) return undefined
  // Browsers drop these characters from an address, so 'java\nscript:' would run; nobody types them into one.
  if (/[\u0000-\u0020\u007F\\]/.test(href)) return undefined // oxlint-disable-line no-control-regex
  return /^(https?:\/\/[^/]|mailto:[^:]+$|\/(?!\/)|#)/i.test(href) ? href : undefined
}
