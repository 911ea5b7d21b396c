import { addDays, lastCompleteQuarter } from '#platform/dates.ts'
import type { OverviewLine } from './overview.ts'
import { comparableMedian } from './position.ts'
import { currentSignal } from './signals.ts'

/** Why an indicator stands on the Executive’s page, worst first. */
export const reasons = {
  'worsening-and-worse': 'Worsening, and worse than neighbours',
  worsening: 'Worsening',
  worse: 'Worse than neighbours',
  apart: 'Far from neighbours',
} as const

export type Reason = keyof typeof reasons
export type ExecutiveLine = OverviewLine & { reason: Reason }

/** At least a quarter more or less than the neighbours’ median is far from it. */
const far = 0.25

/** How far the published figure is from the neighbours’ median, as a share of it; 0 when nobody can say. */
export function distance({ position }: OverviewLine): number {
  const own = position?.own.value ?? null
  const median = position ? comparableMedian(position.neighbours) : null
  return own === null || median === null || median === 0 ? 0 : Math.abs(own - median) / Math.abs(median)
}

function reasonOf(line: OverviewLine): Reason | null {
  const isWorse = line.position?.standing === 'worse'
  if (line.state === 'worsening') return isWorse ? 'worsening-and-worse' : 'worsening'
  // Describing who lives here is no judgement of how it is served.
  if (distance(line) < far || line.indicator.theme === 'context' || line.indicator.unit === 'count') return null
  if (isWorse) return 'worse'
  // Neither high nor low is good: it is never called worse, only far from its neighbours.
  return line.indicator.polarity === 'none' ? 'apart' : null
}

const order = Object.keys(reasons) as Reason[]

/** A change of direction that the quarters show now comes before none. */
const isMoving = (line: OverviewLine): number => (line.course && currentSignal(line.course.signals) ? 0 : 1)

/**
 * What an Executive must see, worst first: worsening and worse than the neighbours, then worsening, then far from the neighbours for the worse, then
 * far from them where neither high nor low is good. Within each, what moves now comes first, then the greater distance.
 */
export function worstFirst(lines: readonly OverviewLine[]): ExecutiveLine[] {
  return lines
    .flatMap((line) => {
      const reason = reasonOf(line)
      return reason === null ? [] : [{ ...line, reason }]
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.reason) - order.indexOf(b.reason) ||
        isMoving(a) - isMoving(b) ||
        distance(b) - distance(a) ||
        a.indicator.position - b.indicator.position,
    )
}

/** What improved, the longest first. */
export const improved = (lines: readonly OverviewLine[]): OverviewLine[] =>
  lines
    .filter((line) => line.state === 'improving')
    .toSorted((a, b) => onsetOf(a).localeCompare(onsetOf(b)) || a.indicator.position - b.indicator.position)

const onsetOf = ({ course }: OverviewLine): string => (course && currentSignal(course.signals)?.onset.startsOn) ?? ''

/**
 * Indicators that somebody supplies and that have no recent figure: none for the quarter before the last complete one, which is the newest that
 * could have been accepted everywhere.
 */
export function withoutRecentFigure(lines: readonly OverviewLine[], today: string): OverviewLine[] {
  const expected = addDays(lastCompleteQuarter(today).startsOn, -1)
  return lines.filter(({ course }) => course !== null && (course.latest === null || course.latest.endsOn < expected))
}

/**
 * The first of the unbroken published years in which the area has lain on the same side of its neighbours' median as now; null when it is on the
 * median or nobody can say. A year without a figure breaks the run.
 */
export function onThisSideSince(
  line: OverviewLine,
): { startsOn: string | null; endsOn: string; side: 'above' | 'below' } | null {
  const years = line.position?.history ?? []
  const sideOf = (year: (typeof years)[number] | undefined): number => {
    const median = year ? comparableMedian(year.neighbours) : null
    return year === undefined || year.own.value === null || median === null ? 0 : Math.sign(year.own.value - median)
  }
  const now = sideOf(years.at(-1))
  if (now === 0) return null
  const before = years.findLastIndex((year) => sideOf(year) !== now)
  const first = years[before + 1]
  return first ? { startsOn: first.startsOn, endsOn: first.endsOn, side: now > 0 ? 'above' : 'below' } : null
}
