import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document as DocxDocument,
  Footer,
  Header,
  HeadingLevel,
  LeaderType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table as DocxTable,
  TableOfContents,
  TextRun,
} from 'docx'
import { contentsOf, runsOf, type Block, type Document, type Heading, type List } from './document.ts'
import { docxFigure } from './docx-figure.ts'
import { docxNumbering, docxStyles } from './docx-styles.ts'
import { docxTable, textWidth } from './docx-table.ts'
import { clean, docxParagraph, docxRuns, inks, type DocxContext } from './docx-text.ts'

type Part = Paragraph | DocxTable | TableOfContents

export type DocxOptions = {
  /** The site's address, so that links to its own pages work from the file. */
  baseUrl?: string
}

/** A4 with margins of 2.2 cm, in twentieths of a point. */
const page = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_247, bottom: 1_247, left: 1_247, right: 1_247, header: 567, footer: 567 },
}

const levels = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const

/**
 * The document as a Word file (.docx): real headings, tables with heading rows, alternative text, language, contents, and page numbers and
 * marking on every page.
 */
export async function documentToDocx(document: Document, options: DocxOptions = {}): Promise<Buffer> {
  const headings = document.blocks.filter((block): block is Heading => block.type === 'heading' && block.id !== '')
  let lists = 0
  const context: DocxContext = {
    // A bookmark's name has at most 40 characters and no hyphen.
    bookmarks: new Map(headings.map((heading, index) => [heading.id, `heading_${index + 1}`])),
    baseUrl: options.baseUrl,
    nextList: () => (lists += 1),
  }
  let figures = 0
  const body = document.blocks.flatMap((block) => {
    if (block.type === 'figure') figures += 1
    return docxBlock(block, context, figures, document)
  })
  const file = new DocxDocument({
    title: clean(document.title),
    subject: clean(document.subtitle ?? document.title),
    creator: clean(document.creator ?? document.title),
    lastModifiedBy: clean(document.creator ?? document.title),
    styles: docxStyles(document.language),
    numbering: docxNumbering,
    features: { updateFields: false },
    sections: [
      {
        properties: { page },
        headers: { default: new Header({ children: [edgeLine(document, 'header')] }) },
        footers: { default: new Footer({ children: [edgeLine(document, 'footer')] }) },
        children: [...front(document, context), ...body],
      },
    ],
  })
  return await Packer.toBuffer(file)
}

function front(document: Document, context: DocxContext): Part[] {
  const subtitle =
    document.subtitle === undefined ? [] : [docxParagraph(document.subtitle, context, { style: 'Subtitle' })]
  const meta = document.meta.map(({ label, value }) =>
    docxParagraph([{ text: `${label}: `, bold: true }, { text: value }], context, { spacing: { after: 60 } }),
  )
  return [docxParagraph(document.title, context, { heading: HeadingLevel.TITLE }), ...subtitle, ...meta]
}

const tab = (): TextRun => new TextRun({ text: '\t' })

/** The line at the head (title) or foot (page number) of every page, with the marking in its middle. */
function edgeLine(document: Document, edge: 'header' | 'footer'): Paragraph {
  const look = { size: 18, color: inks.quiet }
  const marking = new TextRun({ ...look, text: clean(document.marking ?? ''), bold: true, color: inks.text })
  const end =
    edge === 'footer'
      ? new TextRun({ ...look, children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] })
      : new TextRun({ ...look, text: '' })
  const start = new TextRun({
    ...look,
    text: edge === 'header' && document.marking === undefined ? clean(document.title) : '',
  })
  return new Paragraph({
    tabStops: [
      { type: 'center', position: Math.round(textWidth / 2) },
      { type: 'right', position: textWidth },
    ],
    children: [start, tab(), marking, tab(), end],
  })
}

function docxBlock(block: Block, context: DocxContext, figure: number, document: Document): Part[] {
  switch (block.type) {
    case 'heading': {
      const bookmark = context.bookmarks.get(block.id)
      const text = docxRuns(block.text, context)
      const children =
        bookmark === undefined ? text : [new Bookmark({ id: bookmark, children: [new TextRun(clean(block.text))] })]
      return [new Paragraph({ heading: levels[block.level], children })]
    }
    case 'paragraph':
      return [docxParagraph(block.text, context)]
    case 'list':
      return listParts(block, context, 0, context.nextList())
    case 'quote':
      return block.paragraphs.map((text) => docxParagraph(text, context, { style: 'Quote' }))
    case 'table':
      return docxTable(block, context)
    case 'figure':
      return docxFigure(block, context, figure)
    case 'note': {
      const bar = {
        left: {
          style: BorderStyle.SINGLE,
          size: 36,
          space: 10,
          color: block.kind === 'warning' ? inks.text : inks.line,
        },
      }
      const text = block.kind === 'warning' ? [{ text: 'Warning: ', bold: true }, ...runsOf(block.text)] : block.text
      return [
        docxParagraph(
          text,
          context,
          { border: bar, indent: { left: 284 } },
          block.kind === 'warning' ? { bold: true } : {},
        ),
      ]
    }
    case 'source':
      return [docxParagraph([{ text: 'Source: ' }, ...runsOf(block.text)], context, { style: 'SmallText' })]
    case 'page-break':
      return [new Paragraph({ children: [new PageBreak()] })]
    case 'contents':
      return contentsOf(document.blocks).length === 0
        ? []
        : [
            docxParagraph(
              'Contents',
              context,
              { alignment: AlignmentType.LEFT, spacing: { before: 240 }, keepNext: true },
              { bold: true, size: 28 },
            ),
            new TableOfContents('Contents', {
              hyperlink: true,
              headingStyleRange: '1-2',
              beginDirty: false,
              tabLeader: LeaderType.NONE,
            }),
          ]
  }
}

function listParts(list: List, context: DocxContext, level: number, instance: number): Paragraph[] {
  const reference = list.ordered ? 'numbers' : 'bullets'
  return list.items.flatMap((item) => [
    docxParagraph(item.text, context, { numbering: { reference, level: Math.min(3, level), instance } }),
    ...(item.list
      ? listParts(item.list, context, level + 1, item.list.ordered === list.ordered ? instance : context.nextList())
      : []),
  ])
}
