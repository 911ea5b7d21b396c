import type { Actor } from '#platform/actor.ts'
import { addMonths, inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { plural } from '#platform/words.ts'
import { findGroupById } from '#modules/partnerships/public.ts'
import { listDuties } from './duty-store.ts'
import { groupPaths } from './paths.ts'
import { inForceOn } from './terms.ts'
import { listTerms } from './terms-store.ts'

type DueForAgenda = { key: string; title: string; why: string; href: string; recordId: string | null }

/**
 * What a group's own arrangements put on its agenda: recurring duties that are due by a day, a version of its terms of reference that waits
 * to be approved, and terms that were in force so long that they are to be looked at again.
 *
 * @param termsReviewMonths after how many months, as the group has set it
 */
export async function dueForAgenda(
  db: Db,
  actor: Actor,
  groupId: string,
  { by, termsReviewMonths }: { by: string; termsReviewMonths: number },
): Promise<DueForAgenda[]> {
  const group = await findGroupById(db, actor.partnershipId, groupId)
  if (!group) return []
  const [duties, terms] = await Promise.all([listDuties(db, groupId), listTerms(db, groupId)])
  const proposed = terms.find(({ approvedOn, withdrawnOn }) => approvedOn === null && withdrawnOn === null)
  const now = inForceOn(terms, by)
  const reviewOn = now?.inForceFrom ? addMonths(now.inForceFrom, termsReviewMonths) : null
  return [
    ...duties
      .filter(({ endedOn, nextDueOn }) => endedOn === null && nextDueOn <= by)
      .map((duty) => ({
        key: `duty:${duty.id}:${duty.nextDueOn}`,
        title: duty.words,
        why: `It is the group’s own duty every ${plural(duty.everyMonths, 'month')}, due on ${inWords(duty.nextDueOn)} (${duty.source})`,
        href: groupPaths.duties(actor.partnershipSlug, group.slug),
        recordId: null,
      })),
    ...(proposed
      ? [
          {
            key: `terms:${proposed.reference}:approve`,
            title: `Terms of reference: approve version ${proposed.number}`,
            why: `It was proposed on ${inWords(proposed.proposedOn)} and nobody has approved it yet`,
            href: groupPaths.version(proposed.reference),
            recordId: proposed.id,
          },
        ]
      : now && reviewOn !== null && reviewOn <= by
        ? [
            {
              key: `terms:${now.reference}:${reviewOn}`,
              title: 'Terms of reference: review',
              why: `Version ${now.number} has been in force since ${inWords(now.inForceFrom ?? '')}, and the group looks at it again after ${plural(termsReviewMonths, 'month')}`,
              href: groupPaths.version(now.reference),
              recordId: now.id,
            },
          ]
        : []),
  ]
}
