import type { Indicator } from '#modules/indicators/public.ts'
import { parseNumber } from '#platform/sheets/parse-values.ts'
import { shortened, trimmed, type Cell } from '#platform/sheets/table.ts'
import { number } from '#platform/words.ts'
import type { Asked } from './figure.ts'

/** A box of the page, or a cell of a file. */
export type Input = string | Cell

export type NumberReading = { number: number | null; problem?: string }

export const shownOf = (input: Input): string => trimmed(typeof input === 'string' ? input : input.raw)

const dateLike =
  /^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[ -][a-z]{3,9}[ -]\d{2,4}|[a-z]{3,9} \d{1,2},? \d{4})$/i

type Parsed = { ok: true; number: number; isPercent: boolean } | { ok: false; reading: NumberReading }

function parse(input: Input): Parsed {
  const parsed = parseNumber(input)
  if (parsed.ok) return { ok: true, number: parsed.number, isPercent: parsed.wasPercent }
  if (parsed.reason === 'empty') return { ok: false, reading: { number: null } }
  const shown = shortened(shownOf(input))
  const problem = dateLike.test(shown) ? `'${shown}' is a date, not a number: write the figure` : parsed.problem
  return { ok: false, reading: { number: null, problem } }
}

/** How many of something: a whole number, 0 or more. */
export function readCount(input: Input): NumberReading {
  const parsed = parse(input)
  if (!parsed.ok) return parsed.reading
  const shown = shortened(shownOf(input))
  if (parsed.isPercent) return { number: null, problem: `'${shown}' is a percentage: write how many` }
  if (parsed.number < 0) return { number: null, problem: `'${shown}' is less than 0: a count is 0 or more` }
  if (!Number.isInteger(parsed.number))
    return { number: null, problem: `'${shown}' is not a whole number: a count has no decimals` }
  return { number: parsed.number }
}

/** The figure itself, in the indicator's unit: per cent in points, a rate, days, a score, or a count. */
export function readValue(input: Input, asked: Asked): NumberReading {
  const { indicator } = asked
  if (indicator.unit === 'count') return readCount(input)
  const parsed = parse(input)
  if (!parsed.ok) return parsed.reading
  const shown = shortened(shownOf(input))
  if (parsed.number < 0) return { number: null, problem: `'${shown}' is less than 0: this figure is 0 or more` }
  if (indicator.unit === 'percent') return readPercentage(parsed.number, parsed.isPercent, shown, asked)
  if (parsed.isPercent) return { number: null, problem: `'${shown}' is a percentage: write ${unitOf(indicator)}` }
  return { number: parsed.number }
}

const unitOf = (indicator: Indicator): string =>
  indicator.unit === 'days' ? 'the number of days' : indicator.unit === 'score' ? 'the score' : 'the rate'

function readPercentage(points: number, isPercent: boolean, shown: string, { last }: Asked): NumberReading {
  if (points > 100) return { number: null, problem: `'${shown}' is more than 100%` }
  // 0.85 is how a spreadsheet stores 85%. Only earlier figures that were as small say that less than 1% is meant.
  if (!isPercent && points > 0 && points <= 1) {
    const known = last.flatMap(({ value }) => (value === null ? [] : [value]))
    const isUsuallySmall = known.length > 0 && Math.max(...known) <= 2
    if (!isUsuallySmall) {
      const before = known[0] === undefined ? '' : ` (the last figure was ${number(known[0], 1)}%)`
      const whole = Number((points * 100).toPrecision(12))
      return {
        number: null,
        problem: `'${shown}' could mean ${whole}% or ${points}%${before}: write ${whole}% or ${points}%`,
      }
    }
  }
  return { number: points }
}
