import { loadAccounts } from '#modules/funding/public.ts'
import { citing, findPartnership, readPack, type Pack } from '#modules/partnerships/public.ts'
import { loadNotifications } from '#modules/reviews/public.ts'
import { loadTraining } from '#modules/training/public.ts'
import { installation } from '#platform/actor.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { plural } from '#platform/words.ts'
import { listLocalAdditions, replaceLocalAdditions, type LocalAddition } from './local-addition-store.ts'

/** The right to load any part of a pack; the installation alone has it. */
const permission = 'partnerships.load-pack'

/** The addition that only the independent scrutineer may write: packs give it this id. */
const scrutineersOwn = 'independent-scrutineer-section'

const loadAdditions = command<{ partnershipId: string; additions: LocalAddition[] }, null>({
  name: 'reports.additions-loaded',
  permission,
  subject: (_value, { partnershipId }) => partnershipId,
  details: (_value, { additions }) => ({ additions: additions.map((each) => each.slug) }),
  async run(tx, _actor, { partnershipId, additions }) {
    await replaceLocalAdditions(tx, partnershipId, additions)
    return null
  },
})

function additionsOf(pack: Pack): LocalAddition[] {
  const { cite } = citing(pack.documents)
  return (pack.report?.additions ?? []).map((each) => ({
    slug: each.id,
    title: each.title,
    asks: each.text,
    writtenBy: each.id === scrutineersOwn ? 'scrutineer' : 'team',
    copyTo: each.copyTo,
    source: cite(each.source),
  }))
}

/**
 * Loads what the packs say for a yearly report: accounts, training, notifications and local additions. The partnerships must be
 * loaded already; what has not changed is left alone.
 *
 * @param folders such as 'packs/kent'
 * @throws PackError with every problem of a pack
 */
export async function loadPackFigures(db: Db, folders: readonly string[], say: (line: string) => void): Promise<void> {
  for (const folder of folders) {
    const pack = readPack(folder)
    const found = await findPartnership(db, pack.partnership.slug)
    if (!found) throw new Error(`Load the partnership ${pack.partnership.slug} before its figures.`)
    const partnership = { id: found.id, slug: found.slug, name: found.shortName }
    const loaded =
      (await loadAccounts(db, partnership, pack)) +
      (await loadTraining(db, partnership, pack)) +
      (await loadNotifications(db, partnership, pack))
    const additions = additionsOf(pack)
    if (JSON.stringify(await listLocalAdditions(db, found.id)) !== JSON.stringify(additions))
      must(await loadAdditions(db, installation(partnership, [permission]), { partnershipId: found.id, additions }))
    if (loaded > 0) say(`${found.name}: ${plural(loaded, 'year')} of figures loaded.`)
  }
}
