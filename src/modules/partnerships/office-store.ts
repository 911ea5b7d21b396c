import type { Db } from '#platform/db/connect.ts'

export type Holder = { name: string; titleAsPrinted: string; asAt: string; source: string; note: string | null }

/** An office that a partnership's documents name; its holders oldest first, none when no document names one. */
export type PublishedOffice = {
  id: string
  kind: string
  title: string
  organisationId: string
  organisation: string
  source: string
  note: string | null
  holders: Holder[]
}

/** The offices that carry a duty in a partnership, with everybody whom a document names in them. */
export async function listOffices(db: Db, partnershipId: string): Promise<PublishedOffice[]> {
  const offices = await db
    .selectFrom('partnerships.office_duty as duty')
    .innerJoin('partnerships.published_office as office', 'office.id', 'duty.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('duty.partnership_id', '=', partnershipId)
    .orderBy('duty.position')
    .limit(500)
    .select([
      'office.id',
      'duty.kind',
      'office.title',
      'organisation.id as organisationId',
      'organisation.name as organisation',
      'duty.source',
      'office.note',
    ])
    .execute()
  if (offices.length === 0) return []
  const holders = await db
    .selectFrom('partnerships.office_holder')
    .where(
      'office_id',
      'in',
      offices.map(({ id }) => id),
    )
    .orderBy('position')
    .select(['office_id', 'name', 'title_as_printed as titleAsPrinted', 'as_at as asAt', 'source', 'note'])
    .execute()
  const byOffice = Map.groupBy(holders, (holder) => holder.office_id)
  return offices.map((office) => ({
    ...office,
    holders: (byOffice.get(office.id) ?? []).map(({ office_id: _office, ...holder }) => holder),
  }))
}
