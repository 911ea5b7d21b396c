import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  ShadingType,
  Table as DocxTable,
  TableCell,
  TableRow,
  WidthType,
} from 'docx'
import { alignOf, plainText, type Inline, type Table } from './document.ts'
import { docxParagraph, inks, type DocxContext } from './docx-text.ts'

/** The text width of an A4 page with margins of 2.2 cm, in twentieths of a point. */
export const textWidth = 11_906 - 2 * 1_247

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const rule = { style: BorderStyle.SINGLE, size: 4, color: inks.line } as const
const heavy = { style: BorderStyle.SINGLE, size: 8, color: inks.text } as const

/** A table with its caption before it and its notes after it. The heading row is marked as such and comes again on every page. */
export function docxTable(table: Table, context: DocxContext): (Paragraph | DocxTable)[] {
  const widths = columnWidths(table)
  const row = (cells: readonly Inline[], kind: 'body' | 'total') =>
    new TableRow({
      cantSplit: true,
      children: table.columns.map((_column, index) =>
        bodyCell(table, cells[index] ?? '', index, kind, widths[index] ?? 0, context),
      ),
    })
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.columns.map(
      (column, index) =>
        new TableCell({
          width: { size: widths[index] ?? 0, type: WidthType.DXA },
          shading: { type: ShadingType.CLEAR, fill: inks.head, color: 'auto' },
          children: [
            docxParagraph(
              column.header,
              context,
              { style: 'TableText', alignment: alignment(table, index), keepNext: true },
              { bold: true },
            ),
          ],
        }),
    ),
  })
  const total = table.totalsRow ? [row(table.totalsRow, 'total')] : []
  const caption =
    table.caption === '' ? [] : [docxParagraph(table.caption, context, { style: 'Caption', keepNext: true })]
  const notes = (table.notes ?? []).map((note) => docxParagraph(note, context, { style: 'SmallText' }))
  return [
    ...caption,
    new DocxTable({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: widths,
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      borders: { top: rule, bottom: rule, left: none, right: none, insideHorizontal: rule, insideVertical: none },
      tableLook: {
        firstRow: true,
        firstColumn: table.rowHeaders,
        lastRow: table.totalsRow !== undefined,
        noHBand: true,
        noVBand: true,
      },
      rows: [header, ...table.rows.map((cells) => row(cells, 'body')), ...total],
    }),
    ...notes,
    // Two tables one after the other would become one in Word.
    new Paragraph({ style: 'TableText' }),
  ]
}

function bodyCell(
  table: Table,
  content: Inline,
  index: number,
  kind: 'body' | 'total',
  width: number,
  context: DocxContext,
): TableCell {
  const isBold = kind === 'total' || (index === 0 && table.rowHeaders)
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    ...(kind === 'total' ? { borders: { top: heavy } } : {}),
    children: [
      docxParagraph(
        content,
        context,
        { style: 'TableText', alignment: alignment(table, index) },
        isBold ? { bold: true } : {},
      ),
    ],
  })
}

const alignment = (table: Table, index: number) =>
  alignOf(table.columns[index]) === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT

/** About as wide as a bold figure of the table's text, and both margins of a cell, in twentieths of a point. */
const letter = 112
const cellMargins = 160

/** Widths by the longest text of each column; none narrower than its longest word or amount, which must not break, as far as the page allows. */
function columnWidths(table: Table): number[] {
  const rows = [
    table.columns.map((column) => column.header),
    ...table.rows,
    ...(table.totalsRow ? [table.totalsRow] : []),
  ]
  const texts = table.columns.map((_column, index) => rows.map((row) => plainText(row[index] ?? '')))
  const lengths = texts.map((column) => Math.max(4, ...column.map((text) => Math.min(60, text.length))))
  const words = texts.map((column) =>
    Math.max(4, ...column.flatMap((text) => text.split(/\s+/)).map((word) => word.length)),
  )
  const wanted = words.map((length) => length * letter + cellMargins)
  const shrunk = Math.min(1, textWidth / sum(wanted))
  const least = wanted.map((width) => width * shrunk)
  const spare = textWidth - sum(least)
  return lengths.map((length, index) => Math.floor((least[index] ?? 0) + (spare * length) / sum(lengths)))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
