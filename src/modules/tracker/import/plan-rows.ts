import { createHash } from 'node:crypto'
import { inWords } from '#platform/dates.ts'
import type { Priority, SourceKind } from '../kinds.ts'
import { gatherRows, type Draft } from './gather-rows.ts'
import type { ColumnKind } from './headings.ts'
import { matchOwners, plainName, type Agency, type MatchedOwner } from './match-owner.ts'
import type { Sheet } from './read-sheets.ts'
import { readPriority, readSourceKind, readTrackerDate, readTrackerState, type TrackerState } from './read-words.ts'

/** What is wrong in a row: in which column, '' where the sheet has none for it. */
type Problem = { column: string; problem: string; mend: string }

export type Planned = {
  sheet: string
  /** The row, and those that continue it. */
  rows: number[]
  outcome: 'place' | 'no-place' | 'same' | 'heading'
  title: string
  owners: MatchedOwner[]
  dueOn: string | null
  raisedOn: string
  /** The day on which it was done, where the spreadsheet says one. */
  doneOn: string | null
  state: TrackerState
  standing: string
  update: string
  theme: string | null
  priority: Priority
  sourceKind: SourceKind
  sourceTitle: string
  key: string
  /** What was read as what, and why. */
  notes: string[]
  problems: Problem[]
  cells: string[]
}

/**
 * What each row of an action tracker would become: read, with what it was read as and why; or not placed, with the reason and how to
 * mend it. Changes nothing.
 *
 * @param known keys of what was brought in before, with its reference
 */
export function planRows(
  sheets: readonly Sheet[],
  agencies: readonly Agency[],
  known: ReadonlyMap<string, string>,
  today: string,
): Planned[] {
  const seen = new Map<string, string>()
  return sheets.flatMap((sheet) => planSheet(sheet, { agencies, known, today, seen, isOne: sheets.length === 1 }))
}

type Around = {
  agencies: readonly Agency[]
  known: ReadonlyMap<string, string>
  today: string
  /** Keys of the rows before, with where they stand. */
  seen: Map<string, string>
  isOne: boolean
}

function planSheet(sheet: Sheet, around: Around): Planned[] {
  const { today } = around
  const { drafts, asides } = gatherRows(sheet)
  const numbers = new Map<string, number>()
  return [
    ...asides.map(({ row, text, why }) => ({
      ...blank(sheet.name, today),
      rows: [row],
      title: text,
      notes: [why],
    })),
    ...drafts.map((draft) => planRow(sheet, draft, numbers, around)),
  ].toSorted((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0))
}

function planRow(
  sheet: Sheet,
  draft: Draft,
  numbers: Map<string, number>,
  { agencies, known, today, seen, isOne }: Around,
): Planned {
  const { columns } = sheet
  const cell = (index: number | undefined) =>
    index === undefined ? '' : (draft.cells[index] ?? '').replaceAll(/\s+/g, ' ').trim()
  const at = (kind: ColumnKind) => cell(columns[kind])
  const notes: string[] = []
  const problems: Problem[] = []
  const note = (text: string | null) => void (text !== null && notes.push(text))
  const wrong = (kind: ColumnKind, problem: string, mend: string) => {
    const index = columns[kind]
    problems.push({ column: index === undefined ? '' : (sheet.headings[index] ?? '').trim(), problem, mend })
  }
  const date = (kind: 'due' | 'raised' | 'done'): string | null => {
    const read = readTrackerDate(at(kind))
    if (read.ok) note(read.note)
    else wrong(kind, read.problem, read.mend)
    return read.ok ? read.value : null
  }
  const isWrong = (kind: ColumnKind) => at(kind) !== '' && !readTrackerDate(at(kind)).ok

  if (draft.rows.length > 1) note(`Row ${draft.rows.slice(1).join(' and row ')} goes on with it`)
  const number = at('reference')
  const before = numbers.get(number)
  if (number !== '' && before !== undefined) note(`Row ${before} has the number ${number} as well`)
  else numbers.set(number, draft.row)
  const whole = at('title')
  const title = whole.slice(0, mostTitle)
  if (title === '') wrong('title', 'It does not say what is to be done', 'Write the action in its column')
  if (whole.length > mostTitle)
    note(`It is longer than ${mostTitle.toLocaleString('en-GB')} characters: all of it stands in its first update`)

  const dueOn = date('due')
  const states = [at('state'), ...(sheet.further?.state ?? []).map(cell)].filter((text) => text !== '')
  const state = readTrackerState(states.at(-1) ?? '')
  if (states.length > 1) note('Of several states the last one counts')
  note(state.note)
  const raised = date('raised')
  const done = date('done')
  const needsOwner = state.value.state !== 'declined' && state.value.state !== 'superseded'
  const owners = matchOwners(at('owner'), agencies)
  if (!owners.ok && needsOwner) wrong('owner', owners.problem, owners.mend)
  if (owners.ok) {
    note(owners.note)
    for (const owner of owners.value) note(`Owed by ${owner.words}`)
  }
  if (dueOn === null && !isWrong('due') && needsOwner)
    wrong(
      'due',
      'It has no date by which it is due',
      'Write the date, such as 30/09/2022; if nobody knows, agree one first',
    )
  let raisedOn = raised
  if (raisedOn === null && !isWrong('raised')) {
    raisedOn = dueOn !== null && dueOn < today ? dueOn : today
    note(`No date says when it was raised: taken as ${inWords(raisedOn)}, so its age is at least that`)
  }
  if (raisedOn !== null && raisedOn > today)
    wrong(
      'raised',
      `It was raised on ${inWords(raisedOn)}, which is still to come`,
      'Write the date on which it was raised',
    )
  if (raisedOn !== null && dueOn !== null && dueOn < raisedOn)
    wrong(
      'due',
      `It is due on ${inWords(dueOn)}, before it was raised on ${inWords(raisedOn)}`,
      'Check both dates: one of them may have day and month the wrong way round',
    )
  const isDone = state.value.state === 'delivered' && done !== null && done <= today
  if (done !== null && !isDone)
    note(
      done > today
        ? `It is said to be done on ${inWords(done)}, which is still to come: left out`
        : `It is said to be done on ${inWords(done)}, but its state does not say so: left out`,
    )
  const priority = readPriority(at('priority'))
  note(priority.note)

  const ownerIds = owners.ok ? owners.value.map((owner) => owner.agencyId) : []
  const key = createHash('sha256')
    .update([plainName(title), ownerIds.toSorted().join(), dueOn ?? ''].join('|'))
    .digest('hex')
  const earlier = known.get(key)
  const twin = seen.get(key)
  let outcome: Planned['outcome'] = problems.length > 0 ? 'no-place' : 'place'
  if (outcome === 'place' && earlier !== undefined) note(`It is here already as ${earlier}`)
  else if (outcome === 'place' && twin !== undefined) note(`It says the same as ${twin}`)
  if (outcome === 'place' && (earlier !== undefined || twin !== undefined)) outcome = 'same'
  if (outcome === 'place') seen.set(key, `row ${draft.row}${isOne ? '' : ` of ‘${sheet.name}’`}`)

  const source = at('source')
  const updates = [
    at('update'),
    ...(sheet.further?.update ?? []).map((index) => labelled(sheet.headings[index] ?? '', cell(index))),
    whole.length > mostTitle ? whole : '',
  ]
  return {
    sheet: sheet.name,
    rows: draft.rows,
    outcome,
    title,
    owners: owners.ok ? owners.value : [],
    dueOn,
    raisedOn: raisedOn ?? today,
    doneOn: isDone ? done : null,
    state: state.value.state,
    standing: state.value.standing,
    update: updates.filter((text) => text !== '').join('\n\n'),
    theme: at('theme') === '' ? (draft.heading?.slice(0, 100) ?? null) : at('theme').slice(0, 100),
    priority: priority.value,
    sourceKind: readSourceKind(`${source} ${draft.heading ?? ''} ${sheet.name}`),
    sourceTitle: source === '' ? sheet.name : source.slice(0, 300),
    key,
    notes,
    problems,
    cells: draft.cells,
  }
}

/** As many characters as the title of an item may have. */
const mostTitle = 1_000

const labelled = (heading: string, text: string): string => (text === '' ? '' : `${heading.trim()}: ${text}`)

const blank = (sheet: string, today: string): Omit<Planned, 'rows' | 'title' | 'notes'> => ({
  sheet,
  outcome: 'heading',
  owners: [],
  dueOn: null,
  raisedOn: today,
  doneOn: null,
  state: 'assigned',
  standing: 'not-stated',
  update: '',
  theme: null,
  priority: 'medium',
  sourceKind: 'other',
  sourceTitle: '',
  key: '',
  problems: [],
  cells: [],
})
