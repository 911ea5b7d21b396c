import type { Rule, Signal } from '#statistics/spc-types.ts'

export const warningStates = {
  new: { words: 'New', tag: 'govuk-tag--red', meaning: 'Nobody has looked at it yet' },
  'with-group': {
    words: 'With a group',
    tag: 'govuk-tag--yellow',
    meaning: 'Given to a group and an owner, who must answer',
  },
  closed: { words: 'Closed', tag: 'govuk-tag--grey', meaning: 'Closed with evidence or with a reason' },
} as const satisfies Record<string, { words: string; tag: string; meaning: string }>
export type WarningState = keyof typeof warningStates

export const decisions = {
  act: {
    words: 'Act: give it to a group',
    short: 'Act',
    hint: 'A group must answer it, and somebody owns the answer by a date',
  },
  explained: {
    words: 'Explained',
    short: 'Explained',
    hint: 'There is a known reason, such as a changed definition; the warning closes with it',
  },
  'not-a-concern': {
    words: 'Not a concern',
    short: 'Not a concern',
    hint: 'The change is real and harmless; the warning closes with the reason',
  },
} as const satisfies Record<string, { words: string; short: string; hint: string }>
export type Decision = keyof typeof decisions

export const evidenceKinds = {
  'data-movement': 'The figures moved',
  audit: 'An audit’s finding',
  practice: 'Practice seen or sampled',
  'practitioner-feedback': 'What practitioners say',
  'family-feedback': 'What children and families say',
  'policy-or-process': 'A policy or process that was changed',
  training: 'Training that was delivered',
} as const satisfies Record<string, string>
export type EvidenceKind = keyof typeof evidenceKinds

/** Signals of one direction that touch or overlap, as one thing that was seen. Indexes are places in the course. */
export type Cluster = {
  direction: 'up' | 'down'
  rule: Rule
  onset: number
  latest: number
  isConcern: boolean
  seen: string
}

/** The order in which rules are named when several fired: the surest first (as in Making Data Count). */
const precedence: readonly Rule[] = ['outside', 'trend', 'two-in-three', 'shift']

/**
 * The signals that a person should hear of now: of concern, or a change where neither direction is known to be better, reaching
 * the latest figure. Improvements and old history open nothing; nor does an older run that only looks low or high because the
 * newest figure has moved the mean.
 *
 * @param lastIndex place of the latest figure in the course
 */
export function clusters(signals: readonly Signal[], lastIndex: number): Cluster[] {
  const found: Cluster[] = []
  for (const direction of ['up', 'down'] as const) {
    const own = signals
      .filter((signal) => signal.direction === direction && isWorthAWarning(signal))
      .toSorted((a, b) => a.onsetIndex - b.onsetIndex)
    let group: Signal[] = []
    const close = () => {
      const cluster = group.length > 0 ? clusterOf(direction, group) : null
      if (cluster && cluster.latest >= lastIndex) found.push(cluster)
      group = []
    }
    for (const signal of own) {
      const reach = Math.max(-1, ...group.map((each) => each.endIndex))
      if (group.length > 0 && signal.onsetIndex > reach + 1) close()
      group.push(signal)
    }
    close()
  }
  return found
}

const isWorthAWarning = ({ pointType }: Signal): boolean =>
  pointType !== 'common_cause' && pointType !== 'special_cause_improvement'

function clusterOf(direction: 'up' | 'down', group: readonly Signal[]): Cluster {
  const ordered = group.toSorted((a, b) => precedence.indexOf(a.rule) - precedence.indexOf(b.rule))
  return {
    direction,
    rule: ordered[0]?.rule ?? 'outside',
    onset: Math.min(...group.map((each) => each.onsetIndex)),
    latest: Math.max(...group.map((each) => each.endIndex)),
    isConcern: group.some((each) => each.pointType === 'special_cause_concern'),
    seen: [...new Set(ordered.map((each) => each.words))].join('; '),
  }
}

export type KnownWarning = { id: string; state: WarningState; onsetOn: string; latestOn: string }

export type Step =
  { kind: 'open'; onsetOn: string; repeatsId: string | null } | { kind: 'extend'; id: string } | { kind: 'nothing' }

/**
 * What one thing that was seen does to the warnings already known for its indicator and direction: an overlapping open warning is
 * extended, a closed one stays closed until newer figures go on showing it, and then a new warning repeats it.
 *
 * @param periods start dates of the course's figures, oldest first
 */
export function nextStep(cluster: Cluster, periods: readonly string[], known: readonly KnownWarning[]): Step {
  const onsetOn = periods[cluster.onset] ?? ''
  const latestOn = periods[cluster.latest] ?? ''
  const overlapping = known
    .filter((warning) => warning.latestOn >= onsetOn && warning.onsetOn <= latestOn)
    .toSorted((a, b) => b.latestOn.localeCompare(a.latestOn))
  const open = overlapping.find((warning) => warning.state !== 'closed')
  if (open) return latestOn > open.latestOn ? { kind: 'extend', id: open.id } : { kind: 'nothing' }
  const closed = overlapping[0]
  if (!closed) return { kind: 'open', onsetOn, repeatsId: null }
  const next = periods.find((period) => period > closed.latestOn)
  return latestOn > closed.latestOn && next !== undefined
    ? { kind: 'open', onsetOn: next, repeatsId: closed.id }
    : { kind: 'nothing' }
}
