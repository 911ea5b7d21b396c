import { join } from 'node:path'
import { sql } from 'kysely'
import { lookEverywhere } from '#modules/early-warning/public.ts'
import { loadDemonstrationGovernance } from '#modules/governance/public.ts'
import { loadDemonstrationGroups } from '#modules/groups/public.ts'
import { loadInventedHistory, loadPublished, loadSupply } from '#modules/indicators/public.ts'
import { loadDemonstrationArrangements, loadPacks } from '#modules/partnerships/public.ts'
import { loadDemonstrationPlans, loadPublishedPriorities } from '#modules/plan/public.ts'
import { loadDemonstrationMeetings } from '#modules/meetings/public.ts'
import { loadDemonstrationMinutes } from '#modules/minutes/public.ts'
import { loadDemonstrationReports, loadPackFigures } from '#modules/reports/public.ts'
import { openDemonstrationQuarter } from '#modules/returns/public.ts'
import { loadDemonstrationCases } from '#modules/reviews/public.ts'
import { loadDemonstrationThread } from '#modules/thread/public.ts'
import { loadDemonstrationTracker } from '#modules/tracker/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'

const packs = ['kent', 'medway'].map((name) => join(import.meta.dirname, '../packs', name))

/** `name`: null when the step goes on where an interrupted one ended. */
type Step = readonly [
  name: string | null,
  load: (db: Db, clock: Clock, say: (line: string) => void) => Promise<unknown>,
]

/** In the order in which one builds on the other. */
const steps: readonly Step[] = [
  [null, (db) => loadPublished(db)],
  [null, (db, _clock, say) => loadPacks(db, packs, say, { withSamplePeople: true })],
  ['arrangements', loadDemonstrationArrangements],
  ['groups', loadDemonstrationGroups],
  [null, (db, _clock, say) => loadPackFigures(db, packs, say)],
  [null, (db) => loadPublishedPriorities(db, packs)],
  [null, loadSupply],
  [null, loadInventedHistory],
  [null, openDemonstrationQuarter],
  [null, (db, clock) => lookEverywhere(db, clock)],
  ['cases', loadDemonstrationCases],
  ['tracker', loadDemonstrationTracker],
  ['meetings', loadDemonstrationMeetings],
  ['governance', loadDemonstrationGovernance],
  ['plans', loadDemonstrationPlans],
  ['minutes', loadDemonstrationMinutes],
  ['reports', loadDemonstrationReports],
  ['thread', loadDemonstrationThread],
]

/**
 * Loads what a newcomer looks at: the packs of Kent and Medway, the published figures, and an invented history, each once. Runs
 * again without changing anything.
 *
 * @throws Error with a sentence when an earlier run was interrupted
 */
export async function loadDemonstration(db: Db, clock: Clock, say: (line: string) => void): Promise<void> {
  say('Loading the published figures…')
  await eachWhole(db, clock, say, steps)
  // The server would count the rows by itself in a minute or so; until then it plans the first pages badly.
  await sql`analyze`.execute(db)
}

/**
 * Does each step, and notes before and after a named one that it did. Such a step writes in many transactions and takes what is there for
 * its own finished work: one that was interrupted would leave its second half out for ever, and without a word.
 *
 * @throws Error with a sentence when one was interrupted earlier
 */
export async function eachWhole(
  db: Db,
  clock: Clock,
  say: (line: string) => void,
  doing: readonly Step[],
): Promise<void> {
  for (const [name, load] of doing) {
    if (name === null) {
      await load(db, clock, say)
      continue
    }
    const key = `demonstration.${name}`
    const noted = await db.selectFrom('platform.setting').where('key', '=', key).select('value').executeTakeFirst()
    if (noted?.value === 'begun') {
      throw new Error(
        `Loading the demonstration was interrupted (${name}), so a part of it is missing. Empty the database, or remove the folder of GOLDENTHREAD_DATA (.data when it is not set), and start again.`,
      )
    }
    if (noted === undefined) await note(db, key, 'begun')
    await load(db, clock, say)
    if (noted === undefined) await note(db, key, 'done')
  }
}

async function note(db: Db, key: string, state: 'begun' | 'done'): Promise<void> {
  const value = JSON.stringify(state)
  await db
    .insertInto('platform.setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
