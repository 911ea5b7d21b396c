import { decodeText, splitCsv } from './csv-rows.ts'
import { read, refused, type Outcome } from './outcome.ts'
import type { LaitYear } from './period.ts'

export type Polarity = 'higher-better' | 'lower-better' | 'none'

/** A measure of the Local Authority Interactive Tool. `polarity` is null where the dictionary leaves it out, 'none' where it says '-'. */
export type LaitMeasure = {
  code: string
  name: string
  unit: string | null
  axis: string
  decimals: number | null
  polarity: Polarity | null
  topic: string
  definition: string
  yearKind: LaitYear
}

export type LaitDictionary = {
  measures: Map<string, LaitMeasure>
  rowCount: number
  /** Short names that stand in several rows, with the columns in which those rows differ. The first row is used. */
  duplicates: { code: string; rows: number; differs: string[] }[]
}

const polarities: Readonly<Record<string, Polarity>> = { High: 'higher-better', Low: 'lower-better', '-': 'none' }
const yearKinds: readonly string[] = [
  'Academic Year',
  'Financial Year',
  'Calendar Year',
  'Annual (end of Sept)',
  'Annual - January',
  'Annual',
]
const needed = [
  'Measure_short',
  'Measure',
  'Topic',
  'Polarity',
  'y_axis_name',
  'Description',
  'dps',
  'Year_Type',
] as const

/** What the name of a chart's axis says about the unit, in the catalogue's words. */
export function unitOfAxis(axis: string): string | null {
  const rate = /^rate per ([\d,]+)/i.exec(axis)?.[1]?.replaceAll(',', '')
  if (rate) return `rate-per-${rate}`
  if (axis.startsWith('%') || /^(?:turnover rate|absence rate)$/i.test(axis)) return 'percent'
  if (/^(?:spend|unit cost)$/i.test(axis)) return 'pounds'
  if (/score|case load/i.test(axis)) return 'score'
  return /^(?:number|total|social workers|starters|leavers|entries)/i.test(axis) ? 'count' : null
}

/** Reads the tool's dictionary: 448 rows for 434 short names, 14 measures that stand under two topics. */
export function readLaitDictionary(bytes: Uint8Array): Outcome<LaitDictionary> {
  const text = decodeText(bytes)
  if (!text.ok) return text
  const split = splitCsv(text.value)
  if (!split.ok) return split
  const [header = [], ...body] = split.value
  const missing = needed.filter((name) => !header.includes(name))
  if (missing.length > 0) return refused(`The dictionary has no column ${missing.join(', ')}`)
  const at = Object.fromEntries(needed.map((name) => [name, header.indexOf(name)])) as Record<
    (typeof needed)[number],
    number
  >
  const rows = body.filter((cells) => cells.length > 1)
  const measures = new Map<string, LaitMeasure>()
  const firstRows = new Map<string, string[]>()
  const duplicates = new Map<string, { code: string; rows: number; differs: string[] }>()
  const problems: string[] = []
  for (const cells of rows) {
    const value = (name: (typeof needed)[number]) => cells[at[name]] ?? ''
    const code = value('Measure_short')
    const first = firstRows.get(code)
    if (first) {
      const duplicate = duplicates.get(code) ?? { code, rows: 1, differs: [] }
      const differs = header.filter((_, column) => cells[column] !== first[column])
      duplicates.set(code, {
        code,
        rows: duplicate.rows + 1,
        differs: [...new Set([...duplicate.differs, ...differs])],
      })
      const kept = measures.get(code)
      if (kept?.decimals === null && /^\d+$/.test(value('dps'))) kept.decimals = Number(value('dps'))
      continue
    }
    firstRows.set(code, cells)
    const yearKind = value('Year_Type')
    if (!yearKinds.includes(yearKind)) {
      problems.push(`The measure ${code} has the unknown kind of year '${yearKind}'`)
      continue
    }
    measures.set(code, {
      code,
      name: value('Measure').trim(),
      unit: unitOfAxis(value('y_axis_name')),
      axis: value('y_axis_name'),
      decimals: /^\d+$/.test(value('dps')) ? Number(value('dps')) : null,
      polarity: polarities[value('Polarity')] ?? null,
      topic: value('Topic'),
      definition: value('Description').trim(),
      yearKind: yearKind as LaitYear,
    })
  }
  return problems.length > 0
    ? refused(...problems)
    : read({ measures, rowCount: rows.length, duplicates: [...duplicates.values()] })
}
