import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import type { PlanState } from './plan.ts'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('plan.plan as plan')
    .leftJoin('partnerships.group as group', 'group.id', 'plan.group_id')
    .where('plan.partnership_id', '=', actor.partnershipId)

const detailed = (db: Db | Tx, actor: Actor) =>
  visibleTo(db, actor).select([
    'plan.id',
    'plan.slug',
    'plan.title',
    'plan.starts_on as startsOn',
    'plan.ends_on as endsOn',
    'plan.state',
    'plan.agreed_on as agreedOn',
    'plan.agreed_by as agreedBy',
    'plan.group_id as groupId',
    'group.name as groupName',
    'group.slug as groupSlug',
    'plan.judge_every_months as judgeEveryMonths',
    'plan.judge_days_before as judgeDaysBefore',
    'plan.stale_after_months as staleAfterMonths',
    'plan.follows_id as followsId',
    'plan.is_invented as isInvented',
    'plan.version',
  ])

export type Plan = Omit<Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>, 'state'> & {
  state: PlanState
}

/** The plans of the actor’s partnership, newest period first; at most 100. */
export const listPlans = async (db: Db | Tx, actor: Actor): Promise<Plan[]> =>
  (await detailed(db, actor).orderBy('plan.ends_on', 'desc').orderBy('plan.title').limit(100).execute()) as Plan[]

/** One plan by what stands in its address, when it is the actor’s partnership’s. */
export const findPlan = async (db: Db | Tx, actor: Actor, slug: string): Promise<Plan | undefined> =>
  (await detailed(db, actor).where('plan.slug', '=', slug).executeTakeFirst()) as Plan | undefined

type NewPlan = {
  slug: string
  title: string
  startsOn: string
  endsOn: string
  groupId: string | null
  followsId: string | null
  isInvented: boolean
}

/** Writes a plan as a draft, under an address that no other plan of the partnership has. */
export async function insertPlan(tx: Tx, actor: Actor, plan: NewPlan): Promise<{ id: string; slug: string }> {
  const taken = new Set((await listPlans(tx, actor)).map((each) => each.slug))
  const numbered = [plan.slug, ...Array.from({ length: 100 }, (_, index) => `${plan.slug}-${index + 2}`)]
  const slug = numbered.find((each) => !taken.has(each)) ?? plan.slug
  return tx
    .insertInto('plan.plan')
    .values({
      partnership_id: actor.partnershipId,
      slug,
      title: plan.title,
      starts_on: plan.startsOn,
      ends_on: plan.endsOn,
      group_id: plan.groupId,
      follows_id: plan.followsId,
      is_invented: plan.isInvented,
    })
    .returning(['id', 'slug'])
    .executeTakeFirstOrThrow()
}

type PlanChange = {
  title?: string
  starts_on?: string
  ends_on?: string
  state?: PlanState
  agreed_on?: string
  agreed_by?: string
  group_id?: string | null
  judge_every_months?: number
  judge_days_before?: number
  stale_after_months?: number
}

/** Saves a change to a plan that is still as the person saw it. @throws conflict when somebody else saved first */
export async function savePlan(tx: Tx, id: string, version: number, change: PlanChange): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('plan.plan')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(
      'Somebody else has changed this plan. Open it again to see how it stands; nothing of yours was saved.',
    )
}

export type PublishedSet = {
  id: string
  label: string
  source: string
  note: string | null
  items: readonly { number: number; text: string }[]
}

/** The priorities that the partnership’s own documents print, newest set first. */
export async function listPublishedSets(db: Db | Tx, actor: Actor): Promise<PublishedSet[]> {
  const rows = await db
    .selectFrom('plan.published_set')
    .where('partnership_id', '=', actor.partnershipId)
    .orderBy('position', 'desc')
    .limit(50)
    .select(['id', 'label', 'source', 'note', 'items'])
    .execute()
  return rows.map((row) => ({ ...row, items: row.items as PublishedSet['items'] }))
}
