/**
 * The states of a recommendation or action, in their order. `shownAs` is the state whose words stand for one that a partnership has not
 * switched on: seven are shown unless it says otherwise. 'delivered' (it was done) is not 'evidenced' (practice changed), and that is not
 * 'sustained' (it was tested later and still held).
 */
export const states = {
  proposed: {
    words: 'Proposed',
    shownAs: null,
    tag: 'govuk-tag--grey',
    meaning: 'Nobody has said yet whether it is taken up',
  },
  accepted: {
    words: 'Accepted',
    shownAs: 'in-progress',
    tag: 'govuk-tag--blue',
    meaning: 'Taken up; nobody owes it yet',
  },
  'accepted-in-part': {
    words: 'Accepted in part',
    shownAs: 'in-progress',
    tag: 'govuk-tag--blue',
    meaning: 'Some of it is taken up, with the reason why not all',
  },
  declined: { words: 'Declined', shownAs: null, tag: 'govuk-tag--grey', meaning: 'Not taken up, with the reason' },
  assigned: {
    words: 'Assigned',
    shownAs: 'in-progress',
    tag: 'govuk-tag--blue',
    meaning: 'An office owes it by a date; no work was told of yet',
  },
  'in-progress': {
    words: 'In progress',
    shownAs: null,
    tag: 'govuk-tag--blue',
    meaning: 'An office owes it by a date',
  },
  'extension-requested': {
    words: 'Extension requested',
    shownAs: 'in-progress',
    tag: 'govuk-tag--yellow',
    meaning: 'An owner asks for a later date; the team decides',
  },
  delivered: {
    words: 'Delivered',
    shownAs: null,
    tag: 'govuk-tag--purple',
    meaning: 'All of it was done. Whether it changed anything is not known',
  },
  evidenced: {
    words: 'Evidenced',
    shownAs: null,
    tag: 'govuk-tag--turquoise',
    meaning: 'There is evidence of changed practice, experience or outcome; re-tests follow',
  },
  embedded: {
    words: 'Embedded',
    shownAs: 'evidenced',
    tag: 'govuk-tag--turquoise',
    meaning: 'A re-test found that it still held',
  },
  sustained: {
    words: 'Sustained',
    shownAs: null,
    tag: 'govuk-tag--green',
    meaning: 'Every re-test found that it still held',
  },
  lapsed: {
    words: 'Lapsed',
    shownAs: null,
    tag: 'govuk-tag--red',
    meaning: 'A re-test was missed for too long: nobody knows whether it still holds',
  },
  superseded: {
    words: 'Superseded',
    shownAs: 'declined',
    tag: 'govuk-tag--grey',
    meaning: 'Something else took its place, with the reason',
  },
} as const satisfies Record<string, { words: string; shownAs: string | null; tag: string; meaning: string }>

export type State = keyof typeof states
export const everyState = Object.keys(states) as State[]
export const isState = (text: unknown): text is State => typeof text === 'string' && Object.hasOwn(states, text)

/** Those in which somebody still has something to do before it counts as evidenced. */
export const openStates: readonly State[] = [
  'proposed',
  'accepted',
  'accepted-in-part',
  'assigned',
  'in-progress',
  'extension-requested',
  'delivered',
]
/** Those in which an agency owes its part by a date: only these can be overdue. */
export const owedStates: readonly State[] = ['assigned', 'in-progress', 'extension-requested']

export const partStates = ['assigned', 'in-progress', 'extension-requested', 'delivered'] as const
export type PartState = (typeof partStates)[number]

/** The rule that `wholeOf` follows, as it is printed where several agencies owe a part. */
export const wholeRule =
  'The whole is delivered when every part is delivered. Until then, it is ‘extension requested’ while any part asks for a later date, ‘in progress’ once any part has begun, and ‘assigned’ before that. It is due when its last part is due.'

/** The state of the whole, from its parts: see `wholeRule`. */
export function wholeOf(parts: readonly PartState[]): PartState {
  if (parts.length > 0 && parts.every((part) => part === 'delivered')) return 'delivered'
  if (parts.includes('extension-requested')) return 'extension-requested'
  return parts.some((part) => part !== 'assigned') ? 'in-progress' : 'assigned'
}
