import type { Tx } from '#platform/db/connect.ts'
import type { Citing } from './as-at.ts'
import { idOf, type Ids } from './loading-organisation-store.ts'
import type { Pack } from './pack.ts'

const stated = { yes: 'yes', no: 'no', 'not-stated': 'not stated' } as const

/** Writes which organisations serve the partnership, in what standing, and which group speaks for them. */
export async function loadAgencies(
  tx: Tx,
  partnershipId: string,
  { pack, organisationIds, groupIds, citing }: { pack: Pack; organisationIds: Ids; groupIds: Ids; citing: Citing },
): Promise<void> {
  await tx.deleteFrom('partnerships.agency').where('partnership_id', '=', partnershipId).execute()
  const rows = pack.agencies.map((each, position) => ({
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
  if (rows.length > 0) await tx.insertInto('partnerships.agency').values(rows).execute()
}
