import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { approvedChange } from './apply-change.ts'
import { beginPlanIn } from './begin-plan.ts'
import { insertItem, listChanges, listItems, listMeasures } from './item-store.ts'
import { everyItem, planAsAt } from './plan.ts'
import { findPlan } from './plan-store.ts'

type Input = {
  fromSlug: string
  title: string
  startsOn: string
  endsOn: string
  /** Ids of the parts that go on, chosen one by one; what one hangs under must be chosen with it. */
  itemIds: readonly string[]
  today: string
  at: Date
}

/**
 * Begins the next plan as a draft with those parts of an earlier one that somebody chose. Priorities, outcomes and measures become new
 * records that supersede the old ones; an action stays the same action of the tracker and serves both.
 */
export const carryOver = command<Input, { id: string; slug: string; carried: number }>({
  name: 'plan.carried-over',
  permission: 'plan.write',
  subject: ({ id }) => id,
  details: ({ slug, carried }, { fromSlug }) => ({ plan: slug, from: fromSlug, carried }),
  async run(tx, actor, { fromSlug, title, startsOn, endsOn, itemIds, today, at }) {
    const old = await findPlan(tx, actor, fromSlug)
    if (!old) throw notFound('Plan')
    const [items, changes, measures] = [
      await listItems(tx, old.id),
      await listChanges(tx, old.id),
      await listMeasures(tx, old.id),
    ]
    const chosen = new Set(itemIds)
    const standing = everyItem(planAsAt(items, changes, old.endsOn)).filter(({ id }) => chosen.has(id))
    if (standing.length !== chosen.size) refuse('items', 'Some of what you chose has left the plan since. Choose again')
    const orphan = standing.find(({ parentId }) => parentId !== null && !chosen.has(parentId))
    if (orphan) refuse('items', `Choose also what ‘${orphan.title}’ hangs under, or leave it out`)
    const { id, slug } = await beginPlanIn(tx, actor, {
      title,
      startsOn,
      endsOn,
      groupId: old.groupId,
      publishedSetId: null,
      followsId: old.id,
      isInvented: old.isInvented,
      at,
    })
    const plan = await findPlan(tx, actor, slug)
    if (!plan) throw new Error('the plan that was just written is not there')
    const newIds = new Map<string, string>()
    for (const branch of standing) {
      const before = items.find((item) => item.id === branch.id)
      const itemId = await insertItem(tx, id, {
        kind: branch.kind,
        parentId: branch.parentId === null ? null : (newIds.get(branch.parentId) ?? null),
        carriedFromId: branch.id,
        ownerOfficeId: before?.ownerOfficeId ?? null,
        dueOn: before?.dueOn ?? null,
        recordId: branch.kind === 'action' ? branch.recordId : null,
        measure: measures.get(branch.id) ?? null,
      })
      newIds.set(branch.id, itemId)
      const { title: words, note, source, target, targetNote } = branch
      const wording = { title: words, note, source, target, targetNote }
      await approvedChange(tx, actor, plan, { kind: 'add', itemId, wording, at, today })
    }
    return { id, slug, carried: standing.length }
  },
})
