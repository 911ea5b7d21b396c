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
import { loadDemonstrationTracker } from '#modules/tracker/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'

const packs = ['kent', 'medway'].map((name) => join(import.meta.dirname, '../packs', name))

/**
 * Loads what a newcomer looks at: the packs of Kent and Medway, the published figures, and an invented history, each once. Runs
 * again without changing anything.
 */
export async function loadDemonstration(db: Db, clock: Clock, say: (line: string) => void): Promise<void> {
  say('Loading the published figures…')
  await loadPublished(db)
  await loadPacks(db, packs, say, { withSamplePeople: true })
  await loadDemonstrationArrangements(db, clock)
  await loadDemonstrationGroups(db, clock)
  await loadPackFigures(db, packs, say)
  await loadPublishedPriorities(db, packs)
  await loadSupply(db)
  await loadInventedHistory(db, clock)
  await openDemonstrationQuarter(db, clock)
  await lookEverywhere(db, clock)
  await loadDemonstrationReports(db, clock)
  await loadDemonstrationCases(db, clock)
  await loadDemonstrationTracker(db, clock)
  await loadDemonstrationMeetings(db, clock)
  await loadDemonstrationGovernance(db, clock)
  await loadDemonstrationPlans(db, clock)
  await loadDemonstrationMinutes(db, clock)
  // The server would count the rows by itself in a minute or so; until then it plans the first pages badly.
  await sql`analyze`.execute(db)
}
