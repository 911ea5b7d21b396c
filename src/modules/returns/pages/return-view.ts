import { inWords, instantInWords, spanInWords } from '#platform/dates.ts'
import type { Form } from '#platform/forms.ts'
import { lenient } from '#platform/views.ts'
import { blank, parts, typedOf, type Asked, type Part } from '../figure.ts'
import { countsOf, earlierOf, figureOf } from '../figure-words.ts'
import type { FigureProblem } from '../read-return.ts'
import { dueInWords, progressInWords, quarterLabel, returnStates, stillToDo } from '../return-state.ts'
import type { AgencyReturn, SavedEntry } from '../return-store.ts'
import { digestOf, type RowState } from '../row-state.ts'
import { inUnit } from '../unit-words.ts'
import { isUnusual, unusualInWords, usualRange } from '../unusual.ts'

/** The id of a box, which is also its name: 'B5-numerator'. */
export const boxId = (code: string, part: Part): string => `${code}-${part}`

/** The rows as they are saved. */
export const savedRows = (asked: readonly Asked[], saved: ReadonlyMap<string, SavedEntry>): Map<string, RowState> =>
  new Map(
    asked.map(({ indicator }) => {
      const typed = typedOf(indicator, saved.get(indicator.id))
      return [indicator.id, { typed, was: digestOf(typed) }]
    }),
  )

/** One entry in the summary for each problem, and beside its box the same in a sentence of its own. */
export function formOf(problems: readonly FigureProblem[], others: Form['summary'] = []): Form {
  const errors: Form['errors'] = {}
  const summary = problems.map(({ asked, part, text }) => {
    const id = boxId(asked.indicator.code, part)
    errors[id] = { text: text.charAt(0).toUpperCase() + text.slice(1) }
    return { text: `${asked.indicator.code} ${asked.indicator.name}: ${text}`, href: `#${id}` }
  })
  return lenient({ values: lenient({}), errors: lenient(errors), summary: [...others, ...summary] })
}

function rowView(asked: Asked, state: RowState, saved: SavedEntry | undefined, errors: Form['errors']) {
  const { indicator, last } = asked
  const { code } = indicator
  const range = usualRange(indicator, last)
  const value = saved?.value ?? null
  const error = (part: Part) => errors[boxId(code, part)]
  return {
    code,
    name: indicator.name,
    question: indicator.question,
    definition: indicator.definition,
    numerator: indicator.numerator,
    denominator: indicator.denominator ?? '',
    isCounted: indicator.denominator !== null,
    unit: inUnit(indicator),
    last: last.slice(0, 4).map((each) => earlierOf(indicator, each)),
    isAllInvented: last.slice(0, 4).every(({ isInvented }) => isInvented),
    typed: state.typed,
    was: state.was,
    theirs: state.theirs ?? '',
    errors: lenient(Object.fromEntries(parts.map((part) => [part, error(part)]))),
    figure: saved ? figureOf(indicator, saved) : '',
    counts: saved ? countsOf(saved) : '',
    reason: saved?.reason ?? '',
    note: saved?.note ?? '',
    unusual: range && value !== null && isUnusual(value, range) ? unusualInWords(indicator, value, range) : '',
    isValueOpen: state.typed.value !== '' || error('value') !== undefined,
    isAbsenceOpen:
      state.typed.state !== '' || state.typed.reason !== '' || [error('state'), error('reason')].some(Boolean),
    isNoteOpen: state.typed.note !== '' || error('note') !== undefined || (saved?.isUnusual ?? false),
  }
}

export type RowView = ReturnType<typeof rowView>

/** The rows by theme, in the catalogue's order. */
export function themesOf(
  asked: readonly Asked[],
  rows: ReadonlyMap<string, RowState>,
  saved: ReadonlyMap<string, SavedEntry>,
  errors: Form['errors'] = {},
): { id: string; name: string; done: string; rows: RowView[] }[] {
  const nothing = { typed: blank, was: digestOf(blank) }
  return [...Map.groupBy(asked, ({ indicator }) => indicator.theme)].map(([id, group]) => ({
    id,
    name: group[0]?.indicator.themeName ?? id,
    done: `${group.filter((each) => saved.has(each.indicator.id)).length} of ${group.length} done`,
    rows: group.map((each) =>
      rowView(each, rows.get(each.indicator.id) ?? nothing, saved.get(each.indicator.id), errors),
    ),
  }))
}

/** What every page about one return says on top. */
export function headOf(one: AgencyReturn, today: string) {
  const { words, tag } = returnStates[one.state]
  const left = stillToDo(one.progress)
  return {
    reference: one.reference,
    organisation: one.organisation,
    quarter: quarterLabel(one.startsOn),
    span: spanInWords(one.startsOn, one.endsOn),
    state: words,
    tag,
    isLate: one.firstSignedOffAt === null && one.dueOn < today,
    due: dueInWords(one.dueOn, one.firstSignedOffAt, today),
    progress: progressInWords(one.progress),
    left,
    toExplain: one.progress.toExplain,
    isDemonstration: one.isDemonstration,
    saved: one.savedAt ? `Last saved by ${one.savedBy ?? 'somebody'} on ${instantInWords(one.savedAt)}` : '',
    signed:
      one.signedOffAt && one.signedOffName
        ? `Signed off by ${one.signedOffName}, ${one.signedOffOffice ?? ''}, on ${instantInWords(one.signedOffAt)}${one.signedOffBy !== null && one.signedOffBy !== one.signedOffName ? ` (entered by ${one.signedOffBy})` : ''}`
        : '',
    decided: one.decidedAt
      ? `${one.decidedBy ?? 'The team'} on ${inWords(one.decidedAt.toISOString().slice(0, 10))}`
      : '',
    decisionNote: one.state === 'returned' ? (one.decisionNote ?? '') : '',
    acceptedBefore: one.state !== 'accepted' && one.acceptedAt ? instantInWords(one.acceptedAt) : '',
  }
}
