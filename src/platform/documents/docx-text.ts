import {
  ExternalHyperlink,
  InternalHyperlink,
  Paragraph,
  TextRun,
  type IParagraphOptions,
  type ParagraphChild,
} from 'docx'
import { runsOf, safeHref, type Inline } from './document.ts'

/** What the parts of a Word file need to know of the whole. */
export type DocxContext = {
  /** The Word bookmark of each heading id. */
  bookmarks: ReadonlyMap<string, string>
  /** Put before '/reports/1' to make links work outside the site; without it such links become plain text. */
  baseUrl: string | undefined
  /** Every ordered list counts from 1 again, so each has a number of its own. */
  nextList: () => number
}

export const inks = { text: '0B0C0C', quiet: '505A5F', line: 'B1B4B6', head: 'F3F2F1', link: '1A65A6' } as const

// oxlint-disable-next-line no-control-regex -- XML has no place for them, not even escaped
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Text that XML can hold: Word refuses a whole file for one control character. */
export const clean = (text: string): string => text.toWellFormed().replaceAll(forbidden, '')

type Look = { bold?: boolean; italics?: boolean; color?: string; size?: number }

/** A text as Word's runs, links included. */
export function docxRuns(inline: Inline, context: DocxContext, look: Look = {}): ParagraphChild[] {
  return runsOf(inline).flatMap((run): ParagraphChild[] => {
    const base = { ...look, ...(run.bold ? { bold: true } : {}), ...(run.italic ? { italics: true } : {}) }
    const href = safeHref(run.href)
    const anchor = href?.startsWith('#') ? context.bookmarks.get(href.slice(1)) : undefined
    const outside = href === undefined || href.startsWith('#') ? undefined : absolute(href, context.baseUrl)
    if (anchor !== undefined)
      return [new InternalHyperlink({ anchor, children: lines(run.text, { ...base, style: 'Hyperlink' }) })]
    if (outside !== undefined)
      return [new ExternalHyperlink({ link: outside, children: lines(run.text, { ...base, style: 'Hyperlink' }) })]
    return lines(run.text, base)
  })
}

const lines = (text: string, look: Look & { style?: string }): TextRun[] =>
  clean(text)
    .split('\n')
    .map((line, index) => new TextRun({ ...look, text: line, ...(index > 0 ? { break: 1 } : {}) }))

function absolute(href: string, baseUrl: string | undefined): string | undefined {
  if (!href.startsWith('/')) return href
  return baseUrl === undefined ? undefined : new URL(href, baseUrl).href
}

/** A paragraph of a text. */
export const docxParagraph = (
  inline: Inline,
  context: DocxContext,
  options: IParagraphOptions = {},
  look: Look = {},
): Paragraph => new Paragraph({ ...options, children: docxRuns(inline, context, look) })
