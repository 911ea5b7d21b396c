import type { Tx } from '#platform/db/connect.ts'
import type { Citing } from './as-at.ts'
import { idOf, type Ids } from './loading-organisation-store.ts'
import { holderOf, type Group, type Pack } from './pack.ts'

type Loading = { pack: Pack; organisationIds: Ids; officeIds: Ids; citing: Citing }

/** Writes a group's seats afresh, in the order in which they are printed. */
export async function loadSeats(
  tx: Tx,
  groupId: string,
  group: Group,
  { pack, organisationIds, officeIds, citing }: Loading,
): Promise<void> {
  await tx.deleteFrom('partnerships.seat').where('group_id', '=', groupId).execute()
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
    }
  })
  const written = await tx.insertInto('partnerships.seat').values(rows).returning(['id', 'position']).execute()
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
