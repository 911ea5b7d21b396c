import { displayValue } from '#modules/indicators/public.ts'
import { number } from '#platform/words.ts'
import { absences, computed, type Absence, type Asked, type Figure, type Part, type PartProblem } from './figure.ts'
import { identifying } from './identifying.ts'
import { readCount, readValue, shownOf, type Input, type NumberReading } from './read-number.ts'

export type FigureReading = {
  /** Null when nothing was typed, or something is wrong. */
  figure: Figure | null
  problems: PartProblem[]
}

const longest = { reason: 500, note: 1_000 } as const
const choices = `write ${Object.keys(absences).slice(0, -1).join(', ')} or suppressed`

/**
 * Reads one figure as typed on the page or sent in a file, and says everything that is wrong with it at once. Nothing is guessed.
 *
 * @param endsOn the quarter's last day, for telling a child's birthday from a date of today
 */
export function readFigure(asked: Asked, typed: Record<Part, Input>, endsOn: string): FigureReading {
  const problems: PartProblem[] = []
  const tell = (part: Part, text: string) => void problems.push({ part, text })
  const counts = readCounts(asked, typed, tell)
  const state = readAbsence(typed.state, tell)
  const reason = readWords('reason', typed.reason, endsOn, tell)
  const note = readWords('note', typed.note, endsOn, tell)
  const hasNumber = counts.hasTyped

  if (hasNumber && shownOf(typed.state) !== '') {
    tell('state', 'there is a figure and also a reason why there is none: take one of them out')
  } else if (state !== null && reason === '' && shownOf(typed.reason) === '') {
    tell('reason', `give the reason why this figure is ${state}`)
  } else if (hasNumber && reason !== '') {
    tell('reason', 'the reason is only for a figure that you cannot give: write this in the note')
  } else if (!hasNumber && state === null && shownOf(typed.state) === '' && shownOf(typed.reason) !== '') {
    tell('state', 'choose why you cannot give this figure')
  } else if (!hasNumber && state === null && shownOf(typed.state) === '' && shownOf(typed.note) !== '') {
    tell(counts.first, 'there is a note and no figure: enter the figure, or choose why you cannot give it')
  }
  if (problems.length > 0) return { figure: null, problems }
  const words = { reason: reason === '' ? null : reason, note: note === '' ? null : note }
  if (state !== null)
    return { figure: { numerator: null, denominator: null, value: null, state, ...words }, problems: [] }
  if (counts.value === null) return { figure: null, problems: [] }
  const { numerator, denominator, value } = counts
  return { figure: { numerator, denominator, value, state: 'value', ...words }, problems: [] }
}

type Tell = (part: Part, text: string) => void
type Counts = {
  hasTyped: boolean
  first: Part
  numerator: number | null
  denominator: number | null
  value: number | null
}

function readCounts(asked: Asked, typed: Record<Part, Input>, tell: Tell): Counts {
  const { indicator } = asked
  const isCounted = indicator.denominator !== null
  const first = isCounted ? 'numerator' : 'value'
  const hasTyped = [typed.numerator, typed.denominator, typed.value].some(
    (input) => shownOf(input) !== '' || isFormula(input),
  )
  const none = { hasTyped, first, numerator: null, denominator: null, value: null } as const
  const read = (part: Part, reading: NumberReading): number | null => {
    if (reading.problem !== undefined) tell(part, reading.problem)
    return reading.number
  }
  if (!isCounted) {
    // People put a plain count into the first box they see; with nothing in the other it can mean only one thing.
    const isInNumerator = shownOf(typed.value) === '' && !isFormula(typed.value)
    if (shownOf(typed.denominator) !== '') tell('denominator', 'this figure has no denominator: leave it empty')
    if (!isInNumerator && shownOf(typed.numerator) !== '')
      tell('numerator', 'this figure has no numerator: leave it empty')
    const part = isInNumerator ? 'numerator' : 'value'
    return { ...none, value: read(part, readValue(typed[part], asked)) }
  }
  const numerator = read('numerator', readCount(typed.numerator))
  const denominator = read('denominator', readCount(typed.denominator))
  const value = read('value', readValue(typed.value, asked))
  const isEmpty = (part: Part) => shownOf(typed[part]) === '' && !isFormula(typed[part])
  if (isEmpty('numerator') && isEmpty('denominator')) return { ...none, value }
  if (isEmpty('denominator')) tell('denominator', 'enter the denominator too')
  if (isEmpty('numerator')) tell('numerator', 'enter the numerator too')
  if (numerator === null || denominator === null) return none
  if (denominator === 0) {
    tell('denominator', 'the denominator is 0, so there is no figure: leave both empty and choose not applicable')
    return none
  }
  if (indicator.unit === 'percent' && numerator > denominator) {
    const [one, other] = [number(numerator), number(denominator)]
    tell('numerator', `${one} is more than ${other}: the numerator is a part of the denominator`)
    return none
  }
  const figure = computed(indicator, numerator, denominator)
  // Rounded to a whole number or to the decimals of the indicator, what somebody worked out themselves is the same figure.
  if (value !== null && Math.abs(value - figure) > 0.5 * 10 ** -(Number.isInteger(value) ? 0 : 1) + 1e-9) {
    const [own, given] = [displayValue(indicator, figure), displayValue(indicator, value)]
    tell(
      'value',
      `${number(numerator)} of ${number(denominator)} is ${own}, not ${given}: correct one, or leave this empty`,
    )
  }
  return { ...none, numerator, denominator, value: figure }
}

const isFormula = (input: Input): boolean => typeof input !== 'string' && input.kind === 'formula'

function readAbsence(input: Input, tell: Tell): Absence | null {
  if (isFormula(input)) tell('state', 'this cell holds a formula: write the words in its place')
  const shown = shownOf(input)
  if (shown === '' || isFormula(input)) return null
  const wanted = shown.toLowerCase().replace(/ by us$/, '')
  const found = (Object.keys(absences) as Absence[]).find((absence) => absence === wanted)
  if (found === undefined) tell('state', `'${shown.slice(0, 60)}' is not one of the choices: ${choices}`)
  return found ?? null
}

/** The words, or '' when there are none or something is wrong with them. */
function readWords(part: 'reason' | 'note', input: Input, endsOn: string, tell: Tell): string {
  const text = shownOf(input)
  const problem = isFormula(input)
    ? 'this cell holds a formula: write the words in its place'
    : wordsProblem(text, longest[part], endsOn)
  if (problem !== null) tell(part, problem)
  return problem === null ? text : ''
}

function wordsProblem(text: string, most: number, endsOn: string): string | null {
  if (text.includes('\0')) return 'this holds a character that cannot be kept: write it again'
  if (text.length > most) return `this has ${number(text.length)} characters: write ${number(most)} or fewer`
  // Text that a spreadsheet program would run is never an honest reason; a leading dash or plus is.
  if (/^[=@]/.test(text) || /^[-+].*\|.*!/.test(text)) {
    return `'${text.slice(0, 60)}' begins like a formula: write it in words`
  }
  return identifying(text, endsOn)
}
