import type { Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { listPapersOwed } from './papers/paper-store.ts'
import { meetingPaths } from './paths.ts'

/** Two weeks are what an office needs to write a paper and have it read by its own chief officer. */
const daysToWrite = 14

/** The papers that an actor's office owes to meetings, soonest first. */
export async function tasksFor(db: Db, actor: Actor, _today: string): Promise<Owed[]> {
  if (actor.officeId === null) return []
  const owed = await listPapersOwed(db, actor, actor.officeId)
  return owed.map((paper) => ({
    key: `${paper.reference}:send`,
    what: `Paper for ${paper.meetingTitle}: ${paper.title}`,
    href: meetingPaths.sendPaper(paper.reference),
    startOn: paper.dueOn === null ? null : addDays(paper.dueOn, -daysToWrite),
    dueOn: paper.dueOn,
    action: 'Send paper',
  }))
}
