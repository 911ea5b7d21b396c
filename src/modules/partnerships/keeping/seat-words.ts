/** What a seat lets the office that fills it decide. */
export const seatAuthorities: Readonly<Record<string, string>> = {
  chair: 'Chairs',
  'sign-off': 'Signs off for its organisation',
  decide: 'Decides in the group',
  quorum: 'Counts towards the quorum',
}

export const voteWords: Readonly<Record<string, string>> = {
  yes: 'Votes',
  no: 'Does not vote',
  'not stated': 'Not stated',
}

/** Kinds of seat in the order in which people look for them. */
export const seatKinds = [
  'chair',
  'vice-chair',
  'deputy-chair',
  'member',
  'ex-officio',
  'invited',
  'lay',
  'conditional',
  'in-attendance',
] as const
export type SeatKind = (typeof seatKinds)[number]
