export const guidanceKinds = {
  law: 'Law',
  'statutory-guidance': 'Statutory guidance',
  guidance: 'Guidance',
  reform: 'National reform or consultation',
  'good-practice': 'Good practice',
} as const satisfies Record<string, string>
export type GuidanceKind = keyof typeof guidanceKinds

export const guidanceStates = {
  new: { words: 'New', tag: 'govuk-tag--red' },
  read: { words: 'Read', tag: 'govuk-tag--blue' },
  actions: { words: 'Actions under way', tag: 'govuk-tag--yellow' },
  implemented: { words: 'Implemented', tag: 'govuk-tag--green' },
  'not-for-us': { words: 'Not for us', tag: 'govuk-tag--grey' },
} as const satisfies Record<string, { words: string; tag: string }>
export type GuidanceState = keyof typeof guidanceStates

/** Where an item may go. Implemented without an action is allowed: it may have been the practice already; it needs evidence all the same. */
export const guidanceMoves = {
  new: ['read', 'not-for-us'],
  read: ['actions', 'implemented', 'not-for-us', 'read'],
  actions: ['actions', 'implemented', 'not-for-us', 'read'],
  implemented: [],
  'not-for-us': ['read'],
} as const satisfies Record<GuidanceState, readonly GuidanceState[]>

export const canMoveGuidance = (from: GuidanceState, to: GuidanceState): boolean =>
  guidanceMoves[from].some((next: GuidanceState) => next === to)

/** How sure we are of what an item says. */
export const guidanceCertainties = {
  verified: { words: 'Read at its source', tag: 'govuk-tag--green' },
  believed: { words: 'Believed, not read again', tag: 'govuk-tag--yellow' },
  'not-verified': { words: 'Not verified: look it up first', tag: 'govuk-tag--orange' },
} as const satisfies Record<string, { words: string; tag: string }>
export type GuidanceCertainty = keyof typeof guidanceCertainties
