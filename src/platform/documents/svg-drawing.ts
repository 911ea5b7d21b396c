/** Drawings come from our own charts; this is the second lock, should something else ever be handed in. */

const dangers = /<script|<foreignobject|<iframe|<!doctype|<!entity|\son[a-z]+\s*=|javascript:|data:text|<\?/i

/** True for one whole `<svg>` element without script, foreign content or event handlers. */
export function isPlainSvg(svg: string): boolean {
  const text = svg.trim()
  return /^<svg[\s>]/.test(text) && text.endsWith('</svg>') && !dangers.test(text)
}

/** The drawing as a file of its own: with a size, a typeface and the namespace, which a page supplies and a file must have. */
export function standaloneSvg(svg: string, size: { width: number; height: number }): string {
  const [start = '<svg>'] = /^<svg[^>]*>/.exec(svg.trim()) ?? []
  const add = (name: string, value: string) => (new RegExp(`\\s${name}=`).test(start) ? '' : ` ${name}="${value}"`)
  const added = [
    add('xmlns', 'http://www.w3.org/2000/svg'),
    add('width', String(size.width)),
    add('height', String(size.height)),
    add('font-family', 'Arial, Liberation Sans, sans-serif'),
  ]
  return svg.trim().replace('<svg', `<svg${added.join('')}`)
}
