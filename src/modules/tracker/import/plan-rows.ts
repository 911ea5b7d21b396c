import { createHash } from 'node:crypto'
import { inWords } from '#platform/dates.ts'
import type { Priority, SourceKind } from '../kinds.ts'
import type { ColumnKind } from './headings.ts'
import { matchOwners, plainName, type Agency, type MatchedOwner } from './match-owner.ts'
import { readPriority, readSourceKind, readTrackerDate, readTrackerState, type TrackerState } from './read-words.ts'

/** A sheet as it was sent: its headings and the rows below them, numbered as the spreadsheet program does. */
export type Sheet = {
  name: string
  headings: string[]
  headerRow: number
  columns: Partial<Record<ColumnKind, number>>
  isRecommendations: boolean
  rows: { row: number; cells: string[] }[]
}

export type Planned = {
  /** The row, and those that continue it. */
  rows: number[]
  outcome: 'place' | 'no-place' | 'same' | 'heading'
  title: string
  owners: MatchedOwner[]
  dueOn: string | null
  raisedOn: string
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
  problems: { problem: string; mend: string }[]
  cells: string[]
}

type Draft = { row: number; rows: number[]; cells: string[]; heading: string | null; extra: string[] }

/** Puts the rows that continue another one with it, and headings between the rows apart. */
function gather(sheet: Sheet): { drafts: Draft[]; headings: { row: number; text: string }[] } {
  const { columns } = sheet
  const at = (cells: readonly string[], kind: ColumnKind) =>
    columns[kind] === undefined ? '' : (cells[columns[kind]] ?? '').trim()
  const drafts: Draft[] = []
  const headings: { row: number; text: string }[] = []
  let heading: string | null = null
  for (const { row, cells } of sheet.rows) {
    // A cell merged over several columns comes once or as often as there are columns.
    const texts = [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))]
    if (texts.length === 0) continue
    const title = at(cells, 'title')
    const bare = (['owner', 'due', 'state', 'raised'] as const).every(
      (kind) => at(cells, kind) === '' || at(cells, kind) === title,
    )
    const isNumbered = columns.reference !== undefined
    const hasNumber = at(cells, 'reference') !== ''
    const previous = drafts.at(-1)
    const goesOn = title === '' || (isNumbered && !hasNumber) || /^[a-z(•–-]/.test(title)
    const isLone = texts.length === 1
    if (
      bare &&
      !hasNumber &&
      previous !== undefined &&
      goesOn &&
      (title !== '' || at(cells, 'update') !== '') &&
      !(isLone && cells[0]?.trim() === texts[0] && columns.title !== 0 && columns.update !== 0)
    ) {
      previous.rows.push(row)
      previous.extra.push(...texts)
      const put = (kind: ColumnKind) => {
        const index = columns[kind]
        const text = at(cells, kind)
        if (index !== undefined && text !== '')
          previous.cells[index] = `${(previous.cells[index] ?? '').trim()} ${text}`.trim()
      }
      put('title')
      if (columns.update !== columns.title) put('update')
      continue
    }
    if (
      bare &&
      isLone &&
      (title === '' ||
        cells.filter((cell) => cell.trim() !== '').length > 1 ||
        (columns.title !== 0 && cells[0]?.trim() === texts[0]))
    ) {
      heading = texts[0] ?? null
      headings.push({ row, text: heading ?? '' })
      continue
    }
    drafts.push({ row, rows: [row], cells: [...cells], heading, extra: [] })
  }
  return { drafts, headings }
}

/**
 * What each row of an action tracker would become: read, with what it was read as and why; or not placed, with the reason and how to
 * mend it. Changes nothing.
 *
 * @param known keys of what was brought in before, with its reference
 */
export function planRows(
  sheet: Sheet,
  agencies: readonly Agency[],
  known: ReadonlyMap<string, string>,
  today: string,
): Planned[] {
  const { columns } = sheet
  const { drafts, headings } = gather(sheet)
  const seen = new Map<string, number>()
  const planned: Planned[] = headings.map(({ row, text }) => ({
    ...blank(today),
    rows: [row],
    outcome: 'heading' as const,
    title: text,
    cells: [],
    notes: ['A heading for the rows below it, which become its theme'],
  }))
  for (const draft of drafts) {
    const at = (kind: ColumnKind) =>
      columns[kind] === undefined ? '' : (draft.cells[columns[kind]] ?? '').replaceAll(/\s+/g, ' ').trim()
    const notes: string[] = []
    const problems: Planned['problems'] = []
    const note = (text: string | null) => void (text !== null && notes.push(text))
    if (draft.rows.length > 1) note(`Row ${draft.rows.slice(1).join(' and row ')} goes on with it`)
    const title = at('title').slice(0, 1_000)
    if (title === '')
      problems.push({ problem: 'It does not say what is to be done', mend: 'Write the action in its column' })
    const due = readTrackerDate(at('due'))
    if (!due.ok) problems.push({ problem: `Due: ${due.problem}`, mend: due.mend })
    else note(due.note)
    const state = readTrackerState(at('state'))
    note(state.note)
    const raised = readTrackerDate(at('raised'))
    if (!raised.ok) problems.push({ problem: `Raised: ${raised.problem}`, mend: raised.mend })
    else note(raised.note)
    const dueOn = due.ok ? due.value : null
    const needsOwner = state.value.state !== 'declined' && state.value.state !== 'superseded'
    const owners = matchOwners(at('owner'), agencies)
    if (!owners.ok && needsOwner) problems.push({ problem: owners.problem, mend: owners.mend })
    if (owners.ok) {
      note(owners.note)
      for (const owner of owners.value) note(`Owed by ${owner.words}`)
    }
    if (due.ok && dueOn === null && needsOwner)
      problems.push({
        problem: 'It has no date by which it is due',
        mend: 'Write the date, such as 30/09/2022; if nobody knows, agree one first',
      })
    let raisedOn = raised.ok ? raised.value : null
    if (raisedOn === null && raised.ok) {
      raisedOn = dueOn !== null && dueOn < today ? dueOn : today
      note(`No date says when it was raised: taken as ${inWords(raisedOn)}, so its age is at least that`)
    }
    if (raisedOn !== null && raisedOn > today)
      problems.push({
        problem: `It was raised on ${inWords(raisedOn)}, which is still to come`,
        mend: 'Write the date on which it was raised',
      })
    if (raisedOn !== null && dueOn !== null && dueOn < raisedOn)
      problems.push({
        problem: `It is due on ${inWords(dueOn)}, before it was raised on ${inWords(raisedOn)}`,
        mend: 'Check both dates: one of them may have day and month the wrong way round',
      })
    const priority = readPriority(at('priority'))
    note(priority.note)
    const ownerIds = owners.ok ? owners.value.map((owner) => owner.agencyId) : []
    const key = createHash('sha256')
      .update([plainName(title), ownerIds.toSorted().join(), dueOn ?? ''].join('|'))
      .digest('hex')
    const source = at('source') === '' ? '' : at('source')
    let outcome: Planned['outcome'] = problems.length > 0 ? 'no-place' : 'place'
    const before = known.get(key)
    const twin = seen.get(key)
    if (outcome === 'place' && before !== undefined) {
      outcome = 'same'
      note(`It is here already as ${before}`)
    } else if (outcome === 'place' && twin !== undefined) {
      outcome = 'same'
      note(`It says the same as row ${twin}`)
    }
    if (outcome === 'place') seen.set(key, draft.row)
    planned.push({
      rows: draft.rows,
      outcome,
      title,
      owners: owners.ok ? owners.value : [],
      dueOn,
      raisedOn: raisedOn ?? today,
      state: state.value.state,
      standing: state.value.standing,
      update: at('update').slice(0, 4_000),
      theme: at('theme') === '' ? (draft.heading?.slice(0, 100) ?? null) : at('theme').slice(0, 100),
      priority: priority.value,
      sourceKind: readSourceKind(`${source} ${draft.heading ?? ''} ${sheet.name}`),
      sourceTitle: source === '' ? sheet.name : source.slice(0, 300),
      key,
      notes,
      problems,
      cells: draft.cells,
    })
  }
  return planned.toSorted((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0))
}

const blank = (today: string): Omit<Planned, 'rows' | 'outcome' | 'title' | 'notes' | 'cells'> => ({
  owners: [],
  dueOn: null,
  raisedOn: today,
  state: 'assigned',
  standing: 'not-stated',
  update: '',
  theme: null,
  priority: 'medium',
  sourceKind: 'other',
  sourceTitle: '',
  key: '',
  problems: [],
})
