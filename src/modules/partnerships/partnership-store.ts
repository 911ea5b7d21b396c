import type { Db, Tx } from '#platform/db/connect.ts'

export type DatedWord = { word: string; asAt: string; source: string }

/** A partnership's own words for things, the current ones: 'Executive Group', 'Business Plan', 'Yearly Report'. */
export type PartnershipWords = { executive: string; plan: string; leadPartners: string; yearlyReport: string }

export type Partnership = {
  id: string
  slug: string
  name: string
  shortName: string
  /** Null until the national areas are loaded. */
  areaId: number | null
  areaName: string | null
  laCode: string | null
  words: PartnershipWords
  vision: string | null
  purpose: string
}

const usual: PartnershipWords = {
  executive: 'Executive',
  plan: 'Plan',
  leadPartners: 'Lead safeguarding partners',
  yearlyReport: 'Yearly report',
}

/** The dated words for one concept, oldest first, as the loader of packs wrote them. */
export function datedWords(words: unknown, concept: keyof PartnershipWords): DatedWord[] {
  return (words as Partial<Record<keyof PartnershipWords, DatedWord[]>>)[concept] ?? []
}

const currentWords = (words: unknown): PartnershipWords => ({
  executive: datedWords(words, 'executive').at(-1)?.word ?? usual.executive,
  plan: datedWords(words, 'plan').at(-1)?.word ?? usual.plan,
  leadPartners: datedWords(words, 'leadPartners').at(-1)?.word ?? usual.leadPartners,
  yearlyReport: datedWords(words, 'yearlyReport').at(-1)?.word ?? usual.yearlyReport,
})

const partnerships = (db: Db | Tx) =>
  db
    .selectFrom('partnerships.partnership as partnership')
    .leftJoin('partnerships.area as area', 'area.id', 'partnership.area_id')
    .select([
      'partnership.id',
      'partnership.slug',
      'partnership.name',
      'partnership.short_name as shortName',
      'partnership.area_id as areaId',
      'area.name as areaName',
      'partnership.la_code as laCode',
      'partnership.words',
      'partnership.vision',
      'partnership.purpose',
    ])

const looksLikeId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A partnership of this installation by its id or its slug. Its arrangements are public, so anybody may ask. */
export async function findPartnership(db: Db | Tx, idOrSlug: string): Promise<Partnership | undefined> {
  const row = await partnerships(db)
    .where(looksLikeId.test(idOrSlug) ? 'partnership.id' : 'partnership.slug', '=', idOrSlug)
    .executeTakeFirst()
  return row && { ...row, words: currentWords(row.words) }
}

/** Every partnership of this installation, by name. */
export async function listPartnerships(db: Db | Tx): Promise<Partnership[]> {
  const rows = await partnerships(db).orderBy('partnership.name').limit(200).execute()
  return rows.map((row) => ({ ...row, words: currentWords(row.words) }))
}
