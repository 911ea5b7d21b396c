/** What a column of somebody's action tracker holds, guessed by its heading in the spellings that people use. */
const spellings = {
  reference: /^((action|item|rec|recommendation|row) )?(ref|reference|no|nr|number|id|#)( (no|number))?$|^item$/,
  done: /(date|when) (completed|closed|done|delivered)|^(completed|closed|delivered|done) (on|date)$/,
  raised:
    /(date|when) (raised|agreed|added|set|of meeting|opened|identified)|^(raised|meeting date|start date|date)$|^date raised/,
  due: /(due|deadline|target|time ?scale|by when|complete by|completion date|date for completion|when by|^when$|end date)/,
  owner: /(owner|lead|responsib|by whom|^who$|agency|agencies|organisation|assigned|accountable|^for$)/,
  priority: /(priority|urgency)/,
  theme: /(theme|category|topic|strand)/,
  state: /(status|^state$|^rag|brag|complete\b|^closed|open or closed)/,
  update: /(update|progress|comment|note|position|what has been done|outcome|evidence)/,
  source: /(source|origin|^from$|^review|which (review|audit|meeting)|^meeting$|^audit$)/,
  title: /(action|recommendation|what|description|task|learning|issue|detail)/,
} as const satisfies Record<string, RegExp>

export type ColumnKind = keyof typeof spellings
export type Columns = Partial<Record<ColumnKind, number>>
const order = Object.keys(spellings) as ColumnKind[]

export const columnWords: Readonly<Record<ColumnKind, string>> = {
  reference: 'its number in the spreadsheet',
  title: 'the recommendation or action',
  owner: 'who owes it',
  due: 'the date it is due',
  done: 'the date it was done',
  raised: 'the date it was raised',
  state: 'its state',
  update: 'the latest update',
  source: 'what it came from',
  theme: 'its theme',
  priority: 'its priority',
}

export const plainHeading = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9#]+/g, ' ')
    .trim()

const kindOf = (heading: string): ColumnKind | undefined => {
  const plain = plainHeading(heading)
  // 'Action owner' names an owner and 'Action' the action: what is more particular is asked first.
  return plain === '' ? undefined : order.find((kind) => spellings[kind].test(plain))
}

/** Which column (from 0) holds what; of two that could, the first one. */
export function readHeadings(headings: readonly string[]): Columns {
  const columns: Columns = {}
  for (const [index, heading] of headings.entries()) {
    const kind = kindOf(heading)
    if (kind !== undefined) columns[kind] ??= index
  }
  return columns
}

/** Every further column (from 0) of a kind that trackers have several of: one for each quarter, or comments beside progress. */
export const furtherColumns = (headings: readonly string[], kind: 'state' | 'update', first: number | undefined) =>
  headings.flatMap((heading, index) => (index !== first && kindOf(heading) === kind ? [index] : []))

/** Whether a row looks like the headings of an action tracker: it names the action and at least two things more. */
export function looksLikeHeadings(headings: readonly string[]): boolean {
  const columns = readHeadings(headings)
  const isShort = headings.every((heading) => heading.length <= 60)
  return isShort && columns.title !== undefined && Object.keys(columns).length >= 3
}

/**
 * The headings of a row and the one below it as one, where the second divides the first: 'Dates' over 'Raised' and 'Due'. Null where
 * the row below is none of headings: it says an action, something long, a number, or nothing that the first row leaves open.
 */
export function twoRowHeadings(upper: readonly string[], lower: readonly string[]): string[] | null {
  const above = readHeadings(upper)
  const filled = lower.filter((text) => text.trim() !== '')
  const saysAction = above.title !== undefined && !['', upper[above.title]?.trim()].includes(lower[above.title]?.trim())
  if (filled.length < 2 || saysAction || filled.some((text) => text.length > 30 || /\d/.test(text))) return null
  if (Object.keys(readHeadings(lower)).every((kind) => kind in above)) return null
  let over = ''
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_each, index) => {
    const [top, bottom] = [(upper[index] ?? '').trim(), (lower[index] ?? '').trim()]
    // A heading merged over several columns is said once, by the first of them.
    if (top !== '') over = top
    if (bottom === '' || bottom === top) return top
    return kindOf(bottom) === undefined && over !== '' ? `${over}: ${bottom}` : bottom
  })
}
