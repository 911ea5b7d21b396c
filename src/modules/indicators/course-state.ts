import type { Course } from './course.ts'
import { currentSignal } from './signals.ts'

/** What the newest figure of a course says, as data. */
export const courseStates = {
  worsening: { words: 'Worsening', colour: 'red' },
  higher: { words: 'Higher than usual', colour: 'purple' },
  lower: { words: 'Lower than usual', colour: 'purple' },
  improving: { words: 'Improving', colour: 'green' },
  steady: { words: 'No unusual change', colour: 'grey' },
  'too-few': { words: 'Too few points', colour: 'grey' },
  'no-limits': { words: 'No process limits', colour: 'grey' },
  none: { words: 'No figures yet', colour: 'grey' },
} as const satisfies Record<string, { words: string; colour: string }>

export type CourseState = keyof typeof courseStates

/** Better and worse only where the indicator says which way is better; otherwise higher or lower than usual. */
export function stateOf({ latest, canSay, signals }: Pick<Course, 'latest' | 'canSay' | 'signals'>): CourseState {
  if (!latest) return 'none'
  if (!canSay.enough) return canSay.points < 13 ? 'too-few' : 'no-limits'
  const signal = currentSignal(signals)
  if (!signal) return 'steady'
  if (signal.meaning === 'concern') return 'worsening'
  if (signal.meaning === 'improvement') return 'improving'
  return signal.direction === 'up' ? 'higher' : 'lower'
}
