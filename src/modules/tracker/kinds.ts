/** Where recommendations and actions come from (domain: a tracker with many sources keeps their provenance). */
export const sourceKinds = {
  review: 'Practice review',
  'rapid-review': 'Rapid review',
  'national-review': 'National review',
  audit: 'Multi-agency audit',
  'section-11': 'Section 11',
  scrutineer: 'Independent scrutineer',
  inspection: 'Inspection',
  cdop: 'Child Death Overview Panel',
  warning: 'Early warning',
  meeting: 'Meeting',
  plan: 'Strategic plan',
  survey: 'Survey',
  escalation: 'Escalation',
  other: 'Another source',
} as const satisfies Record<string, string>
export type SourceKind = keyof typeof sourceKinds

export const priorities = { high: 'High', medium: 'Medium', low: 'Low' } as const satisfies Record<string, string>
export type Priority = keyof typeof priorities

/** How strong an intervention is, weakest first: people forget reminders, while a changed structure goes on by itself. */
export const strengths = {
  remind: { words: 'Remind', hint: 'A message, a poster, a briefing: the weakest' },
  train: { words: 'Train', hint: 'People learn it' },
  policy: { words: 'Policy', hint: 'It is written down as what must be done' },
  process: { words: 'Process', hint: 'The form, the system or the meeting makes it happen' },
  structure: { words: 'Structure', hint: 'A post, a team or a duty makes it happen: the strongest' },
} as const satisfies Record<string, { words: string; hint: string }>
export type Strength = keyof typeof strengths

export const measureKinds = {
  indicator: 'An indicator',
  'audit-question': 'An audit question',
  'survey-item': 'A survey item',
  count: 'A count',
} as const satisfies Record<string, string>
export type MeasureKind = keyof typeof measureKinds

/** What a claim rests on. The first two say that something was done, the others that something changed. */
export const evidenceKinds = {
  activity: { words: 'Activity', hint: 'What was done: a session held, a message sent', isImpact: false },
  output: { words: 'Output', hint: 'What was made: a policy, a form, a number trained', isImpact: false },
  practice: {
    words: 'Practice',
    hint: 'What practitioners now do, as seen in an audit or by watching',
    isImpact: true,
  },
  experience: {
    words: 'Experience',
    hint: 'What children, families or practitioners say it is like now',
    isImpact: true,
  },
  outcome: { words: 'Outcome', hint: 'What became different for children', isImpact: true },
} as const satisfies Record<string, { words: string; hint: string; isImpact: boolean }>
export type EvidenceKind = keyof typeof evidenceKinds

/** What an owner says of the state of play, in place of a colour. */
export const standings = {
  'on-track': { words: 'On track', hint: 'It will be done by its date' },
  'at-risk': { words: 'At risk', hint: 'It may be late; what is needed is known' },
  'off-track': { words: 'Off track', hint: 'It will be late, or does not work' },
  'not-started': { words: 'Not started', hint: 'Nothing was done yet' },
} as const satisfies Record<string, { words: string; hint: string }>
export type Standing = keyof typeof standings

export const standingWords = (standing: string): string => {
  if (standing === 'complete') return 'Complete'
  return Object.hasOwn(standings, standing) ? standings[standing as Standing].words : 'Not stated'
}

export const keysOf = <T extends string>(table: Record<T, unknown>) => Object.keys(table) as [T, ...T[]]
