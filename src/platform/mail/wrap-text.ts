/**
 * Plain text in lines of at most `width` characters, broken at spaces. A word that is longer, such as a link, stays whole on a line of
 * its own, so that it can still be followed. Line breaks that are there stay, as LF.
 */
export function wrapText(text: string, width = 72): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => wrapLine(line.trimEnd(), width))
    .join('\n')
}

function wrapLine(line: string, width: number): string {
  if (line.length <= width) return line
  // A list's second line stands under its first word.
  const indent = /^\s*(?:[-*•]\s+)?/.exec(line)?.[0].length ?? 0
  const lines: string[] = []
  let current = line.slice(0, indent)
  let isEmpty = true
  for (const word of line.slice(indent).split(/\s+/)) {
    if (!isEmpty && current.length + 1 + word.length > width) {
      lines.push(current)
      current = ' '.repeat(indent)
      isEmpty = true
    }
    current += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, current].join('\n')
}
