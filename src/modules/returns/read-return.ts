import { parts, type Asked, type Entry, type Figure, type Part, type PartProblem } from './figure.ts'
import { readFigure } from './read-figure.ts'
import { shownOf, type Input } from './read-number.ts'
import { isUnusual, usualRange } from './unusual.ts'

export type FigureProblem = PartProblem & { asked: Asked }

export type ReturnReading = {
  entries: Entry[]
  /** Ids of the indicators for which nothing was typed. */
  empty: string[]
  /** Everything that is wrong, in the order of the return. Nothing is to be saved while there is any. */
  problems: FigureProblem[]
}

/** Reads everything that was typed or sent for a return; indicators that are not in `typed` are left out of the answer. */
export function readReturn(
  asked: readonly Asked[],
  typed: ReadonlyMap<string, Record<Part, Input>>,
  endsOn: string,
): ReturnReading {
  const reading: ReturnReading = { entries: [], empty: [], problems: [] }
  for (const each of asked) {
    const row = typed.get(each.indicator.id)
    if (!row) continue
    const { figure, problems } = readFigure(each, row, endsOn)
    for (const part of parts) {
      // One problem a box: the first says enough to put it right.
      const problem = problems.find((candidate) => candidate.part === part)
      if (problem) reading.problems.push({ ...problem, asked: each })
    }
    if (figure) {
      const unusual = isUnusual(figure.value, usualRange(each.indicator, each.last))
      reading.entries.push({ ...figure, indicatorId: each.indicator.id, isUnusual: unusual })
    } else if (problems.length === 0) reading.empty.push(each.indicator.id)
  }
  return reading
}

/** The same row as text, to be shown in the boxes of the page. */
export const textOf = (row: Record<Part, Input>): Record<Part, string> => ({
  numerator: shownOf(row.numerator),
  denominator: shownOf(row.denominator),
  value: shownOf(row.value),
  state: shownOf(row.state),
  reason: shownOf(row.reason),
  note: shownOf(row.note),
})

const fields = ['numerator', 'denominator', 'value', 'state', 'reason', 'note'] as const

/** True when saving the one over the other would change nothing. */
export const sameFigure = (one: Figure, other: Figure | undefined): boolean =>
  other !== undefined && fields.every((field) => one[field] === other[field])
