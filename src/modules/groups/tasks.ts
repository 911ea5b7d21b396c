import { findChairOfGroup } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { listDutiesDue } from './duty-store.ts'
import { groupPaths } from './paths.ts'

/** How long before its day a duty is begun, in days. */
const lead = 42

/** What groups owe by an office: the recurring duties of those that it chairs; of a group without a chair's office, the business manager's. */
export async function tasksFor(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  if (!may(actor, 'groups.do-duty') || actor.officeId === null) return []
  const due = await listDutiesDue(db, actor.partnershipId, addDays(today, lead), today)
  const chairs = new Map<string, string | null>()
  for (const groupId of new Set(due.map((duty) => duty.groupId))) {
    chairs.set(groupId, (await findChairOfGroup(db, groupId, today))?.officeId ?? null)
  }
  const owes = (groupId: string): boolean => {
    const chair = chairs.get(groupId) ?? null
    return chair === null ? actor.role === 'business-manager' : chair === actor.officeId
  }
  return due
    .filter((duty) => owes(duty.groupId))
    .map((duty) => ({
      key: `duty-${duty.id}:done`,
      what: `${duty.group}: ${duty.words}`,
      href: groupPaths.doDuty(actor.partnershipSlug, duty.slug, duty.id),
      startOn: addDays(duty.nextDueOn, -lead),
      dueOn: duty.nextDueOn,
      action: 'Record',
    }))
}
