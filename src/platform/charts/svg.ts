/** Attributes of an element; an undefined one is left out. Presentation attributes only: never `style`, which a strict CSP forbids. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
// characters that XML 1.0 forbids even as references
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

// oxlint-disable-next-line no-control-regex
const risky = /[&<>"'\u0000-\u001f\ufffe\uffff]/

/** Text made safe for XML, in an element or an attribute. */
export function escapeXml(text: string): string {
  if (!risky.test(text)) return text
  return text.replace(forbidden, '').replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A number with at most two decimals, so that a drawing stays small. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** One element. `children` are elements already written; text goes through `escapeXml` or `text` first. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  let tag = `<${name}`
  for (const key in attributes) {
    const value = attributes[key]
    if (value === undefined) continue
    tag += ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`
  }
  const inside = children.join('')
  return inside === '' ? `${tag}/>` : `${tag}>${inside}</${name}>`
}

/** One line of text with its baseline at `y`. */
export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escapeXml(content))
}

/** A tooltip; browsers show it when the pointer rests on the element around it. */
export const tooltip = (content: string): string => element('title', {}, escapeXml(content))

/** Paper-coloured edge behind letters, so that a line under them does not run through them. */
export const halo = {
  stroke: '#ffffff',
  'stroke-width': 4,
  'stroke-linejoin': 'round',
  'paint-order': 'stroke',
} as const

export type Drawing = {
  /** Unique on the page: the ids of title and description are made from it. */
  id: string
  /** What the drawing is. */
  title: string
  /** What the drawing says, in words. */
  description: string
  width: number
  height: number
  /** Further class beside `gt-chart`, such as `gt-chart--course`. */
  className: string
  fontSize: number
  /** Whether links are inside: a picture may hold none, so the drawing is then a group. */
  hasLinks?: boolean
}

/** The whole `<svg>`, named by its title and description, with a viewBox and no size of its own so that it scales. */
export function drawing(spec: Drawing, ...body: readonly string[]): string {
  const { id, width, height } = spec
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `gt-chart ${spec.className}`,
      role: spec.hasLinks === true ? 'group' : 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      'font-family': 'Arial, Helvetica, sans-serif',
      'font-size': spec.fontSize,
      fill: ink.text,
    },
    element('title', { id: `${id}-title` }, escapeXml(spec.title)),
    element('desc', { id: `${id}-desc` }, escapeXml(spec.description)),
    ...body,
  )
}

/**
 * The few inks of all charts. Contrast against white: text 19, data 10, quiet 7, limit 4.6, accent 5.3 to 1; grid and band only help the
 * eye and carry nothing alone. Signals differ by shape and word besides the accent.
 */
export const ink = {
  text: '#0b0c0c',
  data: '#12436d',
  quiet: '#505a5f',
  limit: '#6f777b',
  accent: '#b8460e',
  grid: '#dfe1e2',
  band: '#f3f2f1',
  link: '#1a65a6',
  paper: '#ffffff',
} as const
