import type { Block } from '#platform/documents/document.ts'
import { blocksToHtml } from '#platform/documents/to-html.ts'

/** A block as HTML; a table or drawing has a label, so that it can stand in a region of its own that scrolls sideways. */
export type ReadablePart = { html: string; label: string }

/** Blocks for the middle of a page, tables and drawings apart from the rest. Labels are told apart by a number where two are the same. */
export function readable(blocks: readonly Block[]): ReadablePart[] {
  const used = new Map<string, number>()
  return blocks.map((block) => {
    const html = blocksToHtml([block], { contentsFrom: blocks })
    if (block.type !== 'table' && block.type !== 'figure') return { html, label: '' }
    const caption = block.caption === '' ? 'Table' : block.caption
    const count = (used.get(caption) ?? 0) + 1
    used.set(caption, count)
    return { html, label: count === 1 ? caption : `${caption} (${count})` }
  })
}
