import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { approvedChange } from './apply-change.ts'
import { shippedDefinitions } from './definition.ts'
import { insertItem } from './item-store.ts'
import { listDefinitions } from './judgement-store.ts'
import { slugOf } from './plan.ts'
import { findPlan, insertPlan, listPublishedSets } from './plan-store.ts'

type Input = {
  title: string
  startsOn: string
  endsOn: string
  /** The group that judges progress; null: none is named yet. */
  groupId: string | null
  /** The id of a published set of priorities to begin with; null: blank. */
  publishedSetId: string | null
  /** The plan that this one follows. */
  followsId?: string | null
  isInvented?: boolean
  at: Date
}

/** The definitions that a partnership begins with; it may change them. */
async function shipDefinitions(tx: Tx, actor: Actor): Promise<void> {
  if ((await listDefinitions(tx, actor)).length > 0) return
  await tx
    .insertInto('plan.definition')
    .values(
      shippedDefinitions.map(({ isLittle, needsEvidence, ...each }) => ({
        ...each,
        partnership_id: actor.partnershipId,
        is_little: isLittle,
        needs_evidence: needsEvidence,
      })),
    )
    .execute()
}

/** Begins a plan as part of another command. */
export async function beginPlanIn(tx: Tx, actor: Actor, input: Input): Promise<{ id: string; slug: string }> {
  const { groupId, publishedSetId, at } = input
  if (groupId !== null && !(await listGroups(tx, actor.partnershipId)).some(({ id }) => id === groupId))
    refuse('group', 'Select one of the groups of this partnership')
  await shipDefinitions(tx, actor)
  const { title, startsOn, endsOn, followsId = null, isInvented = false } = input
  const slug = slugOf({ startsOn, endsOn })
  const plan = await insertPlan(tx, actor, { slug, title, startsOn, endsOn, groupId, followsId, isInvented })
  if (publishedSetId === null) return plan
  const set = (await listPublishedSets(tx, actor)).find(({ id }) => id === publishedSetId)
  if (!set) refuse('from', 'Select where the plan begins')
  const written = await findPlan(tx, actor, plan.slug)
  if (!written) throw new Error('the plan that was just written is not there')
  for (const { text } of set.items) {
    const itemId = await insertItem(tx, plan.id, { kind: 'priority', parentId: null })
    const wording = { title: text, note: null, source: set.source, target: null, targetNote: null }
    await approvedChange(tx, actor, written, { kind: 'add', itemId, wording, at })
  }
  return plan
}

/** Begins a plan as a draft: blank, or with priorities that the partnership’s own documents print, each with its source. */
export const beginPlan = command<Input, { id: string; slug: string }>({
  name: 'plan.plan-begun',
  permission: 'plan.write',
  subject: ({ id }) => id,
  details: ({ slug }, { startsOn, endsOn }) => ({ plan: slug, from: startsOn, to: endsOn }),
  run: beginPlanIn,
})
