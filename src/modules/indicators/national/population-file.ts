import { areaFinder, type Area } from './areas.ts'
import { readDfeFile } from './dfe-file.ts'
import { figureCollector, type Figures, type Measure, type RefusedRow } from './figures.ts'
import { read, refused, type Outcome } from './outcome.ts'

/** The measure that the estimates are stored as. */
export const populationMeasure: Measure = {
  code: 'population_0_17',
  name: 'Children aged 0 to 17',
  unit: 'count',
  decimals: 0,
  polarity: 'none',
  topic: 'Population',
  definition: 'Mid-year estimate of the resident population aged 0 to 17 at 30 June.',
}

/**
 * Reads the mid-year estimates of the Office for National Statistics in the layout of Explore Education Statistics: children aged 0 to 17 at
 * 30 June of the year named. A symbol stays a state (Dorset, Bournemouth and Poole before 2019 have none).
 */
export function readPopulation(bytes: Uint8Array, fileName: string, areas: readonly Area[]): Outcome<Figures> {
  const file = readDfeFile(bytes, fileName, '06-30')
  if (!file.ok) return file
  const at = file.value.measures.indexOf('population_estimate')
  if (at < 0) return refused(`${fileName} has no column population_estimate; it has ${file.value.measures.join(', ')}.`)
  const findArea = areaFinder(areas)
  const collector = figureCollector()
  const groups = new Map<string, ReturnType<typeof collector.group>>()
  const refusedRows: RefusedRow[] = []
  for (const { row, period, place, placeName, cells } of file.value.rows) {
    const area = findArea(place)
    const cell = cells[at]
    if (!area || !cell) {
      refusedRows.push({ row, text: `the area ${placeName} is not known` })
      continue
    }
    const label = `30 June ${period.key}`
    const group = groups.get(period.key) ?? collector.group(populationMeasure, { ...period, label, startsOn: null })
    groups.set(period.key, group)
    collector.add(group, area, cell)
  }
  return read(collector.done(refusedRows))
}

/**
 * The year of the mid-year estimate that a rate for a period ending on `endsOn` ('YYYY-MM-DD') divides by: the last 30 June before it ends. A rate
 * for the year ending 31 March 2025 divides by mid-2024 (Department for Education, children in need: methodology).
 */
export const ratePopulationYear = (endsOn: string): number =>
  Number(endsOn.slice(0, 4)) - (endsOn.slice(5) < '06-30' ? 1 : 0)
