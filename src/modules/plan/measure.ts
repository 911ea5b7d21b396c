import { number } from '#platform/words.ts'

export const measureKinds = {
  indicator: { words: 'Indicator', hint: 'Its figures come from the dataset; the target is the one set there' },
  'audit question': {
    words: 'Audit question',
    hint: 'A question that audits of cases answer; its result is entered with a date and source',
  },
  'survey item': { words: 'Survey item', hint: 'A question of a survey; its result is entered with a date and source' },
  count: { words: 'Count', hint: 'Something that is counted; the count is entered with a date and source' },
} as const satisfies Record<string, { words: string; hint: string }>
export type MeasureKind = keyof typeof measureKinds
export const isMeasureKind = (text: unknown): text is MeasureKind =>
  typeof text === 'string' && Object.hasOwn(measureKinds, text)

export const polarities = {
  'higher-better': 'A higher figure is better',
  'lower-better': 'A lower figure is better',
  none: 'Neither is better in itself',
} as const satisfies Record<string, string>
export type MeasurePolarity = keyof typeof polarities

/** A figure that somebody entered: a number, or why there is none. */
export type Figure = {
  trueOn: string
  value: number | null
  numerator: number | null
  denominator: number | null
  unknownReason: string | null
  source: string
  isInvented: boolean
}

/** '62%', '41 children', '0'; never more decimals than were entered, two at most. */
export function valueInWords(value: number, unit: string | null): string {
  const decimals = Math.min(2, (String(value).split('.')[1] ?? '').length)
  const plain = number(value, decimals)
  if (unit === null || unit === '') return plain
  return unit === 'per cent' || unit === '%' ? `${plain}%` : `${plain} ${unit}`
}

/** A figure as people read it, with what it was counted from: '62% (31 of 50)', 'not known: the register is missing'. */
export function figureInWords({ value, numerator, denominator, unknownReason }: Figure, unit: string | null): string {
  if (value === null) return `not known: ${unknownReason ?? 'no reason was given'}`
  const counted = numerator === null || denominator === null ? '' : ` (${number(numerator)} of ${number(denominator)})`
  return `${valueInWords(value, unit)}${counted}`
}

/** Where the newest figure stands beside the one before it: never a cause, and 'two figures are no trend' said by its shortness. */
export function movement(figures: readonly Figure[], polarity: MeasurePolarity): { words: string; colour: string } {
  const known = figures.filter((each) => each.value !== null).toSorted((a, b) => b.trueOn.localeCompare(a.trueOn))
  const [last, before] = known
  if (last?.value === undefined || last.value === null) return { words: 'No figure yet', colour: 'grey' }
  if (before?.value === undefined || before.value === null) return { words: 'One figure only', colour: 'grey' }
  if (last.value === before.value) return { words: 'Same as the one before', colour: 'grey' }
  const isUp = last.value > before.value
  const way = isUp ? 'Higher than the one before' : 'Lower than the one before'
  if (polarity === 'none') return { words: way, colour: 'grey' }
  return isUp === (polarity === 'higher-better')
    ? { words: `${way}, which is better`, colour: 'green' }
    : { words: `${way}, which is worse`, colour: 'red' }
}

/** Whether a target is met, in words; null without a target or a figure. */
export function targetStanding(value: number | null, target: number | null, polarity: MeasurePolarity): string | null {
  if (target === null) return null
  if (value === null) return 'not known'
  if (polarity === 'none') return null
  const isMet = polarity === 'higher-better' ? value >= target : value <= target
  return isMet ? 'met' : 'not met'
}
