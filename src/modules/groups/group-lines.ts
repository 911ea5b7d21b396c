import { inWords } from '#platform/dates.ts'
import { findGroupById } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { listDuties } from './duty-store.ts'
import { groupPaths } from './paths.ts'
import { inForceOn } from './terms.ts'
import { listTerms } from './terms-store.ts'

/** A group's terms of reference and recurring duties, for the group's page. */
export async function linesOfGroup(db: Db, actor: Actor, groupId: string, today: string) {
  const group = may(actor, 'groups.read') ? await findGroupById(db, actor.partnershipId, groupId) : undefined
  if (!group) return []
  const { slug } = group
  const [terms, duties] = [await listTerms(db, groupId), await listDuties(db, groupId)]
  const now = inForceOn(terms, today)
  const [newest] = terms
  const running = duties.filter((duty) => duty.endedOn === null)
  return [
    {
      heading: 'Terms of reference and recurring duties',
      items: [
        {
          text: now ? `Terms of reference, version ${now.number}` : 'Terms of reference',
          href: groupPaths.terms(actor.partnershipSlug, slug),
          tag: now
            ? newest && newest.number > now.number && newest.approvedOn === null
              ? 'A new version is proposed'
              : 'In force'
            : newest
              ? 'Proposed'
              : 'None kept here yet',
        },
        {
          text:
            running.length === 0
              ? 'Recurring duties'
              : `Recurring duties: next ${running[0]?.words ?? ''}, due ${inWords(running[0]?.nextDueOn ?? '')}`,
          href: groupPaths.duties(actor.partnershipSlug, slug),
          tag:
            running.length === 0
              ? 'None with a day yet'
              : running.some((duty) => duty.nextDueOn < today)
                ? 'Late'
                : 'To come',
        },
      ],
      empty: '',
    },
  ]
}
