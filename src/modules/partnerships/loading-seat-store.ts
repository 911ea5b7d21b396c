import type { Tx } from '#platform/db/connect.ts'
import type { Citing } from './as-at.ts'
import { idOf, type Ids } from './loading-organisation-store.ts'
import { holderOf, type Group, type Pack, type Seat } from './pack.ts'

/** A seat that the document names in the plural, or for several organisations at once. */
const isOfMany = ({ position, severalOrganisations }: Seat): boolean =>
  severalOrganisations.length > 1 ||
  /^(members|relevant agencies|chairs of|panel members|designated nurses)/i.test(position ?? '')

type Loading = { pack: Pack; organisationIds: Ids; officeIds: Ids; citing: Citing }

/**
 * Writes a group's seats in the order in which they are printed: a seat keeps its id as long as its place in the list. Only for a group
 * that nobody changed on a page, so that no office sits in any of them yet.
 */
export async function loadSeats(
  tx: Tx,
  groupId: string,
  group: Group,
  { pack, organisationIds, officeIds, citing }: Loading,
): Promise<void> {
  await tx
    .deleteFrom('partnerships.seat')
    .where('group_id', '=', groupId)
    .where('position', '>=', group.seats.length)
    .execute()
  if (group.seats.length === 0) return
  const rows = group.seats.map((seat, position) => {
    const holder = holderOf(pack, seat)
    return {
      group_id: groupId,
      position,
      title: seat.position,
      title_as_printed: seat.positionAsPrinted,
      organisation_as_printed: seat.organisationAsPrinted,
      role: seat.role,
      is_vacant: seat.vacant,
      office_id: seat.office === null ? null : idOf(officeIds, seat.office),
      holder_name: holder?.name ?? null,
      holder_as_at: holder?.asAt ?? null,
      holder_source: holder === null ? null : citing.cite(holder.source),
      source: citing.citeDated(seat.source ?? group.membership.source),
      note: seat.note,
      condition: seat.role === 'conditional' ? seat.note : null,
      // 'Chairs of the sub-groups' are as many as there are; a post is one.
      places: isOfMany(seat) ? null : 1,
    }
  })
  const written = await tx
    .insertInto('partnerships.seat')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['group_id', 'position']).doUpdateSet((set) => ({
        title: set.ref('excluded.title'),
        title_as_printed: set.ref('excluded.title_as_printed'),
        organisation_as_printed: set.ref('excluded.organisation_as_printed'),
        role: set.ref('excluded.role'),
        is_vacant: set.ref('excluded.is_vacant'),
        office_id: set.ref('excluded.office_id'),
        holder_name: set.ref('excluded.holder_name'),
        holder_as_at: set.ref('excluded.holder_as_at'),
        holder_source: set.ref('excluded.holder_source'),
        source: set.ref('excluded.source'),
        note: set.ref('excluded.note'),
        condition: set.ref('excluded.condition'),
        places: set.ref('excluded.places'),
      })),
    )
    .returning(['id', 'position'])
    .execute()
  await tx
    .deleteFrom('partnerships.seat_organisation')
    .where(
      'seat_id',
      'in',
      written.map(({ id }) => id),
    )
    .execute()
  const idAt = new Map(written.map(({ id, position }) => [position, id]))
  const held = group.seats.flatMap((seat, at) => {
    const organisations = seat.organisation === null ? seat.severalOrganisations : [seat.organisation]
    return organisations.map((slug, position) => ({
      seat_id: idAt.get(at) ?? '',
      position,
      organisation_id: idOf(organisationIds, slug),
    }))
  })
  if (held.length > 0) await tx.insertInto('partnerships.seat_organisation').values(held).execute()
}
