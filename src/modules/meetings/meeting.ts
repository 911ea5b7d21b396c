/** Kinds of meeting. 'forum' is the Partnership Forum (Kent: twice a year; arrangements 2022, section 2). */
export const meetingKinds = {
  ordinary: { words: 'Ordinary', hint: 'One of the year’s planned meetings' },
  extraordinary: { words: 'Extraordinary', hint: 'Called for something that cannot wait' },
  themed: { words: 'Themed', hint: 'Given to one subject' },
  'away-day': { words: 'Away day', hint: 'A day or half a day to look further ahead' },
  'out-of-cycle': { words: 'Out of cycle', hint: 'Between two ordinary meetings' },
  forum: { words: 'Partnership Forum', hint: 'Everybody who works with the partnership' },
  'between-meetings': {
    words: 'Decided between meetings',
    hint: 'A decision taken by e-mail or telephone; it is minuted at the next meeting',
  },
} as const satisfies Record<string, { words: string; hint: string }>
export type MeetingKind = keyof typeof meetingKinds

export const meetingStates = {
  planned: { words: 'Planned', tag: 'govuk-tag--grey', meaning: 'A date is set; members are not invited yet' },
  called: { words: 'Called', tag: 'govuk-tag--blue', meaning: 'Members are invited' },
  held: { words: 'Held', tag: 'govuk-tag--green', meaning: 'It took place' },
  cancelled: { words: 'Cancelled', tag: 'govuk-tag--red', meaning: 'It does not take place' },
} as const satisfies Record<string, { words: string; tag: string; meaning: string }>
export type MeetingState = keyof typeof meetingStates

export const minutesStates = ['none', 'draft', 'agreed', 'published'] as const
export type MinutesState = (typeof minutesStates)[number]

/** What an item is for. */
export const purposes = {
  decide: { words: 'To decide', hint: 'The group is asked for a decision' },
  assure: { words: 'For assurance', hint: 'The group is shown evidence that something is so' },
  challenge: { words: 'To challenge', hint: 'The group is asked to test what it is told' },
  note: { words: 'To note', hint: 'The group should know of it' },
} as const satisfies Record<string, { words: string; hint: string }>
export type Purpose = keyof typeof purposes

export const itemMarkings = ['OFFICIAL', 'OFFICIAL-SENSITIVE'] as const
export type ItemMarking = (typeof itemMarkings)[number]

export const outcomes = {
  open: 'Not dealt with yet',
  'dealt-with': 'Dealt with',
  'carried-over': 'Carried over to a later meeting',
} as const
export type ItemOutcome = keyof typeof outcomes

/** How a matter goes from one group to another. */
export const referralWays = {
  escalated: { words: 'Escalated', hint: 'To a group with more authority, usually the Executive' },
  delegated: { words: 'Delegated', hint: 'Given by the Executive to a group' },
  'sent-back': { words: 'Sent back', hint: 'To the group that it came from, with what is asked of it' },
} as const satisfies Record<string, { words: string; hint: string }>
export type ReferralWay = keyof typeof referralWays

/** States that are still to come: the agenda may be changed, and a date may be. */
export const isToCome = (state: MeetingState): boolean => state === 'planned' || state === 'called'

export const kindWords = (kind: string): string => meetingKinds[kind as MeetingKind]?.words ?? kind
export const purposeWords = (purpose: string): string => purposes[purpose as Purpose]?.words ?? purpose
