import { may, type Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { listFollowUps, listReviews } from './keeping/register-store.ts'
import { listEndingGroups } from './keeping/ending-group-store.ts'
import { partnershipPaths } from './paths.ts'

/** How long before its day the yearly review of the list is begun, in days. */
const reviewLead = 42

/**
 * What the arrangements ask of an office: of those who keep them, the yearly review of the list of agencies, what becomes of the work of
 * groups that end, and what visits left to do.
 */
export async function tasksFor(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  if (actor.role !== 'business-manager' || !may(actor, 'partnerships.arrange')) return []
  const [[review], ending, followUps] = await Promise.all([
    listReviews(db, actor.partnershipId),
    listEndingGroups(db, actor.partnershipId, addDays(today, 28)),
    listFollowUps(db, actor.partnershipId),
  ])
  const slug = actor.partnershipSlug
  const startOn = review === undefined ? null : addDays(review.nextDueOn, -reviewLead)
  const isReviewTime = startOn === null || startOn <= today
  return [
    ...(isReviewTime
      ? [
          {
            key: `${slug}:agency-list:review`,
            what: 'Yearly review of the list of relevant agencies',
            href: partnershipPaths.reviewAgencies(slug),
            startOn,
            // Never recorded: as soon as one can.
            dueOn: review?.nextDueOn ?? null,
            action: 'Review',
          },
        ]
      : []),
    ...ending.map((group) => ({
      key: `${group.slug}:end`,
      what: `Say what becomes of the work of ${group.name}`,
      href: partnershipPaths.endGroup(slug, group.slug),
      dueOn: group.endsOn,
      action: 'Say',
    })),
    ...followUps.map((visit) => ({
      key: `visit-${visit.id}:follow-up`,
      what: `After a visit to ${visit.name}: ${visit.followUp ?? ''}`,
      href: partnershipPaths.followUp(slug, visit.id),
      dueOn: visit.dueOn,
      action: 'Follow up',
    })),
  ]
}
