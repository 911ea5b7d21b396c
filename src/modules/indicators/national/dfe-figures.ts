import { areaFinder, type Area } from './areas.ts'
import { isSnapshot, measureCode, measureTitle, unitOf } from './dfe-measures.ts'
import { figureCollector, type Figures, type Group, type Measure, type RefusedRow } from './figures.ts'
import { read, refused, type Outcome } from './outcome.ts'
import type { DfeFile } from './dfe-file.ts'

const knownLevels = new Set(['national', 'regional', 'local authority'])

function measureOf(table: string, name: string, filters: readonly string[]): Measure {
  const unit = unitOf(name)
  return {
    code: measureCode(table, name, filters),
    name: measureTitle(table, name, filters),
    unit,
    decimals: unit === 'count' ? 0 : null,
    // Explore Education Statistics says nothing of a direction.
    polarity: null,
    topic: null,
    definition: null,
  }
}

/**
 * The figures of a file in the layout of Explore Education Statistics, for the areas that are known. A filter that takes one value only is not
 * part of a measure's code. Rows of schools, wards and other levels are left out; a row whose area is unknown is kept aside with the reason.
 *
 * @param table the short name of the file, as `tableOf` gives it
 * @param isWanted leaves out other measures by their code; all when not given
 */
export function dfeFigures(
  file: DfeFile,
  table: string,
  areas: readonly Area[],
  isWanted: (code: string) => boolean = () => true,
): Outcome<Figures> {
  const findArea = areaFinder(areas)
  const collector = figureCollector()
  const telling = file.filters.flatMap(({ values }, at) => (values.length > 1 ? [at] : []))
  const groups = new Map<string, Group | null>()
  const refusedRows: RefusedRow[] = []
  const problems: string[] = []
  for (const { row, period, place, placeName, filters, cells } of file.rows) {
    if (!knownLevels.has(place.level.toLowerCase())) continue
    const area = findArea(place)
    if (!area) {
      refusedRows.push({
        row,
        text: `the area ${placeName} with the code '${place.laCode || place.onsCode || place.regionCode}' is not known`,
      })
      continue
    }
    const values = telling.map((at) => filters[at] ?? '')
    for (const [at, cell] of cells.entries()) {
      const name = file.measures[at] ?? ''
      const key = `${at}|${values.join('|')}|${period.key}`
      let group = groups.get(key)
      if (group === undefined) {
        const measure = measureOf(table, name, values)
        const when = isSnapshot(table, name, values) ? { ...period, startsOn: null } : period
        group = isWanted(measure.code) ? collector.group(measure, when) : null
        groups.set(key, group)
      }
      if (group && !collector.add(group, area, cell))
        problems.push(
          `Row ${row}: ${name} for ${area.name} in ${period.label} is given twice with different figures, under codes of the same area.`,
        )
    }
  }
  if (problems.length > 0) return refused(...problems)
  const figures = collector.done(refusedRows)
  return figures.count > 0
    ? read(figures)
    : refused('The file has no figure for England, a region or a local authority that is known.')
}
