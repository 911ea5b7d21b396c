import type { RecordKind, Relation } from './record.ts'

/** A link that fills a gap: read from the record ('out') or towards it ('in'), and to or from which kinds where that matters. */
export type Filling = { way: 'out' | 'in'; relations: readonly Relation[]; kinds?: readonly RecordKind[] }

/** What a record of a kind must be linked to, after how long, what is said when it is not, and what to do about it. */
export type GapRule = {
  key: string
  kind: RecordKind
  /** Asked only of records in these states; of those in every other state but `notIn`. Unknown states are asked. */
  onlyIn?: readonly string[]
  notIn?: readonly string[]
  /** Any of these fills it. */
  filledBy: readonly Filling[]
  /** Also filled by what hangs on the records that serve this one or are part of it: the measures of a priority's outcomes. */
  orThroughItsParts?: true
  /** Days that a record has after it was registered before its gap is listed. This product's choice, not a rule of guidance. */
  afterDays: number
  /** Where the thread is open: 'above' the record or 'below' it. */
  side: 'above' | 'below'
  words: string
  remedy: string
}

/** States in which nothing more is expected of a record. */
const over = [
  'declined',
  'superseded',
  'lapsed',
  'withdrawn',
  'cancelled',
  'closed',
  'stopped',
  'ended',
  'retired',
] as const
const early = ['draft', 'proposed', 'planned'] as const

export const gapRules: readonly GapRule[] = [
  {
    key: 'priority-measure',
    kind: 'priority',
    notIn: over,
    filledBy: [
      { way: 'in', relations: ['measures'] },
      { way: 'in', relations: ['serves', 'part of'], kinds: ['measure', 'indicator'] },
    ],
    orThroughItsParts: true,
    afterDays: 28,
    side: 'below',
    words: 'Nothing measures it yet',
    remedy: 'Link an indicator, or a measure of the plan, that would show whether it is reached.',
  },
  {
    key: 'priority-evidence',
    kind: 'priority',
    notIn: over,
    filledBy: [{ way: 'in', relations: ['evidences', 'answers'] }],
    orThroughItsParts: true,
    afterDays: 91,
    side: 'below',
    words: 'No evidence under it yet',
    remedy: 'Link evidence to the priority or to what serves it.',
  },
  {
    key: 'outcome-measure',
    kind: 'outcome',
    notIn: over,
    filledBy: [
      { way: 'in', relations: ['measures'] },
      { way: 'in', relations: ['serves', 'part of'], kinds: ['measure', 'indicator'] },
    ],
    afterDays: 28,
    side: 'below',
    words: 'Nothing measures it yet',
    remedy: 'Link the measure or indicator by which a child would notice.',
  },
  {
    key: 'recommendation-action',
    kind: 'recommendation',
    notIn: [...over, ...early],
    filledBy: [{ way: 'in', relations: ['serves', 'came from', 'part of', 'answers'], kinds: ['action', 'project'] }],
    afterDays: 14,
    side: 'below',
    words: 'No action carries it out yet',
    remedy: 'Raise an action for it, or link the one that carries it out.',
  },
  {
    key: 'recommendation-evidence',
    kind: 'recommendation',
    onlyIn: ['delivered', 'evidenced', 'embedded', 'sustained'],
    filledBy: [{ way: 'in', relations: ['evidences'] }],
    orThroughItsParts: true,
    afterDays: 0,
    side: 'below',
    words: 'No evidence of its impact yet',
    remedy: 'Add evidence that practice changed: delivery alone does not show it.',
  },
  {
    key: 'action-evidence',
    kind: 'action',
    onlyIn: ['delivered', 'evidenced', 'embedded', 'sustained'],
    filledBy: [{ way: 'in', relations: ['evidences'] }],
    afterDays: 0,
    side: 'below',
    words: 'Delivered without evidence',
    remedy: 'Add what shows that it was done, and on which day that was true.',
  },
  {
    key: 'action-purpose',
    kind: 'action',
    notIn: over,
    filledBy: [{ way: 'out', relations: ['serves', 'came from', 'part of', 'answers'] }],
    afterDays: 0,
    side: 'above',
    words: 'Serves nothing and came from nothing',
    remedy: 'Link the recommendation, decision or priority for which it is done.',
  },
  {
    key: 'decision-follow-up',
    kind: 'decision',
    notIn: [...over, ...early, 'noted'],
    filledBy: [
      { way: 'in', relations: ['came from', 'serves', 'evidences', 'answers', 'supersedes'] },
      { way: 'out', relations: ['given to', 'evidences', 'answers'] },
    ],
    afterDays: 28,
    side: 'below',
    words: 'Nothing followed from it yet',
    remedy: 'Link the action it led to, or set this aside when nothing needs to follow.',
  },
  {
    key: 'indicator-question',
    kind: 'indicator',
    notIn: over,
    filledBy: [{ way: 'out', relations: ['serves', 'measures', 'answers'] }],
    afterDays: 28,
    side: 'above',
    words: 'Answers no question and serves no priority',
    remedy: 'Link the priority or outcome that it measures, or ask whether it is still needed.',
  },
  {
    key: 'indicator-figures',
    kind: 'indicator',
    notIn: over,
    filledBy: [{ way: 'in', relations: ['evidences'] }],
    afterDays: 91,
    side: 'below',
    words: 'No accepted figures yet',
    remedy: 'Ask the agency that supplies it for a return.',
  },
  {
    key: 'return-use',
    kind: 'return',
    onlyIn: ['accepted'],
    filledBy: [
      { way: 'out', relations: ['evidences', 'serves', 'answers', 'reported in', 'measures'] },
      { way: 'in', relations: ['came from'] },
    ],
    afterDays: 28,
    side: 'above',
    words: 'Nothing rests on its figures yet',
    remedy: 'Link the indicator, warning or report that used its figures.',
  },
  {
    key: 'warning-carried',
    kind: 'warning',
    filledBy: [
      { way: 'out', relations: ['given to', 'reported in', 'serves'] },
      { way: 'in', relations: ['came from'] },
    ],
    notIn: ['not-a-concern', 'explained', ...over],
    afterDays: 14,
    side: 'above',
    words: 'Not given to a group and not reported yet',
    remedy: 'Give it to the group that must answer.',
  },
  {
    key: 'warning-evidence',
    kind: 'warning',
    notIn: ['not-a-concern', 'explained'],
    filledBy: [{ way: 'in', relations: ['evidences', 'answers'] }],
    afterDays: 91,
    side: 'below',
    words: 'No evidence answers it yet',
    remedy: 'Answer the warning with evidence.',
  },
  {
    key: 'report-ground',
    kind: 'report',
    filledBy: [{ way: 'in', relations: ['reported in', 'evidences', 'part of'] }],
    afterDays: 28,
    side: 'below',
    words: 'Nothing that it rests on is linked yet',
    remedy: 'Put figures, warnings and decisions into the report.',
  },
  {
    key: 'section-ground',
    kind: 'report-section',
    filledBy: [{ way: 'in', relations: ['reported in', 'evidences', 'answers', 'part of'] }],
    afterDays: 28,
    side: 'below',
    words: 'Nothing that it rests on is linked yet',
    remedy: 'Put figures, warnings and decisions into the section.',
  },
  {
    key: 'guidance-answer',
    kind: 'guidance',
    notIn: [...over, 'not-for-us'],
    filledBy: [{ way: 'in', relations: ['answers', 'came from', 'evidences', 'serves'] }],
    afterDays: 28,
    side: 'below',
    words: 'Nothing was done about it yet',
    remedy: 'Link the action, document or decision that put it into practice.',
  },
]

export const gapRuleOf = (key: string): GapRule | undefined => gapRules.find((rule) => rule.key === key)
