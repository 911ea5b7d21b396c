import { number } from '#platform/words.ts'
import type { Course } from './course.ts'
import { boundsOf, countsInWords, displayValue, shortValue } from './display.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import { currentSignal } from './signals.ts'

/** A limit as it can really be: a share ends at 0 and 100 per cent, a count at 0. */
export function withinBounds(unit: Indicator['unit'], value: number): number {
  const { min, max = Infinity } = boundsOf(unit)
  return Math.min(max, Math.max(min, value))
}

/** '24.1% (1,023 of 4,245)', '676.3 per 10,000 children'. */
export function figureInWords(indicator: Indicator, point: Observation): string {
  const figure = displayValue(indicator, point.value, point.state)
  const counts = indicator.unit === 'percent' ? countsInWords(point.numerator, point.denominator) : null
  return counts === null || point.value === null ? figure : `${figure} (${counts})`
}

/** 'from 20.1% to 25.3%', or null where there are no limits or a run chart has taken their place. */
export function usualRange({ indicator, spc, run }: Pick<Course, 'indicator' | 'spc' | 'run'>): string | null {
  if (run !== null) return null
  const limits = spc.limits.at(-1)
  if (!limits || limits.lpl === null || limits.upl === null) return null
  const [lower, upper] = [limits.lpl, limits.upl].map((limit) =>
    shortValue(indicator, withinBounds(indicator.unit, limit)),
  )
  return `from ${lower ?? ''} to ${upper ?? ''}`
}

const sides = { up: 'higher than usual', down: 'lower than usual' } as const
const ways = { up: 'rising', down: 'falling' } as const
const meanings = { concern: ', which is worse', improvement: ', which is better', change: '' } as const

/**
 * What a course says today: the newest figure with its counts, whether it is unusual, since when and how often that comes by chance. It never
 * gives a cause.
 */
export function courseSentence(course: Omit<Course, 'sentence'>): string {
  const { indicator, points, latest, canSay, signals } = course
  const last = points.at(-1)
  if (!latest || !last) {
    return last
      ? `No quarter has a figure yet. ${last.label}: ${last.reason ?? 'no figure'}`
      : 'No quarterly figure has been accepted yet.'
  }
  const said = [`In ${latest.label} it was ${figureInWords(indicator, latest)}`]
  const gap = last === latest ? '' : ` There is no figure for ${last.label}: ${last.reason ?? 'no reason was given'}`
  if (!canSay.enough) {
    const run = course.run === null ? '' : ` ${course.run.sentence}`
    return `${said.join('')}. ${tooLittle(course)}${run}${gap}`
  }
  const range = usualRange(course)
  const signal = currentSignal(signals)
  if (!signal) {
    return `${said.join('')}${range === null ? '' : `, within the usual range (${range})`}. No unusual change.${gap}`
  }
  const since = signal.onset.label === signal.latest.label ? '' : ` since ${signal.onset.label}`
  const usual = range === null ? '' : ` The usual range is ${range}.`
  return (
    `${said.join('')}: ${(signal.rule === 'trend' ? ways : sides)[signal.direction]}${since}${meanings[signal.meaning]}. ` +
    `Seen: ${signal.seen}.${usual} If nothing had changed, that would happen by chance ${signal.chance}; it does not say why.${gap}`
  )
}

/** What cannot be said of a course, each a sentence; empty when nothing needs saying. */
export function whatCannotBeSaid({ points, canSay, run, isInvented, indicator }: Course): string[] {
  const gaps = points.filter((point) => point.value === null)
  return [
    ...(isInvented
      ? [
          'The quarterly figures are invented for the demonstration: they say nothing about any child, service or agency.',
        ]
      : []),
    ...(points.length > 0 && !canSay.enough
      ? [
          canSay.points < 13
            ? `There are too few points (${canSay.points} of the 13 that are needed): ${run === null ? 'the limits are provisional and no signal by them is shown' : 'it is read as a run chart, without process limits'}.`
            : `${canSay.sentence} No signal by process limits is shown.`,
        ]
      : []),
    ...gaps.map(
      (gap) =>
        `${gap.label} has no figure: ${gap.reason ?? 'no reason was given.'} It is left out, not counted as zero.`,
    ),
    ...(indicator.isAnnualised
      ? [
          `A quarter’s events are multiplied by 4 to stand beside a year’s; quarters of the year differ, so one quarter is not a year.`,
        ]
      : []),
    ...(points.some((point) => point.denominator !== null && point.denominator < 100) && indicator.unit === 'percent'
      ? [
          `In some quarters fewer than 100 were counted (fewest ${number(fewest(points))}), so that a few cases move the percentage.`,
        ]
      : []),
  ]
}

/** Why process limits say nothing of a course. */
function tooLittle({ canSay, choice, spc }: Pick<Course, 'canSay' | 'choice' | 'spc'>): string {
  if (canSay.points >= 13 && choice.chart !== 'xmr') return canSay.sentence
  const counted = canSay.points === 1 ? 'Only 1 quarter has a figure' : `Only ${canSay.points} quarters have a figure`
  const since = spc.limits.length > 1 ? ' since the limits began again' : ''
  return `${counted}${since}: too few for process limits (13 are needed).`
}

const fewest = (points: readonly Observation[]): number =>
  points.reduce((least, point) => Math.min(least, point.denominator ?? Infinity), Infinity)
