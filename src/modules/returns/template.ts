import { displayValue, type Observation } from '#modules/indicators/public.ts'
import { inWords, spanInWords } from '#platform/dates.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import type { CellInput, ColumnSpec, EntryRule, NotesSheet, TableSheet } from '#platform/sheets/workbook-spec.ts'
import { absences, type Asked, type Figure } from './figure.ts'
import { quarterLabel } from './return-state.ts'
import type { AgencyReturn } from './return-store.ts'
import { templateSheets } from './template-words.ts'
import { inUnit } from './unit-words.ts'

const marking = 'OFFICIAL'

const columns: readonly ColumnSpec[] = [
  { header: 'Code', width: 8 },
  { header: 'Question', width: 38 },
  { header: 'Definition', width: 46 },
  { header: 'What the numerator counts', width: 30 },
  { header: 'What the denominator counts', width: 30 },
  { header: 'Unit', width: 16 },
  { header: 'Last numerator', width: 12, format: 'number' },
  { header: 'Last denominator', width: 12, format: 'number' },
  { header: 'Last figure', width: 22 },
  { header: 'Numerator', width: 13, format: 'number', locked: false },
  { header: 'Denominator', width: 13, format: 'number', locked: false },
  { header: 'Figure', width: 13, format: 'number', decimals: 1, locked: false },
  { header: 'Cannot give', width: 17, locked: false },
  { header: 'Reason', width: 34, locked: false },
  { header: 'Note', width: 34, locked: false },
]

const place = (header: string): number => columns.findIndex((column) => column.header === header) + 1

/**
 * The template of a return: one row an indicator, last quarter's figures locked, the boxes open and already holding what has been saved. The
 * return's reference stands above the table, so that a file for another quarter or agency is recognised.
 *
 * @param today the day of the download, printed on it
 */
export async function writeTemplate(
  one: AgencyReturn,
  partnershipName: string,
  asked: readonly Asked[],
  saved: ReadonlyMap<string, Figure>,
  today: string,
): Promise<Buffer> {
  const label = quarterLabel(one.startsOn)
  const title = `${one.organisation}: return for ${label}, ${spanInWords(one.startsOn, one.endsOn)}`
  const isInvented = asked.some(({ last }) => last[0]?.isInvented)
  const titles = [
    title,
    `Return ${one.reference} for ${partnershipName}. Due ${inWords(one.dueOn)}. Downloaded ${inWords(today)}.`,
    `Marking: ${marking}. Numbers about services only: never a child's name, NHS number or date of birth.`,
    ...(isInvented
      ? ['The last figures marked (invented) are demonstration figures, not data about any child or service.']
      : []),
  ]
  const figures: TableSheet = {
    kind: 'table',
    name: templateSheets.figures,
    titles,
    columns,
    rows: asked.map((each) => rowOf(each, saved.get(each.indicator.id))),
    rules: rulesFor(asked.length),
    isProtected: true,
    frozenColumns: 2,
  }
  return writeWorkbook({
    title,
    creator: `Goldenthread for ${partnershipName}`,
    subject: one.reference,
    marking,
    sheets: [figures, instructions(one, label)],
  })
}

function rowOf({ indicator, last }: Asked, figure: Figure | undefined): CellInput[] {
  const before = last[0]
  const isCounted = indicator.denominator !== null
  const hasCounts = isCounted && figure?.numerator !== undefined && figure.numerator !== null
  return [
    indicator.code,
    indicator.question,
    indicator.definition,
    isCounted ? indicator.numerator : 'Not asked: write the figure',
    indicator.denominator ?? 'None',
    inUnit(indicator),
    before?.numerator ?? null,
    before?.denominator ?? null,
    before ? lastWords(indicator, before) : 'No earlier figure',
    { value: hasCounts ? figure.numerator : null, locked: !isCounted },
    { value: hasCounts ? figure.denominator : null, locked: !isCounted },
    valueCell(indicator, hasCounts ? null : (figure?.value ?? null)),
    figure === undefined || figure.state === 'value' ? null : figure.state,
    figure?.reason ?? null,
    figure?.note ?? null,
  ]
}

/** A percentage is written as one, so that nobody has to wonder whether 0.85 is 85%. */
function valueCell({ unit, decimals }: Asked['indicator'], value: number | null): CellInput {
  if (unit === 'percent') return { value: value === null ? null : value / 100, format: 'percent', decimals }
  return { value, decimals: Math.max(decimals, value === null || Number.isInteger(value) ? 0 : 1) }
}

const lastWords = (indicator: Asked['indicator'], { label, value, state, isInvented }: Observation): string =>
  `${displayValue(indicator, value, state)} (${label})${isInvented ? ' (invented)' : ''}`

function rulesFor(rows: number): EntryRule[] {
  const whole = {
    kind: 'whole',
    from: 0,
    fromRow: 1,
    toRow: rows,
    message: 'Write a whole number, 0 or more.',
  } as const
  return [
    { ...whole, column: place('Numerator') },
    { ...whole, column: place('Denominator') },
    {
      kind: 'list',
      column: place('Cannot give'),
      fromRow: 1,
      toRow: rows,
      values: Object.keys(absences),
      message: `Choose one: ${Object.keys(absences).join(', ')}.`,
      prompt: { title: 'No figure this quarter?', text: 'Choose why, leave the figure empty and write the reason.' },
    },
  ]
}

const instructions = (one: AgencyReturn, label: string): NotesSheet => ({
  kind: 'notes',
  name: templateSheets.how,
  title: 'How to fill this in',
  paragraphs: [
    `This is the return of ${one.organisation} for ${label} (${one.reference}). Fill in the yellow cells on the sheet '${templateSheets.figures}', save the file and upload it on the return's page. Everything that is wrong with it is told at once, by cell, and nothing is saved until all of it is right.`,
    'For a percentage or a rate, write the numerator and the denominator: the figure is worked out for you. If you only have the percentage, write it in the column Figure with its % sign.',
    'For a plain count, days or a score, write it in the column Figure.',
    'None is a figure: write 0. Leave a cell empty only when you cannot give the figure, choose why in the column Cannot give, and write the reason.',
    ...Object.entries(absences).map(([state, { hint }]) => `'${state}': ${hint}.`),
    'The column Note is for a line of explanation when a figure is far from the earlier ones. You can also write it on the page after uploading.',
    'Write values, not formulas. Do not add columns or sheets: the file is kept as you send it. Rows that you leave empty stay as they are on the page.',
    'Never write anything that could point to a child: no name, no NHS number, no date of birth.',
  ],
})
