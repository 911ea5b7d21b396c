/**
 * An error for the log: what kind, the database's codes and where in the program, never its message, which may repeat what somebody
 * typed (a driver quotes values, a parser its input). Faults of the program itself (TypeError and ReferenceError) keep theirs.
 */
export function withoutWords(error: unknown): string {
  if (!(error instanceof Error)) return `something thrown that is no error (${typeof error})`
  const isFault = error instanceof TypeError || error instanceof ReferenceError
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown }
  const facts = [code, table, constraint].filter((fact) => typeof fact === 'string' && /^[\w.-]{1,80}$/.test(fact))
  const head = [error.name, ...facts].join(' ')
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [isFault ? `${head}: ${error.message}` : head, ...frames].join('\n')
}
