import type { Db, Tx } from '#platform/db/connect.ts'
import type { Indicator, Polarity, SeriesBreak, Unit } from './indicator.ts'

/** What `indicator.details` holds, as `load-catalogue.ts` wrote it. */
export type Details = {
  themeName: string
  isAnnualised: boolean
  periodKind: string
  certaintyWords: string
  priority: string
  seriesBreaks: readonly SeriesBreak[]
  minimumCount: number
}

/** What one organisation supplies to one partnership. */
export type Supplied = {
  indicator: Indicator
  organisationId: string
  organisation: string
  target: number | null
  targetNote: string | null
}

const columns = [
  'i.id',
  'i.code',
  'i.slug',
  'i.position',
  'i.theme',
  'i.name',
  'i.question',
  'i.definition',
  'i.numerator',
  'i.denominator',
  'i.unit',
  'i.multiplier',
  'i.decimals',
  'i.polarity',
  'i.owner_kind as ownerKind',
  'i.asked_of as askedOf',
  'i.frequency',
  'i.measure_id as measureId',
  'i.certainty',
  'i.version',
  'i.details',
] as const

const catalogue = (db: Db | Tx) => db.selectFrom('indicators.indicator as i').select(columns)

type Row = Awaited<ReturnType<ReturnType<typeof catalogue>['executeTakeFirstOrThrow']>>

function indicatorOf(row: Row): Indicator {
  const { details, multiplier, unit, polarity, ...rest } = row
  return {
    ...rest,
    ...(details as Details),
    unit: unit as Unit,
    polarity: polarity as Polarity,
    multiplier: multiplier === null ? null : Number(multiplier),
  }
}

/** The whole catalogue in its own order. */
export async function listIndicators(db: Db | Tx): Promise<Indicator[]> {
  return (await catalogue(db).orderBy('i.position').execute()).map(indicatorOf)
}

/** One indicator by its slug ('re-referral-rate') or its code ('B5'); undefined when there is none. */
export async function findIndicator(db: Db | Tx, slugOrCode: string): Promise<Indicator | undefined> {
  const row = await catalogue(db)
    .where((where) => where.or([where('i.slug', '=', slugOrCode), where('i.code', '=', slugOrCode)]))
    .executeTakeFirst()
  return row && indicatorOf(row)
}

/** Which indicators a partnership is supplied with, in the catalogue’s order; of one organisation when it is named. */
export async function listSupplied(db: Db | Tx, partnershipId: string, organisationId?: string): Promise<Supplied[]> {
  let query = catalogue(db)
    .innerJoin('indicators.supply as s', 's.indicator_id', 'i.id')
    .innerJoin('identity.organisation as o', 'o.id', 's.organisation_id')
    .where('s.partnership_id', '=', partnershipId)
    .select([
      's.organisation_id as organisationId',
      'o.name as organisation',
      's.target',
      's.target_note as targetNote',
    ])
    .orderBy('i.position')
  if (organisationId !== undefined) query = query.where('s.organisation_id', '=', organisationId)
  return (await query.execute()).map(({ organisationId: supplier, organisation, target, targetNote, ...row }) => ({
    indicator: indicatorOf(row),
    organisationId: supplier,
    organisation,
    target: target === null ? null : Number(target),
    targetNote,
  }))
}
