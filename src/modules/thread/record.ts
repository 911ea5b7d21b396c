/** Kinds of record, the letters in their reference, what they are called on a page, and the right that their own page needs. */
export const recordKinds = {
  priority: { letters: 'PRI', name: 'Priority', readWith: 'thread.read' },
  indicator: { letters: 'IND', name: 'Indicator', readWith: 'indicators.read' },
  return: { letters: 'RET', name: 'Return', readWith: 'returns.read' },
  warning: { letters: 'WRN', name: 'Early warning', readWith: 'early-warning.read' },
  evidence: { letters: 'EVI', name: 'Evidence', readWith: 'early-warning.read' },
  report: { letters: 'REP', name: 'Yearly report', readWith: 'reports.read' },
  'report-section': { letters: 'SEC', name: 'Report section', readWith: 'reports.read' },
  group: { letters: 'GRP', name: 'Group', readWith: 'partnerships.read' },
  review: { letters: 'REV', name: 'Review', readWith: 'reviews.cases' },
} as const satisfies Record<string, { letters: string; name: string; readWith: string }>

export type RecordKind = keyof typeof recordKinds

/** Named relations, read from the first record to the second, and the words when read backwards. */
export const relations = {
  serves: { words: 'serves', backwards: 'is served by', up: true },
  'reported in': { words: 'is reported in', backwards: 'reports', up: true },
  'given to': { words: 'is given to', backwards: 'was given', up: true },
  evidences: { words: 'is evidence for', backwards: 'rests on', up: true },
  measures: { words: 'measures', backwards: 'is measured by', up: true },
  answers: { words: 'answers', backwards: 'is answered by', up: true },
  'came from': { words: 'came from', backwards: 'led to', up: false },
  repeats: { words: 'repeats', backwards: 'is repeated by', up: false },
} as const satisfies Record<string, { words: string; backwards: string; up: boolean }>

export type Relation = keyof typeof relations

/** 'KSCMP', 'warning', 2026, 3 as 'KSCMP-WRN-2026-003'. */
export const referenceOf = (shortName: string, kind: RecordKind, year: number, number: number): string =>
  `${shortName}-${recordKinds[kind].letters}-${year}-${String(number).padStart(3, '0')}`

/** The right that a person needs to open the page of a record of this kind. */
export const readWith = (kind: string): string => recordKinds[kind as RecordKind]?.readWith ?? 'thread.read'
