import { sql } from 'kysely'
import type { Db } from '#platform/db/connect.ts'
import type { Details } from './indicator-store.ts'
import { readCatalogue, type Catalogue, type CatalogueIndicator } from './national/catalogue.ts'
import { englandCatalogue } from './national/shipped-files.ts'

/** One line of the catalogue as a row; `measures` gives the id of each published measure by 'source|code'. */
function rowOf(entry: CatalogueIndicator, at: number, catalogue: Catalogue, measures: ReadonlyMap<string, number>) {
  const details: Details & Record<string, unknown> = {
    themeName: catalogue.themes[entry.theme] ?? entry.theme,
    isAnnualised: entry.annualised,
    periodKind: entry.periodKind,
    certaintyWords: catalogue.certainties[entry.certainty],
    priority: entry.priority,
    seriesBreaks: entry.seriesBreaks,
    breakdowns: entry.breakdowns,
    minimumCount: entry.minimumCount,
    lawfulBasisNote: entry.lawfulBasisNote,
  }
  return {
    code: entry.code,
    slug: entry.slug,
    position: at + 1,
    theme: entry.theme,
    name: entry.name,
    question: entry.question,
    definition: entry.definition,
    numerator: entry.numerator,
    denominator: entry.denominator,
    unit: entry.unit,
    multiplier: entry.multiplier,
    decimals: entry.decimals,
    polarity: entry.polarity,
    owner_kind: entry.ownerKind,
    asked_of: entry.askedOf,
    frequency: entry.frequency,
    details,
    measure_id: entry.comparator
      ? (measures.get(`${entry.comparator.source}|${entry.comparator.measure}`) ?? null)
      : null,
    certainty: entry.certainty,
    version: entry.version,
  }
}

const written = [
  'slug',
  'position',
  'theme',
  'name',
  'question',
  'definition',
  'numerator',
  'denominator',
  'unit',
  'multiplier',
  'decimals',
  'polarity',
  'owner_kind',
  'asked_of',
  'frequency',
  'details',
  'measure_id',
  'certainty',
  'version',
] as const

/**
 * Loads the catalogue of indicators of packs/england, each beside the published measure that it is compared with. Load the published
 * figures first. Run again, it writes only what has changed, and leaves an audit event only then.
 *
 * @returns how many indicators were written
 * @throws when the shipped catalogue cannot be read: every problem at once
 */
export async function loadCatalogue(db: Db): Promise<number> {
  const catalogue = await readCatalogue(englandCatalogue)
  if (!catalogue.ok) throw new Error(`indicators.json: ${catalogue.problems.join('; ')}`)
  return db.transaction().execute(async (tx) => {
    const measures = await tx.selectFrom('indicators.measure').select(['id', 'source', 'code']).execute()
    const ids = new Map(measures.map(({ id, source, code }) => [`${source}|${code}`, id]))
    const rows = catalogue.value.indicators.map((entry, at) => rowOf(entry, at, catalogue.value, ids))
    const names = sql.join(written.map((name) => sql.ref(name)))
    const news = sql.join(written.map((name) => sql.ref(`excluded.${name}`)))
    const olds = sql.join(written.map((name) => sql.ref(`kept.${name}`)))
    const { rows: changed } = await sql<{ code: string }>`
      insert into indicators.indicator as kept (code, ${names})
      select code, ${names} from jsonb_populate_recordset(null::indicators.indicator, ${JSON.stringify(rows)}::jsonb)
      on conflict (code) do update set (${names}) = row(${news}) where row(${olds}) is distinct from row(${news})
      returning code`.execute(tx)
    if (changed.length > 0) {
      await tx
        .insertInto('platform.audit_event')
        .values({
          name: 'indicators.catalogue-loaded',
          subject: 'packs/england/indicators.json',
          details: JSON.stringify({ indicators: changed.length }),
        })
        .execute()
    }
    return changed.length
  })
}
