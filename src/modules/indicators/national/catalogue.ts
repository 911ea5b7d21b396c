import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { read, refused, type Outcome } from './outcome.ts'

const units = ['count', 'percent', 'rate-per-10000', 'rate-per-100000', 'rate-per-1000', 'score', 'days'] as const
const ownerKinds = [
  'council',
  'police',
  'icb',
  'health-trust',
  'public-health',
  'education',
  'youth-justice',
  'probation',
  'cafcass',
  'business-team',
] as const

/** What the numerator over the denominator is multiplied by, before a quarter is brought to a year. */
const multipliers = {
  count: null,
  percent: 100,
  'rate-per-10000': 10_000,
  'rate-per-100000': 100_000,
  'rate-per-1000': 1000,
  score: null,
  days: null,
} as const satisfies Record<(typeof units)[number], number | null>

const sentence = z.string().trim().min(10)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2025-03-31')

const breakdown = z.strictObject({
  name: z.string().min(1),
  /** Whether the parts add up to the whole: decides how small numbers are hidden. */
  additive: z.boolean(),
  values: z.array(z.string().min(1)).min(2).optional(),
})

const comparator = z.strictObject({
  source: z.enum(['lait', 'dfe', 'ons']),
  measure: z.string().min(1),
  file: z.string().min(1).optional(),
})

const indicator = z.strictObject({
  code: z.string().regex(/^[A-K]\d{1,2}[a-d]?$/, 'must be a letter, a number and perhaps a letter, like C7'),
  slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower case words joined by dashes'),
  theme: z.string().min(1),
  name: z.string().min(3),
  question: sentence.endsWith('?'),
  definition: sentence,
  numerator: sentence,
  denominator: sentence.nullable(),
  unit: z.enum(units),
  multiplier: z.number().positive().nullable(),
  /** A quarter's events are multiplied by four, so that the rate stands beside the published rate of a year. */
  annualised: z.boolean(),
  decimals: z.int().min(0).max(3),
  polarity: z.enum(['higher-better', 'lower-better', 'none']),
  ownerKind: z.enum(ownerKinds),
  askedOf: z.enum(['council', 'police', 'icb']).nullable(),
  frequency: z.enum(['quarterly', 'annual', 'termly', 'snapshot']),
  periodKind: z.enum(['quarter', 'snapshot', 'year', 'term', 'pooled-years']),
  breakdowns: z.array(breakdown),
  minimumCount: z.int().min(4).max(10),
  lawfulBasisNote: sentence,
  comparator: comparator.nullable(),
  certainty: z.enum(['V', 'K', 'I']),
  priority: sentence,
  version: z.int().positive(),
  seriesBreaks: z.array(z.strictObject({ from: day, note: sentence })),
})

const catalogue = z.strictObject({
  title: z.string().min(1),
  licence: sentence,
  certainties: z.strictObject({ V: sentence, K: sentence, I: sentence }),
  themes: z.record(z.string(), z.string()),
  indicators: z.array(indicator).min(1),
})

/** One indicator of the catalogue; the file's README says what each field means. */
export type CatalogueIndicator = z.infer<typeof indicator>
export type Catalogue = z.infer<typeof catalogue>

const repeated = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
]

/** What the shape of one entry cannot say. */
function contradictions(entry: CatalogueIndicator, themes: readonly string[]): string[] {
  const problems: string[] = []
  const base = multipliers[entry.unit]
  const expected = base === null ? null : base * (entry.annualised ? 4 : 1)
  if (entry.multiplier !== expected)
    problems.push(
      `multiplier must be ${expected ?? 'null'} for ${entry.unit}${entry.annualised ? ' brought to a year' : ''}`,
    )
  if ((base === null) !== (entry.denominator === null) && entry.unit !== 'score')
    problems.push(
      base === null
        ? 'denominator must be null for a count or a number of days'
        : 'denominator must be given for a percentage or a rate',
    )
  if (entry.annualised && entry.periodKind !== 'quarter') problems.push('annualised only fits a quarter')
  if (entry.askedOf && entry.frequency !== 'quarterly')
    problems.push('askedOf only fits an indicator that is quarterly')
  if (!themes.includes(entry.theme)) problems.push(`theme '${entry.theme}' is not in the list of themes`)
  return problems
}

/** Checks the text of a catalogue and tells every problem at once, each with the code of its indicator. */
export function parseCatalogue(text: string): Outcome<Catalogue> {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    return refused(`The catalogue is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = catalogue.safeParse(content)
  if (!parsed.success)
    return refused(...parsed.error.issues.map((issue) => `${placeOf(content, issue.path)}: ${issue.message}`))
  const { indicators, themes } = parsed.data
  const problems = [
    ...repeated(indicators.map(({ code }) => code)).map((code) => `${code}: the code is used twice`),
    ...repeated(indicators.map(({ slug }) => slug)).map((slug) => `${slug}: the slug is used twice`),
    ...indicators.flatMap((entry) =>
      contradictions(entry, Object.keys(themes)).map((problem) => `${entry.code}: ${problem}`),
    ),
  ]
  return problems.length > 0 ? refused(...problems) : read(parsed.data)
}

function placeOf(content: unknown, path: readonly PropertyKey[]): string {
  if (path[0] !== 'indicators' || typeof path[1] !== 'number') return path.map(String).join('.') || 'the catalogue'
  const entries = (content as { indicators?: unknown }).indicators
  const entry = Array.isArray(entries) ? (entries[path[1]] as { code?: unknown } | undefined) : undefined
  return [typeof entry?.code === 'string' ? entry.code : `indicator ${path[1] + 1}`, ...path.slice(2).map(String)].join(
    ', ',
  )
}

/** Reads the catalogue of indicators, packs/england/indicators.json. */
export async function readCatalogue(path: string): Promise<Outcome<Catalogue>> {
  return parseCatalogue(await readFile(path, 'utf8'))
}
