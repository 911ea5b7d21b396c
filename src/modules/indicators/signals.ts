import type { Rule, SpcResult } from '#statistics/spc-types.ts'
import type { Observation } from './observation.ts'

export type SignalMeaning = 'improvement' | 'concern' | 'change'

/** A run of points that the limits would seldom show by chance. Its rule, direction and onset stay the same as it grows. */
export type CourseSignal = {
  rule: Rule
  direction: 'up' | 'down'
  /** By the indicator’s polarity; 'change' where neither high nor low is good. */
  meaning: SignalMeaning
  onset: { startsOn: string; label: string }
  latest: { startsOn: string; label: string }
  /** The newest figure is part of it. */
  isCurrent: boolean
  /** What was seen: '4 points in a row above the upper process limit'. */
  seen: string
  /** How often such a run comes by chance when nothing has changed. */
  chance: string
}

/**
 * How often a rule fires in one window of a steady series whose points scatter evenly about the mean: normal for points beyond limits, any
 * distribution for runs. Outside either limit 2·Φ(-3) = 1 in 370; n in a row on one side 2·(1/2)^n; n in a row each higher, or each lower,
 * 2/n!; two of three beyond two sigma with all three on one side 2·(3p²q + p³) with p = Φ(-2), q = 1/2 - p: 1 in 660.
 */
function chanceOf(rule: Rule, points: number): string {
  switch (rule) {
    case 'outside':
      return points === 1 ? 'about once in 370 points' : 'about once in 370 points for each of them'
    case 'two-in-three':
      return 'about once in 660 sets of 3 points'
    case 'shift':
      return points > 12
        ? `less than once in 4,000 sets of ${points} points`
        : `about once in ${(2 ** (points - 1)).toLocaleString('en-GB')} sets of ${points} points`
    case 'trend':
      return 'less than once in 2,500 sets of 7 points'
  }
}

const meanings = {
  special_cause_improvement: 'improvement',
  special_cause_concern: 'concern',
  special_cause_neutral_high: 'change',
  special_cause_neutral_low: 'change',
  common_cause: 'change',
} as const

/** The signals of a course, earliest first. Points and result stand side by side. */
export function signalsOf(points: readonly Observation[], result: SpcResult): CourseSignal[] {
  const newest = points.findLastIndex((point) => point.value !== null)
  return result.signals.flatMap((signal) => {
    const onset = points[signal.onsetIndex]
    const latest = points[signal.endIndex]
    if (!onset || !latest) return []
    return [
      {
        rule: signal.rule,
        direction: signal.direction,
        meaning: meanings[signal.pointType],
        onset: { startsOn: onset.startsOn, label: onset.label },
        latest: { startsOn: latest.startsOn, label: latest.label },
        isCurrent: signal.endIndex === newest,
        seen: signal.words,
        chance: chanceOf(signal.rule, signal.endIndex - signal.onsetIndex + 1),
      },
    ]
  })
}

const weight: Record<Rule, number> = { outside: 0, trend: 1, 'two-in-three': 2, shift: 3 }

/** The signal that the newest figure is part of: the first by precedence of the rules, or null. */
export const currentSignal = (signals: readonly CourseSignal[]): CourseSignal | null =>
  signals.filter((signal) => signal.isCurrent).toSorted((a, b) => weight[a.rule] - weight[b.rule])[0] ?? null
