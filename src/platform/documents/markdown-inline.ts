import type { Token } from 'markdown-it'
import { safeHref, type Run } from './document.ts'

/** The runs of one line of Markdown: bold, italic and links; code and struck-out text come through as plain text. */
export function inlineRuns(tokens: readonly Token[]): Run[] {
  const runs: Run[] = []
  let bold = 0
  let italic = 0
  let href: string | undefined
  const push = (text: string, more: Partial<Run> = {}) => {
    if (text === '') return
    const run: Run = {
      text,
      ...(bold > 0 ? { bold: true } : {}),
      ...(italic > 0 ? { italic: true } : {}),
      ...(href === undefined ? {} : { href }),
      ...more,
    }
    runs.push(run)
  }
  for (const token of tokens) {
    switch (token.type) {
      case 'strong_open':
        bold += 1
        break
      case 'strong_close':
        bold -= 1
        break
      case 'em_open':
        italic += 1
        break
      case 'em_close':
        italic -= 1
        break
      case 'link_open':
        href = safeHref(String(token.attrGet('href') ?? ''))
        break
      case 'link_close':
        href = undefined
        break
      case 'softbreak':
        push(' ')
        break
      case 'hardbreak':
        push('\n')
        break
      case 'image':
        push(token.content.trim() === '' ? '(picture left out)' : `(picture left out: ${token.content.trim()})`, {
          italic: true,
        })
        break
      default:
        push(token.content)
    }
  }
  return runs
}
