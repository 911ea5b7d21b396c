import type { HistoryLine } from '#modules/thread/public.ts'
import { instantInWords } from '#platform/dates.ts'
import { plural } from '#platform/words.ts'

const countOf = (details: unknown, key: string): number => {
  const value: unknown = typeof details === 'object' && details !== null ? Reflect.get(details, key) : 0
  return typeof value === 'number' ? value : 0
}
const textOf = (details: unknown, key: string): string => {
  const value: unknown = typeof details === 'object' && details !== null ? Reflect.get(details, key) : ''
  return typeof value === 'string' ? value : ''
}

const words: Record<string, (details: unknown) => string> = {
  'returns.figures-saved': (details) => {
    const removed = countOf(details, 'removed')
    return `saved ${plural(countOf(details, 'changed'), 'changed figure')}${removed > 0 ? ` and took ${removed} out` : ''}`
  },
  'returns.file-received': (details) => `sent a file with ${plural(countOf(details, 'changed'), 'changed figure')}`,
  'returns.return-signed-off': (details) =>
    `signed the return off in the name of ${textOf(details, 'officer')}, ${textOf(details, 'office')}`,
  'returns.return-accepted': (details) => `accepted the return: ${plural(countOf(details, 'figures'), 'figure')}`,
  'returns.return-returned': () => 'sent the return back',
  'returns.return-reopened': () => 'reopened the return',
}

/** What happened to a return, newest first: when, who in which office, and what in words. The newest 20. */
export const historyOf = (lines: readonly HistoryLine[]): { at: string; who: string; what: string }[] =>
  lines
    .toReversed()
    .slice(0, 20)
    .map(({ at, name, person, office, details }) => ({
      at: instantInWords(at),
      who: `${person}, ${office}`,
      what: words[name]?.(details) ?? name,
    }))
