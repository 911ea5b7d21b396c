import { listGroups, type GroupName } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { findMatter, type Matter } from '../matter-store.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'

export type GroupParams = { Params: { slug: string } }
export type MatterParams = { Params: { reference: string } }
export type GroupHead = Pick<GroupName, 'id' | 'slug' | 'name'>

/** What the pages of a forward plan, its matters and its rules open, and who may change it. */
export const forwardPlanFrame = (db: Db, clock: Clock) => ({
  /** @throws notFound for a group that is none of the actor's partnership */
  openGroup: async (actor: Actor, slug: string): Promise<GroupName> => {
    const group = (await listGroups(db, actor.partnershipId)).find((each) => each.slug === slug)
    if (!group) throw notFound('Group')
    return group
  },
  /** @throws notFound for a matter that the actor may not know of */
  openMatter: async (actor: Actor, reference: string): Promise<Matter> => {
    const matter = await findMatter(db, actor, reference)
    if (!matter) throw notFound('Matter')
    return matter
  },
  /** @throws forbidden for whoever may not change the group's forward plan */
  toChange: async (actor: Actor, groupId: string): Promise<void> => {
    if (await mayChangeAgenda(db, actor, groupId, clock.today())) return
    throw forbidden('Only the business team and the group’s chair change its forward plan.')
  },
})

export const forwardPlanCrumbs = (group: Pick<GroupName, 'slug' | 'name'>) => [
  { text: 'Meetings', href: `${meetingPaths.list()}?group=${group.slug}` },
  { text: `Forward plan: ${group.name}`, href: meetingPaths.forwardPlan(group.slug) },
]

export const groupOf = (matter: Matter): GroupHead => ({
  id: matter.groupId,
  slug: matter.groupSlug,
  name: matter.groupName,
})

export const idOrNull = (text: string | null): string | null => (text !== null && isId(text) ? text : null)
