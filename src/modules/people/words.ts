import type { Deputy, Holding, HoldingState } from '#modules/identity/public.ts'
import { inWords } from '#platform/dates.ts'

/** How a holding stands, in words and with the colour of its tag. */
export const stateWords: Record<HoldingState, { words: string; tag: string }> = {
  vacant: { words: 'Vacant', tag: 'govuk-tag--red' },
  stopped: { words: 'Stopped', tag: 'govuk-tag--red' },
  'to-come': { words: 'Starts later', tag: 'govuk-tag--light-blue' },
  invited: { words: 'Invited', tag: 'govuk-tag--yellow' },
  active: { words: 'Active', tag: 'govuk-tag--green' },
  ends: { words: 'Ends on a date', tag: 'govuk-tag--orange' },
  suspended: { words: 'Suspended', tag: 'govuk-tag--grey' },
}

export const isState = (text: unknown): text is HoldingState =>
  typeof text === 'string' && Object.hasOwn(stateWords, text)

/** Kinds of reason for a deputy. None says whether somebody is ill. */
export const deputyReasons = {
  leave: 'Leave',
  absence: 'Another absence',
  'other-duty': 'Another duty for a time',
  vacancy: 'Until a new holder starts',
} as const

/** '1 December 2026 to 31 March 2027', 'from 1 December 2026', or ''. */
export const datesOf = ({ startsOn, endsOn }: { startsOn: string | null; endsOn: string | null }): string => {
  if (startsOn === null) return ''
  return endsOn === null ? `from ${inWords(startsOn)}` : `${inWords(startsOn)} to ${inWords(endsOn)}`
}

export const deputyInWords = ({ name, startsOn, endsOn }: Deputy): string =>
  `${name}, ${inWords(startsOn)} to ${inWords(endsOn)}`

/** The holding's state in words, with its date where it ends. */
export const standing = ({ state, endsOn }: Pick<Holding, 'state' | 'endsOn'>): string =>
  state === 'ends' && endsOn !== null ? `Ends on ${inWords(endsOn)}` : stateWords[state].words
