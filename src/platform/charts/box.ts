import { textWidth, wrap } from './lettering.ts'
import { element, escapeXml, ink, text } from './svg.ts'

/** What stands in a box, from top to bottom. */
export type BoxContent = {
  /** Small line above the label, such as a kind of record. */
  kind?: string | undefined
  label: string
  sublabel?: string | undefined
  /** A word or two in a frame of its own, such as 'Joint with Medway'; the box then has a double outline. */
  badge?: string | undefined
  href?: string | undefined
}

/** `plain`, `strong` for the one that the drawing is about, `gap` for something that is missing: dashed and empty. */
export type BoxLook = 'plain' | 'strong' | 'gap'

/** Sizes of the letters of a box, in units of the drawing. */
export type Letters = { label: number; small: number }

/** In a drawing as wide as a page, which a usual screen shows a little enlarged. */
const wide: Letters = { label: 14, small: 12.5 }

/**
 * In a drawing for narrow screens: as wide as a page of 320 pixels leaves room, so that a unit there is a pixel, with letters no smaller
 * than the page's own small text.
 */
export const narrow = { width: 290, letters: { label: 16, small: 15.5 } }

/** Text broken into lines for a width, and the height that it needs. */
export type MeasuredBox = {
  content: BoxContent
  letters: Letters
  width: number
  height: number
  kind: string[]
  label: string[]
  sublabel: string[]
  badge: string[]
}

const inset = 10
// bold is wider than the plain letters that widths are reckoned for, the more where a machine has no Arial
const boldness = 1.22

/** Breaks the text of a box into lines. */
export function measureBox(content: BoxContent, width: number, letters: Letters = wide): MeasuredBox {
  const { label: labelSize, small: smallSize } = letters
  const room = width - 2 * inset
  const small = (words: string | undefined, bold = 1): string[] =>
    words === undefined || words === '' ? [] : wrap(words, room / bold, smallSize, 3)
  const kind = small(content.kind)
  const label = wrap(content.label, room / boldness, labelSize, 4)
  const sublabel = small(content.sublabel)
  const badge = content.badge === undefined ? [] : wrap(content.badge, room - 12, smallSize, 2)
  const height =
    2 * 9 +
    (kind.length + sublabel.length) * smallSize * 1.25 +
    label.length * labelSize * 1.25 +
    (badge.length > 0 ? badge.length * smallSize * 1.2 + 11 : 0)
  return { content, letters, width, height: Math.max(40, height), kind, label, sublabel, badge }
}

/** One box with its text, as a link where it has an address. `height` may be more than it needs; the text then stands in the middle. */
export function drawBox(box: MeasuredBox, x: number, y: number, height: number, look: BoxLook = 'plain'): string {
  const { width, content } = box
  const { label: labelSize, small: smallSize } = box.letters
  const linked = content.href !== undefined
  const outline = {
    rx: 5,
    fill: look === 'strong' ? ink.band : ink.paper,
    stroke: look === 'gap' ? ink.limit : ink.data,
    'stroke-width': look === 'strong' ? 3 : 1.25,
    'stroke-dasharray': look === 'gap' ? '5 4' : undefined,
  }
  const parts = [element('rect', { class: 'gt-chart__box', x, y, width, height, ...outline })]
  if (box.badge.length > 0) {
    parts.push(
      element('rect', {
        x: x + 3.5,
        y: y + 3.5,
        width: width - 7,
        height: height - 7,
        rx: 3,
        fill: 'none',
        stroke: ink.data,
        'stroke-width': 0.75,
      }),
    )
  }
  const middle = x + width / 2
  const centred = { 'text-anchor': 'middle' }
  let at = y + (height - box.height) / 2 + 9
  const lines = (words: readonly string[], size: number, attributes: Record<string, string | undefined>): void => {
    for (const one of words) {
      parts.push(text(middle, at + size * 0.95, one, { 'font-size': size, ...centred, ...attributes }))
      at += size * 1.25
    }
  }
  lines(box.kind, smallSize, { fill: ink.quiet })
  lines(box.label, labelSize, {
    'font-weight': look === 'gap' ? undefined : 'bold',
    fill: look === 'gap' ? ink.quiet : linked ? ink.link : ink.text,
    'text-decoration': linked ? 'underline' : undefined,
  })
  lines(box.sublabel, smallSize, { fill: ink.quiet })
  if (box.badge.length > 0) {
    const badgeWidth = Math.max(...box.badge.map((one) => textWidth(one, smallSize))) + 14
    const tag = {
      x: middle - badgeWidth / 2,
      y: at + 4,
      width: badgeWidth,
      height: box.badge.length * smallSize * 1.2 + 4,
      fill: ink.paper,
      stroke: ink.text,
    }
    parts.push(element('rect', { class: 'gt-chart__badge', ...tag }))
    at += 6
    lines(box.badge, smallSize, {})
  }
  if (content.href === undefined) return element('g', {}, ...parts)
  return `<a class="gt-chart__link" href="${escapeXml(content.href)}">${parts.join('')}</a>`
}
