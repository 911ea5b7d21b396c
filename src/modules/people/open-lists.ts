import { listHoldings } from '#modules/identity/public.ts'
import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { listChecks, openCheck } from './list-check-store.ts'

const permission = 'people.keep-watch'

const openList = command<{ organisationId: string; today: string }, { id: string }>({
  name: 'people.list-opened',
  permission,
  subject: ({ id }) => id,
  details: (_output, { organisationId }) => ({ organisation: organisationId }),
  run: async (tx, actor, { organisationId, today }) => ({
    id: (await openCheck(tx, actor.partnershipId, organisationId, today)) ?? '',
  }),
})

async function openOfPartnership(db: Db, actor: Actor, today: string): Promise<number> {
  const holdings = await listHoldings(db, actor.partnershipId, today)
  const known = new Set((await listChecks(db, actor.partnershipId, today)).map(({ organisationId }) => organisationId))
  const missing = new Set(
    holdings
      .filter(({ personId, state }) => personId !== null && state !== 'to-come')
      .map(({ organisationId }) => organisationId)
      .filter((organisationId) => !known.has(organisationId)),
  )
  for (const organisationId of missing) must(await openList(db, actor, { organisationId, today }))
  return missing.size
}

/**
 * Opens each agency's list of people once a quarter. Whoever is to confirm it is reminded with everything else that they owe (`tasksFor`).
 * Running it again on the same day does nothing more.
 *
 * @param db the owner's connection: it looks through every partnership
 * @returns how many were opened
 */
export async function openLists(db: Db, clock: Clock): Promise<number> {
  let opened = 0
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    opened += await openOfPartnership(db, installation({ id, slug, name: shortName }, [permission]), clock.today())
  }
  return opened
}
