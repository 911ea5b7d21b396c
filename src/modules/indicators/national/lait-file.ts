import { readCell } from './cell.ts'
import { figureCollector, type Figures, type Group, type RefusedRow } from './figures.ts'
import { read, refused, type Outcome } from './outcome.ts'
import { laitPeriod } from './period.ts'
import type { Area } from './areas.ts'
import type { LaitDictionary } from './lait-dictionary.ts'

const needed = ['measure_short', 'period', 'area_name', 'value', 'la_number'] as const
type Column = (typeof needed)[number]
type LaitRow = Readonly<Record<Column, string>>

/** Turns rows into figures. Rows of one measure and period follow each other, so that the last group is nearly always the next. */
function collect(dictionary: LaitDictionary, areas: readonly Area[]) {
  const areaOf = new Map(areas.map((area) => [String(area.id), area]))
  const collector = figureCollector()
  const groups = new Map<string, Group | string>()
  const refusedRows: RefusedRow[] = []
  const problems: string[] = []
  let last: { code: string; period: string; group: Group | string } | undefined

  const newGroup = (code: string, printed: string): Group | string => {
    const measure = dictionary.measures.get(code)
    if (!measure) return `the measure '${code}' is not in the dictionary`
    const period = laitPeriod(printed, measure.yearKind)
    return period ? collector.group(measure, period) : `the period '${printed}' of ${code} cannot be read`
  }
  /** The group of a measure and a period, or why there is none. */
  const groupOf = (code: string, period: string): Group | string => {
    if (last?.code === code && last.period === period) return last.group
    const key = `${code}|${period}`
    const group = groups.get(key) ?? newGroup(code, period)
    groups.set(key, group)
    last = { code, period, group }
    return group
  }
  return {
    take(row: number, { measure_short, period, area_name, value, la_number }: LaitRow): void {
      const group = groupOf(measure_short, period)
      const area = areaOf.get(la_number)
      const cell = readCell(value)
      if (typeof group === 'string') refusedRows.push({ row, text: group })
      else if (!area)
        refusedRows.push({ row, text: `the area ${area_name} with the number '${la_number}' is not known` })
      else if (!cell)
        problems.push(`Row ${row}: '${value.slice(0, 40)}' is neither a number nor a symbol that is known.`)
      else if (!collector.add(group, area, cell))
        problems.push(
          `Row ${row}: ${measure_short} for ${area.name} in ${period} is given twice with different figures.`,
        )
    },
    done(): Outcome<Figures> {
      if (problems.length > 0) return refused(...problems)
      const figures = collector.done(refusedRows)
      return figures.count > 0 ? read(figures) : refused('The file has no figure that can be used.')
    },
  }
}

/**
 * Reads the long file of the Local Authority Interactive Tool, a few thousand rows at a time. Refuses the file when a column is missing or a
 * cell or duplicate cannot be understood; keeps aside, with the reason, rows whose measure, area or period is unknown.
 *
 * @param batches the rows as `csvFileRows` gives them, the heading first; its return value is the file's digest
 * @param areas every area that `readAreas` gives
 * @param isWanted leaves out other measures; all when not given
 */
export async function readLaitFile(
  batches: AsyncGenerator<string[][], string>,
  dictionary: LaitDictionary,
  areas: readonly Area[],
  isWanted: (measure: string) => boolean = () => true,
): Promise<Outcome<{ figures: Figures; sha256: string }>> {
  const rows = collect(dictionary, areas)
  let at: Record<Column, number> | undefined
  let row = 0
  try {
    for (;;) {
      const next = await batches.next()
      if (next.done) {
        const figures = rows.done()
        return figures.ok ? read({ figures: figures.value, sha256: next.value }) : figures
      }
      for (const cells of next.value) {
        row++
        if (!at) {
          const missing = needed.filter((name) => !cells.includes(name))
          if (missing.length > 0) return refused(headingProblem(missing, cells))
          at = Object.fromEntries(needed.map((name) => [name, cells.indexOf(name)])) as Record<Column, number>
        } else if (cells.length > 1 && isWanted(cells[at.measure_short] ?? '')) {
          rows.take(row, {
            measure_short: cells[at.measure_short] ?? '',
            period: cells[at.period] ?? '',
            area_name: cells[at.area_name] ?? '',
            value: cells[at.value] ?? '',
            la_number: cells[at.la_number] ?? '',
          })
        }
      }
    }
  } catch (error) {
    return refused(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

const headingProblem = (missing: readonly string[], found: readonly string[]): string =>
  `This is not the long file of the Local Authority Interactive Tool: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing; its first row has ${found.slice(0, 30).join(', ')}.`
