export const dataLevels = {
  aggregate: 'Aggregate: numbers only',
  pseudonymised: 'Pseudonymised: about children, without who they are',
  identifiable: 'Identifiable: about named children or adults',
} as const satisfies Record<string, string>
export type DataLevel = keyof typeof dataLevels

export type AgreementState = 'waiting' | 'in-force' | 'expired' | 'ended' | 'not-begun'

export const agreementStates = {
  waiting: { words: 'Waits for approval', tag: 'govuk-tag--yellow' },
  'not-begun': { words: 'Approved, not begun', tag: 'govuk-tag--blue' },
  'in-force': { words: 'In force', tag: 'govuk-tag--green' },
  expired: { words: 'Expired', tag: 'govuk-tag--red' },
  ended: { words: 'Ended', tag: 'govuk-tag--grey' },
} as const satisfies Record<AgreementState, { words: string; tag: string }>

type Standing = {
  state: string
  startsOn: string | null
  expiresOn: string | null
  parties: number
  approved: number
}

/** Where an agreement stands today: in force only while every party has approved it and its dates include today. */
export function agreementState(agreement: Standing, today: string): AgreementState {
  if (agreement.state === 'ended') return 'ended'
  if (agreement.expiresOn !== null && agreement.expiresOn < today) return 'expired'
  if (agreement.parties < 2 || agreement.approved < agreement.parties) return 'waiting'
  return agreement.startsOn !== null && agreement.startsOn > today ? 'not-begun' : 'in-force'
}
