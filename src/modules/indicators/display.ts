import { inWords, spanInWords } from '#platform/dates.ts'
import type { Indicator } from './indicator.ts'

const formats = [0, 1, 2, 3].map(
  (decimals) => new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
)

/** Made once: a page writes hundreds of figures, and making a format costs far more than using it. */
const number = (value: number, decimals = 0): string =>
  (formats[decimals] ?? formats[0])?.format(value) ?? String(value)

/** What is needed of an indicator to write one of its figures. */
export type Written = Pick<Indicator, 'unit' | 'decimals' | 'denominator' | 'isAnnualised'>

/** Why there is no number, as the page says it: the publisher’s symbol with its meaning. Never 0. */
const stateWords: Readonly<Record<string, string>> = {
  c: '[c] suppressed',
  suppressed: '[c] suppressed',
  x: '[x] not available',
  z: '[z] not applicable',
  k: '[k] rounds to 0',
  u: '[u] low reliability',
  missing: 'no figure',
  held: 'held until it is checked',
  'not collected': 'not collected',
  'not applicable': 'not applicable',
}

/** Why a figure is not there, in words; 'no figure' for a state that is not known. */
export const stateInWords = (state: string): string => stateWords[state] ?? 'no figure'

const perHowMany: Partial<Record<Written['unit'], string>> = {
  'rate-per-1000': '1,000',
  'rate-per-10000': '10,000',
  'rate-per-100000': '100,000',
}

/** Whom a rate counts against: 'children', 'girls aged 15 to 17', 'live births'. */
function among(denominator: string | null): string {
  const text = denominator ?? ''
  if (text.startsWith('Live births')) return 'live births'
  const [, who = '', ages = ''] = /^(Children|Girls) aged (\d+ to \d+)/.exec(text) ?? []
  if (who === '') return ''
  return ages === '0 to 17' ? who.toLowerCase() : `${who.toLowerCase()} aged ${ages}`
}

/** What the figures of an indicator are measured in: 'per cent', 'per 10,000 children', 'days'; '' for a plain count or score. */
export function unitWords(indicator: Written): string {
  const per = perHowMany[indicator.unit]
  if (per !== undefined) {
    const rate = `per ${per} ${among(indicator.denominator)}`.trim()
    return indicator.isAnnualised ? `${rate}, brought to a year` : rate
  }
  if (indicator.unit === 'percent') return 'per cent'
  return indicator.unit === 'days' ? 'days' : ''
}

/** A figure without its unit, for a table’s cell whose heading names the unit: '24.3%', '316.5', '1,023'. */
export function shortValue(indicator: Written, value: number | null, state = 'value'): string {
  if (value === null || state === 'held') return stateInWords(state)
  const figure = `${number(value, indicator.decimals)}${indicator.unit === 'percent' ? '%' : ''}`
  return state === 'u' ? `${figure} ${stateInWords(state)}` : figure
}

/**
 * A figure as people read it: '24.3%', '316.5 per 10,000 children', '12 days', or why there is none: '[c] suppressed'.
 *
 * @param state of a published value or of an observation; only 'value' and 'u' (low reliability) carry a number
 */
export function displayValue(indicator: Written, value: number | null, state = 'value'): string {
  const short = shortValue(indicator, value, state)
  if (value === null || state === 'held') return short
  const per = perHowMany[indicator.unit]
  if (per !== undefined) return `${short} per ${per} ${among(indicator.denominator)}`.trim()
  return indicator.unit === 'days' ? `${short} days` : short
}

/** '1,023 of 4,245', the counts behind a percentage or rate; null when they are not both known. */
export const countsInWords = (numerator: number | null, denominator: number | null): string | null =>
  numerator === null || denominator === null ? null : `${number(numerator)} of ${number(denominator)}`

/** The values that an indicator cannot pass. */
export const boundsOf = (unit: Indicator['unit']): { min: number; max?: number } =>
  unit === 'percent' ? { min: 0, max: 100 } : { min: 0 }

/** A published period in words: 'year ending 31 March 2025', 'at 30 September 2024', 'academic year 2023/24'. */
export function periodInWords(period: { startsOn: string | null; endsOn: string }): string {
  const { startsOn, endsOn } = period
  if (startsOn === null) return `at ${inWords(endsOn)}`
  const years = Number(endsOn.slice(0, 4)) - Number(startsOn.slice(0, 4))
  const begins = startsOn.slice(5)
  const isOneYear = endsOn.slice(5) === '12-31' ? years === 0 : years === 1
  if (!isOneYear) return spanInWords(startsOn, endsOn)
  if (begins === '01-01') return `calendar year ${endsOn.slice(0, 4)}`
  if (begins === '09-01') return `academic year ${startsOn.slice(0, 4)}/${endsOn.slice(2, 4)}`
  return `year ending ${inWords(endsOn)}`
}

/** The short name of a published period for an axis or a table: '2025' for the year that it ends in, '2021 to 2024' when pooled. */
export function shortPeriod({ startsOn, endsOn }: { startsOn: string | null; endsOn: string }): string {
  const end = endsOn.slice(0, 4)
  if (startsOn === null) return end
  const years = Number(end) - Number(startsOn.slice(0, 4))
  if (startsOn.endsWith('-09-01') && years === 1) return `${startsOn.slice(0, 4)}/${endsOn.slice(2, 4)}`
  return years > 1 || (years === 1 && startsOn.endsWith('-01-01')) ? `${startsOn.slice(0, 4)} to ${end}` : end
}
