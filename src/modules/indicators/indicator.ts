import type { ImprovementDirection } from '#statistics/spc-types.ts'

export type Unit = 'count' | 'percent' | 'rate-per-10000' | 'rate-per-100000' | 'rate-per-1000' | 'score' | 'days'

/** Whether a high figure is good, a low one, or neither. */
export type Polarity = 'higher-better' | 'lower-better' | 'none'

/** A definition changed or a return is missing: figures from this day on do not compare with earlier ones. */
export type SeriesBreak = { from: string; note: string }

/** One indicator of the catalogue. `multiplier` brings numerator over denominator to the unit; a count, a score and days have none. */
export type Indicator = {
  id: string
  code: string
  slug: string
  position: number
  theme: string
  themeName: string
  name: string
  question: string
  definition: string
  numerator: string
  denominator: string | null
  unit: Unit
  multiplier: number | null
  /** The multiplier already brings a quarter’s events to a year. */
  isAnnualised: boolean
  periodKind: string
  decimals: number
  polarity: Polarity
  ownerKind: string
  /** The kind of agency that returns it each quarter; null when it is only published. */
  askedOf: string | null
  frequency: string
  /** The published measure that it is compared with, when one exists. */
  measureId: number | null
  /** V, K or I: how sure the definition is. */
  certainty: string
  certaintyWords: string
  priority: string
  version: number
  /** The smallest count that may be published; 0 may too. */
  minimumCount: number
  seriesBreaks: readonly SeriesBreak[]
}

/** Which way is better, in the words of the statistics. */
export function directionOf(polarity: Polarity): ImprovementDirection {
  switch (polarity) {
    case 'higher-better':
      return 'increase'
    case 'lower-better':
      return 'decrease'
    case 'none':
      return 'neutral'
  }
}

/** What high and low mean, as a sentence for people. */
export function polarityWords(polarity: Polarity): string {
  switch (polarity) {
    case 'higher-better':
      return 'A higher figure is better.'
    case 'lower-better':
      return 'A lower figure is better.'
    case 'none':
      return 'Neither a high nor a low figure is good in itself.'
  }
}

const owners: Readonly<Record<string, string>> = {
  council: 'Council',
  police: 'Police',
  icb: 'Integrated care board',
  'health-trust': 'Health providers',
  'public-health': 'Public health',
  education: 'Education',
  'youth-justice': 'Youth justice',
  probation: 'Probation',
  cafcass: 'Cafcass',
  'business-team': 'Partnership’s business team',
}

/** Whose figure it is, in words: 'Council', 'Integrated care board'. */
export const ownerWords = (ownerKind: string): string => owners[ownerKind] ?? ownerKind

/** Every kind of owner, in the order in which pages offer them. */
export const ownerKinds: readonly string[] = Object.keys(owners)
