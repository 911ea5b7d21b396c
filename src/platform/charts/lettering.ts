/** Widths of the ASCII characters in ems, about those of Arial, a little too wide rather than too narrow. */
const ems = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCodePoint(code)
  if ("iljtfrI.,:;|!'()[]/- ".includes(character)) return 0.32
  if ('mwMW%@'.includes(character)) return 0.88
  return character >= 'A' && character <= 'Z' ? 0.7 : 0.56
})

/** About how wide a text is at a font size, in the units of the size. */
export function textWidth(content: string, size: number): number {
  let width = 0
  for (let i = 0; i < content.length; i++) width += ems[content.charCodeAt(i)] ?? 0.56
  return width * size
}

/** Lines no wider than `width`, broken at spaces; a word that is too long alone is cut. At most `maxLines`, the last ending in '…'. */
export function wrap(content: string, width: number, size: number, maxLines = 99): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of content.split(/\s+/).flatMap((one) => pieces(one, width, size))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  if (line !== '') lines.push(line)
  if (lines.length <= maxLines) return lines
  const kept = lines.slice(0, maxLines)
  return [...kept.slice(0, -1), `${kept.at(-1) ?? ''}…`]
}

function pieces(word: string, width: number, size: number): string[] {
  const cut: string[] = []
  let rest = word
  while (textWidth(rest, size) > width && rest.length > 1) {
    let length = rest.length - 1
    while (length > 1 && textWidth(rest.slice(0, length), size) > width) length--
    cut.push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  return [...cut, rest]
}

type Block = { start: number; height: number; wanted: number[] }

/**
 * Where to put labels so that none overlaps another: each is `height` high and wants its middle at `y`. Keeps their order, moves them as
 * little as it can and stays between `top` and `bottom` where there is room. Returns middles in the order given.
 */
export function spreadLabels(labels: readonly { y: number; height: number }[], top: number, bottom: number): number[] {
  const order = labels.map((_, i) => i).sort((a, b) => (labels[a]?.y ?? 0) - (labels[b]?.y ?? 0))
  const blocks: Block[] = []
  for (const i of order) {
    const { y, height } = labels[i] ?? { y: 0, height: 0 }
    let block: Block = { start: 0, height, wanted: [y - height / 2] }
    settle(block, top, bottom)
    for (
      let above = blocks.at(-1);
      above !== undefined && above.start + above.height > block.start;
      above = blocks.at(-1)
    ) {
      const offset = above.height
      block = {
        start: 0,
        height: offset + block.height,
        wanted: [...above.wanted, ...block.wanted.map((start) => start - offset)],
      }
      settle(block, top, bottom)
      blocks.pop()
    }
    blocks.push(block)
  }
  const middles: number[] = []
  let at = 0
  for (const block of blocks) {
    let y = block.start
    for (let k = 0; k < block.wanted.length; k++) {
      const i = order[at++] ?? 0
      const height = labels[i]?.height ?? 0
      middles[i] = y + height / 2
      y += height
    }
  }
  return middles
}

/** A block starts where its labels would like it on average, inside the bounds; at the top when it is too high for them. */
function settle(block: Block, top: number, bottom: number): void {
  const wanted = block.wanted.reduce((sum, start) => sum + start, 0) / block.wanted.length
  block.start = Math.max(top, Math.min(wanted, bottom - block.height))
}

/** Every how many places a label can be written when each needs `needed` and places are `step` apart. */
export function labelEvery(needed: number, step: number): number {
  return step <= 0 ? 1 : Math.max(1, Math.ceil(needed / step))
}

const plain = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

/** A number as people write it: 12,345.6 */
export const plainNumber = (value: number): string => plain.format(value)
