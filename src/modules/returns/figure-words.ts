import { displayValue, type Indicator, type Observation } from '#modules/indicators/public.ts'
import { number } from '#platform/words.ts'
import { absences, type Figure, type Typed } from './figure.ts'

/** '120 of 480', the counts behind a figure; '' when there are none. */
export const countsOf = ({ numerator, denominator }: Pick<Figure, 'numerator' | 'denominator'>): string =>
  numerator === null || denominator === null ? '' : `${number(numerator)} of ${number(denominator)}`

/** A saved figure as people read it: '25.0%', 'Missing', 'Suppressed by us'. */
export const figureOf = (indicator: Indicator, figure: Pick<Figure, 'value' | 'state'>): string =>
  figure.state === 'value' ? displayValue(indicator, figure.value) : absences[figure.state].words

/** A figure whose unit is said elsewhere: '24.3%', '177.3', or why there is none. */
const shortFigure = (indicator: Indicator, value: number | null, state: string): string =>
  value !== null && indicator.unit.startsWith('rate-')
    ? number(value, indicator.decimals)
    : displayValue(indicator, value, state)

/** An earlier figure for the grey column: which quarter, how much, whether a demonstration invented it. */
export const earlierOf = (indicator: Indicator, { label, value, state, isInvented }: Observation) => ({
  label,
  text: shortFigure(indicator, value, state),
  isInvented,
})

/** What somebody typed, in one line: '120 of 480', '12', 'missing: the system was down'. */
export function typedInWords(typed: Typed): string {
  const counts =
    typed.numerator === '' && typed.denominator === '' ? '' : `${typed.numerator || '?'} of ${typed.denominator || '?'}`
  const figure = [counts, typed.value].filter((text) => text !== '').join(', ')
  const absence = typed.state === '' ? '' : `${typed.state}: ${typed.reason || 'no reason'}`
  const note = typed.note === '' ? '' : `note: ${typed.note}`
  return [figure, absence, note].filter((text) => text !== '').join('; ') || 'nothing'
}
