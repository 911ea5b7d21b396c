import type { Tx } from '#platform/db/connect.ts'
import type { Citing } from './as-at.ts'
import { idOf, type Ids } from './loading-organisation-store.ts'
import type { Pack } from './pack.ts'

const stated = { yes: 'yes', no: 'no', 'not-stated': 'not stated' } as const

/**
 * Writes which organisations serve the partnership, in what standing, and which group speaks for them. An agency that a pack drops
 * leaves the register; one that somebody changed or added on a page is left as it is.
 *
 * @returns the names of those that were left alone
 */
export async function loadAgencies(
  tx: Tx,
  partnershipId: string,
  { pack, organisationIds, groupIds, citing }: { pack: Pack; organisationIds: Ids; groupIds: Ids; citing: Citing },
): Promise<string[]> {
  const changed = await tx
    .selectFrom('partnerships.agency')
    .where('partnership_id', '=', partnershipId)
    .where('changed_on', 'is not', null)
    .orderBy('position')
    .select(['organisation_id', 'name_as_printed'])
    .execute()
  const left = new Set(changed.map((each) => each.organisation_id))
  const rows = pack.agencies
    .map((each, position) => ({
      partnership_id: partnershipId,
      organisation_id: idOf(organisationIds, each.organisation),
      position,
      category: each.category,
      name_as_printed: each.nameAsPrinted,
      is_safeguarding_partner: each.standing === 'safeguarding-partner',
      relevant_agency: stated[each.legal.relevantAgency],
      section_11: stated[each.legal.section11],
      invited: stated[each.legal.invited],
      legal_basis: each.legal.basis,
      represented_by: each.representedBy === null ? null : idOf(groupIds, each.representedBy),
      note: each.note,
      source: citing.citeDated(each.source),
    }))
    .filter((row) => !left.has(row.organisation_id))
  const named = rows.map((row) => row.organisation_id)
  await tx
    .deleteFrom('partnerships.agency')
    .where('partnership_id', '=', partnershipId)
    .where('changed_on', 'is', null)
    .$if(named.length > 0, (query) => query.where('organisation_id', 'not in', named))
    .execute()
  for (const row of rows) {
    await tx
      .insertInto('partnerships.agency')
      .values(row)
      .onConflict((conflict) => conflict.columns(['partnership_id', 'organisation_id']).doUpdateSet(row))
      .execute()
  }
  return changed.map((each) => each.name_as_printed)
}
