import {
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  StandardFonts,
  type PDFFont,
  type PDFPage,
} from '@cantoo/pdf-lib'

export type Inserted = {
  /** Number of the page (from 1) of the base after which the pages go in. */
  after: number
  document: PDFDocument
}

/** A PDF that somebody sent, opened; null when it is damaged or locked with a password. */
export async function openPdf(bytes: Buffer): Promise<PDFDocument | null> {
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false })
    return document.getPageCount() > 0 ? document : null
  } catch {
    return null
  }
}

const artifact = (page: PDFPage, draw: () => void): void => {
  page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]))
  draw()
  page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
}

function stamp(page: PDFPage, font: PDFFont, marking: string, number: string): void {
  const { x, y, width, height } = page.getCropBox()
  const size = 9
  const write = (text: string, at: number) =>
    page.drawText(text, { x: x + (width - font.widthOfTextAtSize(text, size)) / 2, y: at, size, font })
  // Read out on every page they would only disturb: they are marked as what is not content.
  artifact(page, () => {
    if (marking !== '') write(marking, y + height - 24)
    write([marking, number].filter((each) => each !== '').join('   '), y + 16)
  })
}

/**
 * Puts the pages of other PDFs into one and stamps each page with the marking, top and bottom, and its number. Tags, bookmarks, language
 * and title of the base stay; what was put in is as accessible as its sender made it, so the file then no longer says that it conforms to
 * PDF/UA.
 */
export async function insertPages(base: Buffer, inserted: readonly Inserted[], marking: string): Promise<Buffer> {
  const document = await PDFDocument.load(base, { updateMetadata: false })
  let moved = 0
  for (const { after, document: other } of inserted.toSorted((a, b) => a.after - b.after)) {
    const pages = await document.copyPages(other, other.getPageIndices())
    for (const page of pages) document.insertPage(after + moved++, page)
  }
  if (inserted.length > 0) document.catalog.delete(PDFName.of('Metadata'))
  const font = await document.embedFont(StandardFonts.Helvetica)
  const pages = document.getPages()
  for (const [index, page] of pages.entries()) stamp(page, font, marking, `Page ${index + 1} of ${pages.length}`)
  document.catalog.set(
    PDFName.of('PageLabels'),
    document.context.obj({ Nums: [PDFNumber.of(0), { S: PDFName.of('D'), St: PDFNumber.of(1) }] }),
  )
  return Buffer.from(await document.save({ useObjectStreams: false }))
}
