/** Splits CSV text by RFC 4180, kindly: any line ending, rows of any length, a quotation mark inside an unquoted field is just that. */

export type CsvRows = {
  /** At most `keep` rows. */
  rows: string[][]
  /** All rows that have anything in them. */
  filledRows: number
  /** The row (from 1) where a quotation mark was opened and never closed. */
  openQuoteRow?: number
}

const delimiters = [',', ';', '\t', '|'] as const

/** Reads one field that starts at `from`; gives where it ends. */
function readField(text: string, from: number, delimiter: string): { value: string; next: number; isOpen: boolean } {
  let value = ''
  let at = from
  if (text[at] === '"') {
    for (at += 1; ;) {
      const quote = text.indexOf('"', at)
      if (quote === -1) return { value: value + text.slice(at), next: text.length, isOpen: true }
      value += text.slice(at, quote)
      at = quote + 1
      if (text[at] !== '"') break
      value += '"'
      at += 1
    }
  }
  const start = at
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1
  return { value: value + text.slice(start, at), next: at, isOpen: false }
}

/** All rows of `text`, of which the first `keep` are built; the others are only counted. */
export function splitCsv(text: string, delimiter: string, keep: number): CsvRows {
  const rows: string[][] = []
  let filledRows = 0
  let number = 0
  for (let at = 0; at < text.length;) {
    number += 1
    const row: string[] = []
    let isFilled = false
    for (;;) {
      const field = readField(text, at, delimiter)
      if (field.isOpen) return { rows, filledRows, openQuoteRow: number }
      if (rows.length < keep) row.push(field.value)
      isFilled ||= field.value.trim() !== ''
      at = field.next
      if (text[at] !== delimiter) break
      at += 1
    }
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    if (rows.length < keep) rows.push(row)
    if (isFilled) filledRows += 1
  }
  return { rows, filledRows }
}

/** Excel's own first line, 'sep=;', which names the delimiter. */
export function declaredDelimiter(text: string): { delimiter: string; rest: string } | undefined {
  const found = /^sep=(.)(\r\n|\n|\r)/i.exec(text)
  return found ? { delimiter: found[1] ?? ',', rest: text.slice(found[0].length) } : undefined
}

/** The delimiter with which the first rows come out most alike, and longest: a decimal comma does not make a comma the delimiter. */
export function detectDelimiter(text: string): string {
  const sample = text.slice(0, 20_000)
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const widths = splitCsv(sample, delimiter, 30)
      .rows.map((row) => row.length)
      .filter((width) => width > 1)
    if (widths.length === 0) continue
    const commonest = Math.max(...widths.map((width) => widths.filter((other) => other === width).length))
    const width = widths.find((each) => widths.filter((other) => other === each).length === commonest) ?? 1
    const score = commonest + Math.min(width, 50) / 100
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
