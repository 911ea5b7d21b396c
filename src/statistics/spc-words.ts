import type { ImprovementDirection, PointType, Rule, VariationIcon } from './spc-types.ts'

/** The package's name for a special cause, with the lengths in use. */
export function specialCauseWords(rule: Rule, sign: 1 | -1, trend: number, shift: number): string {
  const up = sign === 1
  switch (rule) {
    case 'outside':
      return up ? 'Above UCL' : 'Below LCL'
    case 'trend':
      return `${trend} Point Trend (${up ? 'Increasing' : 'Decreasing'})`
    case 'two-in-three':
      return up ? '2 in 3 Above CL' : '2 in 3 Below CL'
    case 'shift':
      return up ? `${shift} Points Above CL` : `${shift} Points Below CL`
  }
}

/** A run in plain words, without its dates. */
export function ruleWords(rule: Rule, sign: 1 | -1, points: number): string {
  const up = sign === 1
  switch (rule) {
    case 'outside': {
      const limit = up ? 'above the upper process limit' : 'below the lower process limit'
      return points === 1 ? `a point ${limit}` : `${points} points in a row ${limit}`
    }
    case 'trend':
      return `${points} points in a row, each ${up ? 'higher' : 'lower'} than the one before`
    case 'two-in-three':
      return `2 of every 3 points near or beyond the ${up ? 'upper' : 'lower'} process limit`
    case 'shift':
      return `${points} points in a row ${up ? 'above' : 'below'} the mean`
  }
}

/** Good, bad or neither, by the way that the values went and the way that is better. */
export function pointTypeOf(sign: 1 | -1, direction: ImprovementDirection): PointType {
  if (direction === 'neutral') return sign === 1 ? 'special_cause_neutral_high' : 'special_cause_neutral_low'
  return (sign === 1) === (direction === 'increase') ? 'special_cause_improvement' : 'special_cause_concern'
}

/** Icon of the latest point. High and low follow the better direction, not the side of the mean. */
export function variationIconOf(latest: PointType, direction: ImprovementDirection): VariationIcon {
  switch (latest) {
    case 'common_cause':
      return 'common_cause'
    case 'special_cause_neutral_high':
      return 'neutral_high'
    case 'special_cause_neutral_low':
      return 'neutral_low'
    case 'special_cause_improvement':
      return direction === 'increase' ? 'improvement_high' : 'improvement_low'
    case 'special_cause_concern':
      return direction === 'increase' ? 'concern_low' : 'concern_high'
  }
}
