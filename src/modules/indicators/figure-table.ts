import { writeCsv } from '#platform/sheets/write-csv.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import { inWords } from '#platform/dates.ts'
import { courseMethod, type Course } from './course.ts'
import { pointWords } from '#statistics/spc-course.ts'
import { periodInWords, stateInWords, unitWords } from './display.ts'
import type { Indicator } from './indicator.ts'
import type { Position } from './position.ts'
import { published, sensitive, type Marking } from '#platform/marking.ts'
import { smallNumbersRule } from './publishable.ts'

export type Cell = string | number | null

/** A table to be taken away: what is said above it, its headings and its rows. A missing figure is an empty cell beside its reason, never 0. */
export type FigureTable = {
  /** Of the file, without its ending. */
  fileName: string
  marking: Marking
  title: string
  /** Said above the headings, one row each. */
  notes: readonly string[]
  headings: readonly string[]
  rows: readonly (readonly Cell[])[]
}

export const inventedWords =
  'INVENTED demonstration figures: made around the published yearly values. Not data about any child, service or agency.'

/**
 * The figures of a course, newest first, with the limits that they were judged by.
 *
 * @param isPublished the course was read as it may be published, which the file's name and notes then say
 */
export function courseTable(course: Course, areaSlug: string, today: string, isPublished = false): FigureTable {
  const { indicator, points, spc, isInvented } = course
  const words = pointWords(spc)
  const title = `${indicator.name} (${indicator.code}), by quarter`
  const rows = points.map((point, at): Cell[] => {
    const limits =
      course.run === null ? spc.limits.find((group) => group.rebase_group === spc.rebase_group[at]) : undefined
    return [
      point.label,
      point.startsOn,
      point.endsOn,
      point.numerator,
      point.denominator,
      point.value,
      unitOf(indicator),
      point.value === null ? `${stateInWords(point.state)}: ${point.reason ?? ''}` : 'figure',
      limits?.lpl ?? null,
      limits?.mean ?? null,
      limits?.upl ?? null,
      course.canSay.enough ? (words[at] ?? '') : '',
      point.isInvented ? 'invented' : point.id === null ? '' : 'from a return',
    ]
  })
  return {
    fileName: `${isInvented ? 'invented-' : ''}${indicator.slug}-${areaSlug}${isPublished ? '-for-publication' : ''}`,
    marking: isPublished ? published : sensitive,
    title,
    notes: [
      ...(isInvented ? [inventedWords] : []),
      title,
      `${indicator.definition} Method: ${courseMethod(course)} Written on ${inWords(today)}.`,
      isPublished
        ? `For publication. ${smallNumbersRule(indicator)}`
        : 'OFFICIAL-SENSITIVE: true counts, small ones among them, for the partnership’s own use. Do not publish.',
    ],
    headings: [
      'Quarter',
      'From',
      'To',
      'Numerator',
      'Denominator',
      'Value',
      'Unit',
      'State',
      'Lower process limit',
      'Mean',
      'Upper process limit',
      'Special cause',
      'Origin',
    ],
    rows: rows.toReversed(),
  }
}

/** What a column of values is measured in, never empty. */
const unitOf = (indicator: Indicator): string =>
  unitWords(indicator) || (indicator.unit === 'count' ? 'count' : indicator.unit)

const sourceWords = ({ source }: Position): string =>
  `Source: ${source.publisher}, ${source.title}${source.released === null ? '' : `, released ${inWords(source.released)}`}. Crown copyright, ${source.licence}.`

const publishedHeadings = [
  'From',
  'To',
  'Value',
  'State',
  'England',
  'Region',
  'Median of statistical neighbours',
  'Neighbours with a figure',
  'Neighbours in the model',
  'Rank',
  'Areas ranked',
  'Quarter of areas',
] as const

type Year = Position['history'][number]

const publishedCells = (year: Year): Cell[] => [
  year.startsOn,
  year.endsOn,
  year.own.value,
  year.own.value === null || year.own.state !== 'value' ? stateInWords(year.own.state) : 'figure',
  year.england.value,
  year.region.value,
  year.neighbours.median,
  year.neighbours.used,
  year.neighbours.of,
  year.rank?.position ?? null,
  year.rank?.of ?? null,
  year.quartile,
]

const modelWords = (position: Position): string =>
  position.neighbours.of === 0
    ? 'No statistical neighbours are published for this area.'
    : `Neighbours: ${position.neighbours.modelTitle}.`

/** The published figures of one indicator of one area, newest first. */
export function publishedTable(indicator: Indicator, position: Position, today: string): FigureTable {
  const title = `${indicator.name} (${indicator.code}), ${position.areaName}, published figures`
  return {
    fileName: `published-${indicator.slug}-${slugOf(position.areaName)}`,
    marking: published,
    title,
    notes: [
      title,
      sourceWords(position),
      `Rank: ${position.rank?.direction ?? 'none'}. ${modelWords(position)} Written on ${inWords(today)}.`,
    ],
    headings: ['Period', ...publishedHeadings, 'Unit'],
    rows: position.history
      .map((year) => [periodInWords(year), ...publishedCells(year), unitOf(indicator)])
      .toReversed(),
  }
}

/** The newest published figure of every indicator of one area. */
export function areaTable(
  areaName: string,
  lines: readonly { indicator: Indicator; position: Position }[],
  today: string,
): FigureTable {
  const title = `${areaName}: newest published figures`
  return {
    fileName: `published-figures-${slugOf(areaName)}`,
    marking: published,
    title,
    notes: [
      title,
      `Published figures, Crown copyright, Open Government Licence v3.0. ${lines[0] ? modelWords(lines[0].position) : ''} Written on ${inWords(today)}.`,
    ],
    headings: ['Code', 'Indicator', 'Period', ...publishedHeadings, 'Unit', 'Source'],
    rows: lines.map(({ indicator, position }) => [
      indicator.code,
      indicator.name,
      position.periodWords,
      ...publishedCells(position),
      unitOf(indicator),
      `${position.source.publisher}, ${position.source.title}`,
    ]),
  }
}

/** 'Kingston upon Hull, City of' as 'kingston-upon-hull-city-of'. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')

/** The table as a CSV file. */
export const csvOf = ({ notes, headings, rows }: FigureTable): Buffer =>
  writeCsv([...notes.map((note) => [note]), headings, ...rows])

const isDay = (cell: Cell): cell is string => typeof cell === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(cell)

/** The table as a workbook of one sheet. */
export const xlsxOf = ({ title, marking, notes, headings, rows }: FigureTable): Promise<Buffer> =>
  writeWorkbook({
    title,
    creator: 'Goldenthread',
    marking,
    sheets: [
      {
        kind: 'table',
        name: 'Figures',
        titles: notes,
        columns: headings.map((header, column) => {
          const longest = rows.reduce((most, row) => Math.max(most, String(row[column] ?? '').length), header.length)
          const isNumber = rows.some((row) => typeof row[column] === 'number')
          const isDate = rows.some((row) => isDay(row[column] ?? null))
          const decimals = rows.some((row) => typeof row[column] === 'number' && !Number.isInteger(row[column])) ? 4 : 0
          return {
            header,
            width: Math.min(60, longest + 2),
            ...(isNumber ? ({ format: 'number', decimals } as const) : isDate ? ({ format: 'date' } as const) : {}),
          }
        }),
        rows: rows.map((row) => row.map((cell) => (isDay(cell) ? { date: cell } : cell))),
      },
    ],
  })
