import { addOrganisation } from '#modules/identity/public.ts'
import type { Tx } from '#platform/db/connect.ts'
import type { Citing } from './as-at.ts'
import type { Pack } from './pack.ts'

/** Ids by slug; a slug that is not there is a fault of the reader of packs, which checks every reference. */
export type Ids = ReadonlyMap<string, string>

export function idOf(ids: Ids, slug: string): string {
  const id = ids.get(slug)
  if (id === undefined) throw new Error(`the pack names '${slug}', which was not loaded`)
  return id
}

const relations = {
  same: null,
  abbreviation: 'Abbreviation.',
  predecessor: 'Predecessor.',
  site: 'Site.',
  misprint: 'Printed so by mistake.',
} as const

/**
 * Adds a pack's organisations, or brings them up to date: one row each, whichever partnerships they serve. An organisation
 * that no pack names any more stays, since figures and history may rest on it.
 */
export async function loadOrganisations(tx: Tx, pack: Pack, { cite }: Citing): Promise<Ids> {
  const ids = new Map<string, string>()
  for (const each of pack.organisations) {
    const id = await addOrganisation(tx, {
      slug: each.slug,
      name: each.name,
      sector: each.sector,
      isCategory: each.kind === 'category',
      note: each.note,
      aliases: each.aliases.map((alias) => ({
        name: alias.name,
        source: alias.source === null ? null : cite(alias.source),
        note: [relations[alias.relation], alias.note].filter((words) => words !== null).join(' ') || null,
      })),
    })
    ids.set(each.slug, id)
  }
  const parts = pack.organisations.flatMap((each) =>
    each.partOf === null ? [] : [{ organisation_id: idOf(ids, each.slug), part_of_id: idOf(ids, each.partOf) }],
  )
  await tx
    .deleteFrom('partnerships.organisation_part')
    .where('organisation_id', 'in', [...ids.values()])
    .execute()
  if (parts.length > 0) await tx.insertInto('partnerships.organisation_part').values(parts).execute()
  return ids
}
