import { addDays } from '#platform/dates.ts'

/**
 * The steps by which partners resolve a dispute: stage 1 the representatives, then the chief officers; stage 2 independent scrutiny, with
 * mediation; stage 3 formal arbitration (Kent's arrangements, March 2022, section 12; WT 2023 asks that arrangements say how disputes
 * are resolved).
 */
export const steps = {
  representatives: {
    stage: 'Stage 1',
    words: 'With the partners’ representatives',
    who: ['executive-member', 'delegated-partner'],
  },
  'chief-officers': { stage: 'Stage 1', words: 'With the chief officers', who: ['lead-partner'] },
  scrutiny: { stage: 'Stage 2', words: 'With independent scrutiny, for mediation', who: ['scrutineer'] },
  arbitration: { stage: 'Stage 3', words: 'In formal arbitration', who: ['lead-partner'] },
} as const satisfies Record<string, { stage: string; words: string; who: readonly string[] }>
export type Step = keyof typeof steps
export type DisputeState = Step | 'resolved'

/** Where a dispute may go from each step: one step further, or to its end. It is never sent back; a new issue is a new dispute. */
export const disputeMoves = {
  representatives: ['chief-officers', 'resolved'],
  'chief-officers': ['scrutiny', 'resolved'],
  scrutiny: ['arbitration', 'resolved'],
  arbitration: ['resolved'],
  resolved: [],
} as const satisfies Record<DisputeState, readonly DisputeState[]>

export const canMove = (from: DisputeState, to: DisputeState): boolean =>
  disputeMoves[from].some((next: DisputeState) => next === to)

export const stateWords = (state: DisputeState): string =>
  state === 'resolved' ? 'Resolved' : `${steps[state].stage}: ${lower(steps[state].words)}`

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

export const certainties = {
  stated: 'Stated in the published arrangements',
  agreed: 'Agreed by the partners',
  assumed: 'Assumed, to be confirmed',
} as const satisfies Record<string, string>
export type Certainty = keyof typeof certainties

export type Limit = { step: string; days: number | null; certainty: Certainty; source: string }

/** By when a step must be done, and where that limit comes from. Without a limit nothing is due: none is made up. */
export function dueOfStep(
  step: DisputeState,
  movedOn: string,
  limits: readonly Limit[],
): { dueOn: string | null; source: string } {
  const limit = limits.find((each) => each.step === step)
  if (step === 'resolved') return { dueOn: null, source: 'Nothing more is due' }
  if (!limit || limit.days === null) return { dueOn: null, source: 'No time limit is stated for this step' }
  return {
    dueOn: addDays(movedOn, limit.days),
    source: `${limit.days} calendar days. ${certainties[limit.certainty]}: ${limit.source}`,
  }
}

/** Whether a step is waited for from people of this role. The business manager sees to every step. */
export const answersStep = (role: string, step: DisputeState): boolean =>
  step !== 'resolved' && (role === 'business-manager' || steps[step].who.some((each) => each === role))
