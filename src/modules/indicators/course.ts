import { chooseChart, type ChartChoice } from '#statistics/choose-chart.ts'
import { runChart, runRuleSets, type RunChart } from '#statistics/run-chart.ts'
import { spc, canSay } from '#statistics/spc.ts'
import type { SpcResult } from '#statistics/spc-types.ts'
import { courseSentence } from './course-sentence.ts'
import { directionOf, type Indicator } from './indicator.ts'
import { withGaps, type Observation } from './observation.ts'
import { signalsOf, type CourseSignal } from './signals.ts'

export type CourseNote = {
  startsOn: string
  text: string
  isRebase: boolean
  /** Why a person decided that new limits start here. */
  reason?: string | null
  author: string
}

/** The course of one indicator in one partnership: its quarters, what the limits say of them, and what may be said in words. */
export type Course = {
  indicator: Indicator
  /** Oldest first, with a gap for each quarter of which nothing was recorded. */
  points: readonly Observation[]
  spc: SpcResult
  /** The chart that the series is fit for, and why. */
  choice: ChartChoice
  /** Its run chart, where that is what it is fit for; else null. */
  run: RunChart | null
  canSay: { enough: boolean; points: number; sentence: string }
  /** None while there are too few points for limits. */
  signals: readonly CourseSignal[]
  target: number | null
  targetNote: string | null
  annotations: readonly CourseNote[]
  /** At least one figure was made up for the demonstration. */
  isInvented: boolean
  /** The newest quarter that has a figure. */
  latest: Observation | null
  /** What the figures say, with its caution. */
  sentence: string
}

export type CourseInput = {
  indicator: Indicator
  /** Oldest first. */
  observations: readonly Observation[]
  target: number | null
  targetNote: string | null
  annotations: readonly CourseNote[]
}

/** Rules of the pages: Making Data Count (NHS England) as of 2023, lengths of 7, moving ranges screened. */
const rules = { name: 'making-data-count-2023' } as const

/** Reads a course out of its figures. */
export function readCourse({ indicator, observations, target, targetNote, annotations }: CourseInput): Course {
  const points = withGaps(observations)
  const rebases = annotations
    .filter((note) => note.isRebase)
    .flatMap((note) => points.find((point) => point.startsOn >= note.startsOn)?.endsOn ?? [])
  const direction = directionOf(indicator.polarity)
  const values = points.map((point) => point.value)
  const result = spc({
    dates: points.map((point) => point.endsOn),
    values,
    improvement_direction: direction,
    target,
    rebase_dates: rebases,
    fix_after_n_points: null,
    screen_outliers: true,
    rules,
  })
  const choice = chooseChart({
    values,
    counts: points.map((point) => (indicator.unit === 'count' ? point.value : point.numerator)),
    denominators: points.map((point) => (indicator.unit === 'percent' ? point.denominator : null)),
  })
  const said = whatCanBeSaid(canSay(result), choice)
  const course = {
    indicator,
    points,
    spc: result,
    choice,
    run: choice.chart === 'run' ? runChart({ dates: points.map((point) => point.endsOn), values, direction }) : null,
    canSay: said,
    signals: said.enough ? signalsOf(points, result) : [],
    target,
    targetNote,
    annotations,
    isInvented: points.some((point) => point.isInvented),
    latest: points.findLast((point) => point.value !== null) ?? null,
  }
  return { ...course, sentence: courseSentence(course) }
}

/** Limits are trusted where there are points enough and the series is fit for them: with rare events they would mislead. */
function whatCanBeSaid(said: Course['canSay'], { chart, reason }: ChartChoice): Course['canSay'] {
  if (!said.enough || chart === 'xmr') return said
  return { ...said, enough: false, sentence: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.` }
}

/** How a course is judged: chart, rule set, number of points, why this chart, and what to mind. */
export function courseMethod({ spc, canSay, choice, run }: Course): string {
  const caution = choice.caution === null ? '' : ` ${choice.caution}`
  if (run !== null) {
    const rules = Object.values(runRuleSets).join('; ')
    return `Run chart around the median. Rule sets: ${rules}. Chosen for ${choice.reason}.${caution}`
  }
  return `XmR chart: mean and limits at 2.66 times the mean moving range, ranges beyond 3.267 times their mean left out. Rule set: ${spc.ruleSet}. ${canSay.sentence}${caution}`
}
