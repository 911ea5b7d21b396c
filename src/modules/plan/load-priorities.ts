import { isDeepStrictEqual } from 'node:util'
import { citing, findPartnership, readPack } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { listPublishedSets, type PublishedSet } from './plan-store.ts'

/** The right to load any part of a pack; the installation alone has it. */
const permission = 'partnerships.load-pack'

const replaceSets = command<{ partnershipId: string; sets: Omit<PublishedSet, 'id'>[] }, null>({
  name: 'plan.priorities-loaded',
  permission,
  subject: (_value, { partnershipId }) => partnershipId,
  details: (_value, { sets }) => ({ sets: sets.map(({ label }) => label) }),
  async run(tx, _actor, { partnershipId, sets }) {
    await tx.deleteFrom('plan.published_set').where('partnership_id', '=', partnershipId).execute()
    const rows = sets.map((set, index) => ({
      ...set,
      partnership_id: partnershipId,
      position: index + 1,
      items: JSON.stringify(set.items),
    }))
    if (rows.length > 0) await tx.insertInto('plan.published_set').values(rows).execute()
    return null
  },
})

/**
 * Loads the priorities that the packs’ documents print, each with its source; what has not changed is left alone. The partnerships must
 * be loaded already.
 *
 * @param folders such as 'packs/kent'
 * @throws PackError with every problem of a pack
 */
export async function loadPublishedPriorities(db: Db, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const pack = readPack(folder)
    const found = await findPartnership(db, pack.partnership.slug)
    if (!found) throw new Error(`Load the partnership ${pack.partnership.slug} before its priorities.`)
    const { citeDated } = citing(pack.documents)
    const sets = (pack.priorities?.sets ?? []).map(({ label, source, note, items }) => ({
      label,
      source: citeDated(source),
      note,
      items,
    }))
    const actor = installation({ id: found.id, slug: found.slug, name: found.shortName }, [permission])
    const known = (await listPublishedSets(db, actor))
      .toReversed()
      .map(({ label, source, note, items }) => ({ label, source, note, items }))
    if (isDeepStrictEqual(known, sets)) continue
    must(await replaceSets(db, actor, { partnershipId: found.id, sets }))
  }
}
