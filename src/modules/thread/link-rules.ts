import { recordKinds, relations, type RecordKind, type Relation } from './record.ts'

/** Kinds between which a relation makes sense when people make it; what modules link by themselves is theirs to judge. */
type LinkRule = { from: readonly RecordKind[]; to: readonly RecordKind[]; sameKind?: true }

const every = Object.keys(recordKinds) as RecordKind[]
const all = (...but: RecordKind[]): readonly RecordKind[] => every.filter((kind) => !but.includes(kind))
const work = ['recommendation', 'action', 'project', 'measure', 'outcome', 'indicator', 'matter', 'decision'] as const
const claims = [
  'priority',
  'outcome',
  'measure',
  'recommendation',
  'action',
  'project',
  'warning',
  'decision',
  'assurance',
  'report-section',
  'guidance',
  'sign-off',
] as const

export const linkRules: Readonly<Record<Relation, LinkRule>> = {
  serves: {
    from: [...work, 'guidance', 'agreement', 'document', 'protocol', 'review', 'warning'],
    to: ['priority', 'outcome', 'recommendation', 'project'],
  },
  'reported in': {
    from: all('report', 'circular', 'group'),
    to: ['report', 'report-section', 'circular', 'feedback', 'paper', 'meeting'],
  },
  'given to': { from: all('group', 'report-section', 'return', 'indicator', 'priority'), to: ['group'] },
  evidences: {
    from: [
      'evidence',
      'document',
      'return',
      'review',
      'paper',
      'feedback',
      'sign-off',
      'indicator',
      'measure',
      'report',
    ],
    to: claims,
  },
  measures: {
    from: ['indicator', 'measure'],
    to: ['priority', 'outcome', 'recommendation', 'action', 'project', 'measure'],
  },
  answers: {
    from: ['evidence', 'indicator', 'decision', 'action', 'feedback', 'document', 'recommendation'],
    to: ['warning', 'matter', 'priority', 'outcome', 'measure', 'report-section', 'guidance', 'assurance'],
  },
  'part of': {
    from: [
      'action',
      'recommendation',
      'outcome',
      'measure',
      'project',
      'paper',
      'matter',
      'report-section',
      'document',
    ],
    to: ['action', 'recommendation', 'outcome', 'priority', 'project', 'matter', 'meeting', 'report', 'document'],
  },
  'came from': {
    from: all('priority', 'group', 'return'),
    to: all('report-section', 'cascade'),
  },
  repeats: { from: every, to: every, sameKind: true },
  supersedes: { from: all('group', 'return', 'meeting', 'review'), to: every, sameKind: true },
}

/** Relations that say what stands above what: in a circle nothing would stand above anything. */
const withoutCircles: ReadonlySet<string> = new Set<Relation>(['serves', 'part of', 'supersedes'])
export const mayNotCircle = (relation: Relation): boolean => withoutCircles.has(relation)

/** Whether a person may say that a record of one kind stands in this relation to one of another kind. */
export function makesSense(from: string, relation: Relation, to: string): boolean {
  const rule = linkRules[relation]
  const has = (kinds: readonly string[], kind: string) => kinds.includes(kind)
  return has(rule.from, from) && has(rule.to, to) && (rule.sameKind !== true || from === to)
}

/** A relation as it is chosen from one record's side: 'serves', or '~serves' for 'is served by'. */
export type Side = Relation | `~${Relation}`

export function readSide(side: string): { relation: Relation; backwards: boolean } | null {
  const backwards = side.startsWith('~')
  const name = backwards ? side.slice(1) : side
  return Object.hasOwn(relations, name) ? { relation: name as Relation, backwards } : null
}

/** What may be said of a record of `kind` towards one of `other`, in words from the first one's side. */
export const sidesBetween = (kind: string, other: string): { side: Side; words: string }[] =>
  (Object.keys(relations) as Relation[]).flatMap((relation) => [
    ...(makesSense(kind, relation, other) ? [{ side: relation, words: relations[relation].words }] : []),
    ...(makesSense(other, relation, kind)
      ? [{ side: `~${relation}` as const, words: relations[relation].backwards }]
      : []),
  ])
