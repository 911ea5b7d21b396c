import { readDfeFile, type DfeFile } from './dfe-file.ts'
import { read, refused, type Outcome } from './outcome.ts'

/** Children aged 0 to 17 at 30 June of the year named; `population` is null where the file has a symbol (Dorset's three predecessors). */
export type PopulationRow = { place: DfeFile['rows'][number]['place']; year: number; population: number | null }

/**
 * Reads the mid-year estimates of the Office for National Statistics in the layout of Explore Education Statistics.
 * A rate per 10,000 children for the year ending 31 March 2025 divides by the estimate of mid-2024 (Department for Education,
 * children in need: methodology), so look it up with `ratePopulationYear`.
 */
export function readPopulation(bytes: Uint8Array, fileName: string): Outcome<PopulationRow[]> {
  const file = readDfeFile(bytes, fileName, '06-30')
  if (!file.ok) return file
  const at = file.value.measures.indexOf('population_estimate')
  if (at < 0) return refused(`${fileName} has no column population_estimate; it has ${file.value.measures.join(', ')}.`)
  return read(
    file.value.rows.map(({ place, period, cells }) => ({
      place,
      year: Number(period.endsOn.slice(0, 4)),
      population: cells[at]?.value ?? null,
    })),
  )
}

/** The year of the mid-year estimate that a rate for a period ending on `endsOn` ('YYYY-MM-DD') divides by: the last 30 June before it ends. */
export const ratePopulationYear = (endsOn: string): number =>
  Number(endsOn.slice(0, 4)) - (endsOn.slice(5) < '06-30' ? 1 : 0)
