/**
 * Handling markings. OFFICIAL-SENSITIVE is a caveat inside OFFICIAL for what only those who need it may know; published is for
 * everybody. Source: Government Security Classifications Policy, Cabinet Office.
 */
export const markings = ['OFFICIAL', 'OFFICIAL-SENSITIVE', 'published'] as const
export type Marking = (typeof markings)[number]

export const official: Marking = 'OFFICIAL'
export const sensitive: Marking = 'OFFICIAL-SENSITIVE'
export const published: Marking = 'published'

/** A file's name with its marking, such as 'kscmp-returns-2026-q2-OFFICIAL.xlsx'. `name` has no ending. */
export const markedName = (name: string, marking: Marking, ending: string): string => `${name}-${marking}.${ending}`

/**
 * The Content-Disposition header of a file to keep: its name with its marking, for old readers in ASCII and for others whole. Nothing in
 * a name can end the header or begin another.
 */
export function attachment(name: string, marking: Marking, ending: string): string {
  // A lone half of a surrogate pair cannot be written in UTF-8.
  const whole = markedName(name, marking, ending)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\\/]/gu, '_')
  const ascii = whole.replaceAll(/[^\x20-\x7e]|["%]/g, '_')
  const plain = `attachment; filename="${ascii}"`
  return ascii === whole
    ? plain
    : `${plain}; filename*=UTF-8''${encodeURIComponent(whole).replaceAll(/['()*]/g, escaped)}`
}

const escaped = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
