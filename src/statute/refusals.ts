/** Text without line ends and not longer than a line, so that a refusal stays one sentence whatever was sent. */
const onOneLine = (text: string): string => {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}

/** A value that was sent, as it is shown in a refusal: text in quotes, anything else as JSON writes it. */
export const shown = (value: unknown): string =>
  typeof value === 'string' ? `'${onOneLine(value)}'` : onOneLine(JSON.stringify(value) ?? 'nothing')

/** Throws the refusal of a field: a RangeError 'field: sentence'. */
export function refuse(field: string, sentence: string): never {
  throw new RangeError(`${field}: ${sentence}`)
}

/** Runs work about a field; what it refuses with a RangeError is refused under the field's name. */
export function under<T>(field: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return refuse(field, error.message)
    throw error
  }
}

/** The field and the sentence of a refusal, for a page that shows it beside the field; undefined for any other error. */
export function refusalOf(error: unknown): { field: string; sentence: string } | undefined {
  if (!(error instanceof RangeError)) return undefined
  const [, field, sentence] = /^([\w.]+(?: or [\w.]+)*): (.+)$/s.exec(error.message) ?? []
  return field === undefined || sentence === undefined ? undefined : { field, sentence }
}
