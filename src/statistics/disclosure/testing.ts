import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { attackSystem, pinnedFigures } from './attack-system.ts'
import type { Bounds, ShownFigure, Sum } from './attack-system.ts'
import { suppressLinked } from './suppress-linked.ts'
import type { LinkedFigure } from './suppress-linked.ts'
import type { ShownCell, SuppressedTable } from './suppress-table.ts'

/** Every published cell of a two-way table by its name ('r1c2', 'r1', 'c2', 'all'), with its true count. */
export function trueCells(counts: readonly (readonly number[])[]): Map<string, number> {
  const cells = new Map<string, number>()
  const add = (key: string, value: number): void => void cells.set(key, (cells.get(key) ?? 0) + value)
  for (const [i, row] of counts.entries()) {
    for (const [j, value] of row.entries()) {
      add(`r${i}c${j}`, value)
      add(`r${i}`, value)
      add(`c${j}`, value)
      add('all', value)
    }
  }
  return cells
}

/** The same cells as they are shown. */
export function shownCells({ cells, rowTotals, columnTotals, total }: SuppressedTable): Map<string, ShownCell | null> {
  return new Map<string, ShownCell | null>([
    ...cells.flatMap((row, i) => row.map((cell, j) => [`r${i}c${j}`, cell] as const)),
    ...(rowTotals ?? []).map((cell, i) => [`r${i}`, cell] as const),
    ...(columnTotals ?? []).map((cell, j) => [`c${j}`, cell] as const),
    ['all', total],
  ])
}

/** The sums of a two-way table with all its totals. */
export function sumsOf(rows: number, columns: number): Sum[] {
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
  return [
    ...upTo(rows).map((i) => ({ total: `r${i}`, parts: upTo(columns).map((j) => `r${i}c${j}`) })),
    ...upTo(columns).map((j) => ({ total: `c${j}`, parts: upTo(rows).map((i) => `r${i}c${j}`) })),
    { total: 'all', parts: upTo(rows).map((i) => `r${i}`) },
    { total: 'all', parts: upTo(columns).map((j) => `c${j}`) },
  ]
}

const figuresOf = (table: SuppressedTable): ShownFigure[] =>
  [...shownCells(table)].map(([key, cell]) => ({ key, shown: cell === 'c' ? null : cell }))
const tableSums = ({ cells }: SuppressedTable): Sum[] => sumsOf(cells.length, cells[0]?.length ?? 0)

/** What an attacker works out of a published two-way table: integer programmes, nothing shared with how it was suppressed. */
export const attackTable = (table: SuppressedTable): Promise<Map<string, Bounds>> =>
  attackSystem(figuresOf(table), tableSums(table))

/** The hidden cells of a published two-way table that can only be one number. */
export const pinnedCells = (table: SuppressedTable, wanted: readonly string[]): Promise<Map<string, number>> =>
  pinnedFigures(figuresOf(table), tableSums(table), wanted)

export type Counts = number[][]

/** Tables of the sizes that partnerships publish, with many zeros and small counts. */
export const tables = (most: number): fc.Arbitrary<Counts> =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(
          fc.oneof(
            { weight: 2, arbitrary: fc.constant(0) },
            { weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }) },
            { weight: 4, arbitrary: fc.integer({ min: 0, max: 60 }) },
          ),
          { minLength: columns, maxLength: columns },
        ),
        { minLength: rows, maxLength: rows },
      ),
    )
/** The names of a table's hidden cells. */
export const hiddenOf = (table: SuppressedTable): string[] =>
  [...shownCells(table)].flatMap(([key, cell]) => (cell === 'c' ? [key] : []))
export const isSmall = (count: number, threshold: number): boolean => count >= 1 && count <= threshold

export const count = (key: string, value: number): LinkedFigure => ({ key, value })
export const hiddenKeys = (figures: readonly ShownFigure[]): string[] =>
  figures.flatMap(({ key, shown }) => (shown === null ? [key] : []))

/** True figures and sums of districts, their area, and two areas jointly, each by age. */
export function hierarchy(districts: readonly (readonly number[])[]): { figures: LinkedFigure[]; sums: Sum[] } {
  const ages = ['0 to 4', '5 to 11', '12 to 17']
  const places = [...districts.map((_, i) => `district ${i}`), 'Kent', 'Medway', 'joint']
  const kent = ages.map((_, j) => districts.slice(0, -1).reduce((sum, row) => sum + (row[j] ?? 0), 0))
  const medway = ages.map((_, j) => districts.at(-1)?.[j] ?? 0)
  const rows = [...districts, kent, medway, kent.map((each, j) => each + (medway[j] ?? 0))]
  const sum = (row: readonly number[]): number => row.reduce((all, each) => all + each, 0)
  const columns = [...ages, 'all']
  return {
    figures: rows.flatMap((row, i) =>
      [...row, sum(row)].map((value, j) => count(`${places[i]}, ${columns[j]}`, value)),
    ),
    sums: [
      ...places.map((place) => ({ total: `${place}, all`, parts: ages.map((age) => `${place}, ${age}`) })),
      ...columns.flatMap((age) => [
        { total: `Kent, ${age}`, parts: districts.slice(0, -1).map((_, i) => `district ${i}, ${age}`) },
        { total: `Medway, ${age}`, parts: [`district ${districts.length - 1}, ${age}`] },
        { total: `joint, ${age}`, parts: [`Kent, ${age}`, `Medway, ${age}`] },
      ]),
    ],
  }
}

/** Suppresses linked figures, lets the attacker try, and gives the hidden ones. */
export async function assertSafe(
  figures: readonly LinkedFigure[],
  sums: readonly Sum[],
  threshold: number,
): Promise<string[]> {
  const result = await suppressLinked(figures, sums, threshold)
  assert.deepEqual(result.exposed, [])
  const hidden = hiddenKeys(result.figures)
  const bounds = await attackSystem(result.figures, sums)
  for (const [i, { key, value }] of figures.entries()) {
    const isSmall = value >= 1 && value <= threshold
    if (isSmall) assert.notEqual(bounds.get(key)?.lowest, bounds.get(key)?.highest, key)
    const cell = result.figures[i]?.shown
    assert.ok(cell === null ? value > 0 : cell === value && !isSmall, `${key} is shown wrongly`)
  }
  return hidden
}
