import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { keepGaps } from './gap-store.ts'

const permission = 'thread.find-gaps'

const lookForGaps = command<{ today: string }, { found: number; closed: number; partnershipId: string }>({
  name: 'thread.gaps-looked-for',
  permission,
  subject: ({ partnershipId }) => partnershipId,
  details: ({ found, closed }) => ({ found, closed }),
  run: async (tx, actor, { today }) => ({
    ...(await keepGaps(tx, actor, today)),
    partnershipId: actor.partnershipId,
  }),
})

/**
 * Looks through every partnership for records that lack what their kind must be linked to. Running it again on the same day, or on
 * two workers at once, finds nothing twice.
 *
 * @param db the owner's connection: it looks through every partnership
 */
export async function findGaps(db: Db, clock: Clock): Promise<{ found: number; closed: number }> {
  const done = { found: 0, closed: 0 }
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    const actor = installation({ id, slug, name: shortName }, [permission])
    const { found, closed } = must(await lookForGaps(db, actor, { today: clock.today() }))
    done.found += found
    done.closed += closed
  }
  return done
}
