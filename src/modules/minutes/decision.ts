/** Under what authority something was decided: the whole group, or a seat that carries the right to decide alone. */
export const authorities = {
  group: 'The group decided together',
  chair: 'The chair decided, with the authority of the chair’s seat',
  'sign-off': 'A partner decided, with the authority of a seat that signs off',
  delegated: 'An office decided, with authority delegated to it',
  'not said': 'Not said',
} as const
export type Authority = keyof typeof authorities

export const quorums = {
  present: 'A quorum was present',
  'not present': 'No quorum was present',
  'not said': 'Not said',
} as const
export type Quorum = keyof typeof quorums

export const outcomes = {
  working: 'It is working',
  'not-working': 'It is not working',
  'too-early': 'It is too early to say',
} as const
export type LookOutcome = keyof typeof outcomes

/** Days before the day of looking again on which the decision comes back on its group's forward plan: a month to prepare. */
export const lookAheadDays = 28
