import { ImageRun, LineRuleType, Paragraph, type IContext, type IXmlableObject } from 'docx'
import type { Figure } from './document.ts'
import { clean, docxParagraph, type DocxContext } from './docx-text.ts'
import { isPlainSvg, standaloneSvg } from './svg-drawing.ts'

/** The largest drawing that fits the text width and leaves room for its caption, in CSS pixels. */
const room = { width: 624, height: 780 } as const

/** One grey pixel: what Word versions without SVG (before 2019) show in place of the drawing. */
const grey = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP49AkAAwMBgLrTjhsAAAAASUVORK5CYII=',
  'base64',
)

/**
 * A drawing that both Word and LibreOffice show. Word 2019 and later read the SVG beside a PNG (`asvg:svgBlip`); LibreOffice before 24 sees
 * only the PNG of it. So the drawing is written twice: Word takes the choice (it knows `cx1`), others the fallback, where the SVG is the picture.
 */
class SvgRun extends ImageRun {
  override prepForXml(context: IContext): IXmlableObject | undefined {
    const run = super.prepForXml(context)
    const parts: unknown = run?.['w:r']
    if (!Array.isArray(parts)) return run
    const children: unknown[] = parts.map((part: unknown) => (isDrawing(part) ? bothWays(part) : part))
    return { 'w:r': children }
  }
}

const isDrawing = (part: unknown): part is object => typeof part === 'object' && part !== null && 'w:drawing' in part

function bothWays(drawing: object): object {
  const text = JSON.stringify(drawing)
  const svg = /"asvg:svgBlip":\{"_attr":\{[^}]*"r:embed":"(rId\{[^}"]+\})"/.exec(text)?.[1]
  if (svg === undefined) return drawing
  const fallback: unknown = JSON.parse(text, (key, value: unknown) =>
    key === 'a:blip' ? { _attr: { 'r:embed': svg } } : value,
  )
  return {
    'mc:AlternateContent': [{ 'mc:Choice': [{ _attr: { Requires: 'cx1' } }, drawing] }, { 'mc:Fallback': [fallback] }],
  }
}

/** A figure: caption, then the drawing with its alternative text; where the drawing is not one of ours, its words instead. */
export function docxFigure(figure: Figure, context: DocxContext, number: number): Paragraph[] {
  const caption = docxParagraph(figure.caption, context, { style: 'Caption', keepNext: true })
  if (!isPlainSvg(figure.svg) || !(figure.width > 0) || !(figure.height > 0))
    return [caption, docxParagraph(figure.alt, context)]
  const scale = Math.min(1, room.width / figure.width, room.height / figure.height)
  const size = { width: Math.round(figure.width * scale), height: Math.round(figure.height * scale) }
  const image = new SvgRun({
    type: 'svg',
    data: Buffer.from(clean(standaloneSvg(figure.svg, figure))),
    transformation: size,
    fallback: { type: 'png', data: grey },
    altText: { name: `Figure ${number}`, title: clean(figure.caption), description: clean(figure.alt) },
  })
  return [
    caption,
    new Paragraph({ children: [image], spacing: { after: 160, line: 240, lineRule: LineRuleType.AUTO } }),
  ]
}
