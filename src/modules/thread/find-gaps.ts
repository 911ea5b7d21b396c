import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { keepGaps } from './gap-store.ts'
import { keepWords } from './word-store.ts'

const permission = 'thread.find-gaps'

const lookForGaps = command<{ today: string; now: Date }, { found: number; closed: number; partnershipId: string }>({
  name: 'thread.gaps-looked-for',
  permission,
  subject: ({ partnershipId }) => partnershipId,
  details: ({ found, closed }) => ({ found, closed }),
  async run(tx, actor, { today, now }) {
    const { partnershipId } = actor
    const done = await keepGaps(tx, actor, today)
    await keepWords(tx, partnershipId, now)
    return { ...done, partnershipId }
  },
})

/**
 * Looks through every partnership for records that lack what their kind must be linked to, and reads the words of its titles, by which a
 * misspelt search is helped. Running it again on the same day, or on
 * two workers at once, finds nothing twice.
 *
 * @param db the owner's connection: it looks through every partnership
 */
export async function findGaps(db: Db, clock: Clock): Promise<{ found: number; closed: number }> {
  const done = { found: 0, closed: 0 }
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    const actor = installation({ id, slug, name: shortName }, [permission])
    const { found, closed } = must(await lookForGaps(db, actor, { today: clock.today(), now: clock.now() }))
    done.found += found
    done.closed += closed
  }
  return done
}
