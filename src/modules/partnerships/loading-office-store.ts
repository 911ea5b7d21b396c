import type { Tx } from '#platform/db/connect.ts'
import type { Citing } from './as-at.ts'
import { idOf, type Ids } from './loading-organisation-store.ts'
import type { Office, Pack } from './pack.ts'

async function loadOffice(tx: Tx, office: Office, organisationIds: Ids, { cite }: Citing): Promise<string> {
  const values = {
    title: office.title,
    organisation_id: idOf(organisationIds, office.organisation),
    note: office.note,
  }
  const { id } = await tx
    .insertInto('partnerships.published_office')
    .values({ slug: office.slug, ...values })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.deleteFrom('partnerships.office_holder').where('office_id', '=', id).execute()
  const holders = office.holders.map((holder, position) => ({
    office_id: id,
    position,
    name: holder.name,
    title_as_printed: holder.titleAsPrinted,
    as_at: holder.asAt,
    source: cite(holder.source),
    note: holder.note,
  }))
  if (holders.length > 0) await tx.insertInto('partnerships.office_holder').values(holders).execute()
  return id
}

/** Writes the offices that the documents name, their holders as at each document, and what they are for this partnership. */
export async function loadOffices(
  tx: Tx,
  partnershipId: string,
  pack: Pack,
  organisationIds: Ids,
  citing: Citing,
): Promise<Ids> {
  const ids = new Map<string, string>()
  await tx.deleteFrom('partnerships.office_duty').where('partnership_id', '=', partnershipId).execute()
  for (const [position, office] of pack.offices.entries()) {
    const id = await loadOffice(tx, office, organisationIds, citing)
    ids.set(office.slug, id)
    const duties = office.duties
      .filter((duty) => duty.partnership === pack.partnership.slug)
      .map(({ kind, source, note }) => ({
        office_id: id,
        partnership_id: partnershipId,
        kind,
        position,
        source: citing.citeDated(source),
        note,
      }))
    if (duties.length > 0) await tx.insertInto('partnerships.office_duty').values(duties).execute()
  }
  return ids
}
