/** Kinds of record, the letters in their reference, what they are called on a page, and the right that their own page needs. */
export const recordKinds = {
  priority: { letters: 'PRI', name: 'Priority', readWith: 'plan.read' },
  indicator: { letters: 'IND', name: 'Indicator', readWith: 'indicators.read' },
  return: { letters: 'RET', name: 'Return', readWith: 'returns.read' },
  warning: { letters: 'WRN', name: 'Early warning', readWith: 'early-warning.read' },
  evidence: { letters: 'EVI', name: 'Evidence', readWith: 'tracker.read' },
  report: { letters: 'REP', name: 'Yearly report', readWith: 'reports.read' },
  'report-section': { letters: 'SEC', name: 'Report section', readWith: 'reports.read' },
  group: { letters: 'GRP', name: 'Group', readWith: 'partnerships.read' },
  review: { letters: 'REV', name: 'Review', readWith: 'reviews.cases' },
  recommendation: { letters: 'REC', name: 'Recommendation', readWith: 'tracker.read' },
  action: { letters: 'ACT', name: 'Action', readWith: 'tracker.read' },
  outcome: { letters: 'OUT', name: 'Outcome for children', readWith: 'plan.read' },
  measure: { letters: 'MEA', name: 'Measure', readWith: 'plan.read' },
  project: { letters: 'PRO', name: 'Project', readWith: 'plan.read' },
  meeting: { letters: 'MTG', name: 'Meeting', readWith: 'meetings.read' },
  matter: { letters: 'MAT', name: 'Matter', readWith: 'meetings.read' },
  paper: { letters: 'PAP', name: 'Paper', readWith: 'meetings.read' },
  decision: { letters: 'DEC', name: 'Decision', readWith: 'minutes.read' },
  feedback: { letters: 'FBK', name: 'Feedback of a group', readWith: 'minutes.read' },
  circular: { letters: 'CIR', name: 'Executive Circular', readWith: 'minutes.read' },
  cascade: { letters: 'CAS', name: 'Cascade', readWith: 'minutes.read' },
  terms: { letters: 'TOR', name: 'Terms of reference', readWith: 'partnerships.read' },
  document: { letters: 'DOC', name: 'Policy or published document', readWith: 'governance.read' },
  'sign-off': { letters: 'SGN', name: 'Sign-off', readWith: 'governance.read' },
  assurance: { letters: 'ASR', name: 'Assurance to a chief officer', readWith: 'governance.read' },
  protocol: { letters: 'PTC', name: 'Protocol or link with another board', readWith: 'governance.read' },
  dispute: { letters: 'DIS', name: 'Dispute between partners', readWith: 'governance.disputes' },
  guidance: { letters: 'GUI', name: 'Guidance or reform', readWith: 'governance.read' },
  agreement: { letters: 'ISA', name: 'Information-sharing agreement', readWith: 'governance.read' },
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
  'part of': { words: 'is part of', backwards: 'consists of', up: true },
  'came from': { words: 'came from', backwards: 'led to', up: false },
  repeats: { words: 'repeats', backwards: 'is repeated by', up: false },
  supersedes: { words: 'supersedes', backwards: 'is superseded by', up: false },
} as const satisfies Record<string, { words: string; backwards: string; up: boolean }>

export type Relation = keyof typeof relations

/** Kinds that carry something out: they stand below what they came from, where whatever else came from something stands above it. */
const work: ReadonlySet<string> = new Set<RecordKind>(['action', 'project'])

/** Whether a link leads up, read from its first record to its second: an action serves the decision that it came from. */
export const leadsUp = (relation: Relation, fromKind: string): boolean =>
  relations[relation].up || (relation === 'came from' && work.has(fromKind))

/** 'KSCMP', 'warning', 2026, 3 as 'KSCMP-WRN-2026-003'. */
export const referenceOf = (shortName: string, kind: RecordKind, year: number, number: number): string =>
  `${shortName}-${recordKinds[kind].letters}-${year}-${String(number).padStart(3, '0')}`

/** The right that a person needs to open the page of a record of this kind. */
export const readWith = (kind: string): string => recordKinds[kind as RecordKind]?.readWith ?? 'thread.read'
