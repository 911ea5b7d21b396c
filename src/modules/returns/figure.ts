import type { Indicator, Observation } from '#modules/indicators/public.ts'

/** What stands in place of a figure that cannot be given. A true zero is a value and none of these. */
export const absences = {
  missing: { words: 'Missing', hint: 'we should hold it and do not have it this quarter' },
  'not collected': { words: 'Not collected', hint: 'we do not record this' },
  'not applicable': { words: 'Not applicable', hint: 'there was nothing to measure' },
  suppressed: { words: 'Suppressed by us', hint: 'the number is too small to send' },
} as const satisfies Record<string, { words: string; hint: string }>

export type Absence = keyof typeof absences
export type FigureState = 'value' | Absence

/** One figure of a return: a value with the counts behind it, or why there is none. */
export type Figure = {
  numerator: number | null
  denominator: number | null
  value: number | null
  state: FigureState
  reason: string | null
  note: string | null
}

/** One figure as it is saved: outside the usual range of the earlier ones when it was saved, or not. */
export type Entry = Figure & { indicatorId: string; isUnusual: boolean }

/** What a return asks for: an indicator with its earlier figures, newest first. */
export type Asked = { indicator: Indicator; last: readonly Observation[] }

export const parts = ['numerator', 'denominator', 'value', 'state', 'reason', 'note'] as const
export type Part = (typeof parts)[number]

/** What somebody typed for one figure, as text. */
export type Typed = Record<Part, string>

export const blank: Typed = { numerator: '', denominator: '', value: '', state: '', reason: '', note: '' }

/** Something wrong with one part of one figure; `text` begins with a small letter, so that a cell or a name can stand before it. */
export type PartProblem = { part: Part; text: string }

/** The figure from its counts: numerator over denominator, brought to the indicator's unit. */
export const computed = (indicator: Indicator, numerator: number, denominator: number): number =>
  Number(((numerator / denominator) * (indicator.multiplier ?? 1)).toPrecision(12))

const plain = (value: number | null): string => (value === null ? '' : String(value))

/** A saved figure as somebody would type it: the counts when there are counts, otherwise the figure itself. */
export function typedOf(indicator: Indicator, figure: Figure | undefined): Typed {
  if (!figure) return { ...blank }
  const { numerator, denominator, state, reason, note } = figure
  const isCounted = indicator.denominator !== null && numerator !== null && denominator !== null
  const value =
    isCounted || figure.value === null ? '' : `${plain(figure.value)}${indicator.unit === 'percent' ? '%' : ''}`
  return {
    numerator: isCounted ? plain(numerator) : '',
    denominator: isCounted ? plain(denominator) : '',
    value,
    state: state === 'value' ? '' : state,
    reason: reason ?? '',
    note: note ?? '',
  }
}

/** The same typing: white space around it does not count. */
export const sameTyped = (one: Typed, other: Typed): boolean =>
  parts.every((part) => one[part].trim() === other[part].trim())
