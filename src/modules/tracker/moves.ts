import type { State } from './states.ts'

/** team: the business team. owner: the office that owes the part. other-agency: an office of another agency than the owner's. clock: nobody. */
export type Mover = 'team' | 'owner' | 'other-agency' | 'clock'

type Move = {
  words: string
  from: readonly State[]
  /** Where it leads; 'parts': where its parts then stand. */
  to: State | 'parts'
  by: readonly Mover[]
  needsReason: boolean
}

/** Every way from one state to the next: who may do it, and where a reason is asked. */
export const recommendationMoves = {
  accept: { words: 'Accepted', from: ['proposed'], to: 'accepted', by: ['team'], needsReason: false },
  'accept-in-part': {
    words: 'Accepted in part',
    from: ['proposed'],
    to: 'accepted-in-part',
    by: ['team'],
    needsReason: true,
  },
  decline: { words: 'Declined', from: ['proposed'], to: 'declined', by: ['team'], needsReason: true },
  assign: {
    words: 'Assigned',
    from: ['accepted', 'accepted-in-part', 'assigned', 'in-progress', 'extension-requested'],
    to: 'parts',
    by: ['team'],
    needsReason: false,
  },
  start: {
    words: 'Work begun',
    from: ['assigned', 'in-progress', 'extension-requested'],
    to: 'parts',
    by: ['owner', 'team'],
    needsReason: false,
  },
  'ask-extension': {
    words: 'Later date asked for',
    from: ['assigned', 'in-progress', 'extension-requested'],
    to: 'parts',
    by: ['owner', 'team'],
    needsReason: true,
  },
  'grant-extension': {
    words: 'Later date granted',
    from: ['extension-requested'],
    to: 'parts',
    by: ['team'],
    needsReason: true,
  },
  'refuse-extension': {
    words: 'Later date refused',
    from: ['extension-requested'],
    to: 'parts',
    by: ['team'],
    needsReason: true,
  },
  deliver: {
    words: 'Delivery reported',
    from: ['assigned', 'in-progress', 'extension-requested'],
    to: 'parts',
    by: ['owner', 'team'],
    needsReason: false,
  },
  verify: {
    words: 'Delivery verified',
    from: ['in-progress', 'extension-requested', 'delivered'],
    to: 'parts',
    by: ['other-agency'],
    needsReason: false,
  },
  'send-back': {
    words: 'Delivery sent back',
    from: ['in-progress', 'extension-requested', 'delivered'],
    to: 'parts',
    by: ['other-agency'],
    needsReason: true,
  },
  evidence: { words: 'Impact evidenced', from: ['delivered'], to: 'evidenced', by: ['team'], needsReason: true },
  embed: {
    words: 'Re-test held',
    from: ['evidenced', 'embedded', 'lapsed'],
    to: 'embedded',
    by: ['team'],
    needsReason: true,
  },
  sustain: {
    words: 'Last re-test held',
    from: ['evidenced', 'embedded', 'lapsed'],
    to: 'sustained',
    by: ['team'],
    needsReason: true,
  },
  weaken: {
    words: 'Re-test held only partly',
    from: ['evidenced', 'embedded', 'lapsed'],
    to: 'evidenced',
    by: ['team'],
    needsReason: true,
  },
  reopen: {
    words: 'Opened again',
    from: ['delivered', 'evidenced', 'embedded', 'sustained', 'lapsed'],
    to: 'in-progress',
    by: ['team'],
    needsReason: true,
  },
  lapse: { words: 'Lapsed', from: ['evidenced', 'embedded'], to: 'lapsed', by: ['clock'], needsReason: true },
  supersede: {
    words: 'Superseded',
    from: [
      'proposed',
      'accepted',
      'accepted-in-part',
      'assigned',
      'in-progress',
      'extension-requested',
      'delivered',
      'evidenced',
      'embedded',
      'lapsed',
    ],
    to: 'superseded',
    by: ['team'],
    needsReason: true,
  },
} as const satisfies Record<string, Move>

export type MoveName = keyof typeof recommendationMoves

/** Whether a move may be made from a state. */
export const canMove = (name: MoveName, from: State): boolean =>
  recommendationMoves[name].from.some((state) => state === from)

/** What a move is called where its history is read; 'raised' and 'imported' begin a history. */
export const moveWords = (name: string): string => {
  if (name === 'raised') return 'Raised'
  if (name === 'follow') return 'The whole follows its parts'
  if (name === 'imported') return 'Brought in from a spreadsheet'
  return Object.hasOwn(recommendationMoves, name) ? recommendationMoves[name as MoveName].words : name
}
