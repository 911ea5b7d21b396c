import { listGroups } from '#modules/partnerships/public.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { listChanges, listItems } from './item-store.ts'
import { planAsAt } from './plan.ts'
import { findPlan, savePlan } from './plan-store.ts'

type Agreed = { slug: string; version: number; agreedOn: string; agreedBy: string; today: string }

/** Records that a group agreed the plan. From then on every change is dated and gives its reason. */
export const agreePlan = command<Agreed, { id: string }>({
  name: 'plan.plan-agreed',
  permission: 'plan.write',
  subject: ({ id }) => id,
  details: (_value, { slug, agreedOn }) => ({ plan: slug, on: agreedOn }),
  async run(tx, actor, { slug, version, agreedOn, agreedBy, today }) {
    const plan = await findPlan(tx, actor, slug)
    if (!plan) throw notFound('Plan')
    if (plan.state !== 'draft') refuse('agreedBy', 'This plan has been agreed already')
    if (agreedOn > today) refuse('agreedOn', 'Date on which it was agreed must be today or earlier')
    const standing = planAsAt(await listItems(tx, plan.id), await listChanges(tx, plan.id), plan.startsOn)
    if (standing.length === 0) refuse('agreedBy', 'Add a priority before the plan is agreed')
    await savePlan(tx, plan.id, version, { state: 'agreed', agreed_on: agreedOn, agreed_by: agreedBy })
    return { id: plan.id }
  },
})

type Settings = {
  slug: string
  version: number
  title: string
  groupId: string | null
  judgeEveryMonths: number
  judgeDaysBefore: number
  staleAfterMonths: number
}

/** Changes a plan’s title, which group judges progress, and how often. */
export const setPlanSettings = command<Settings, { id: string }>({
  name: 'plan.settings-changed',
  permission: 'plan.write',
  subject: ({ id }) => id,
  details: (_value, { slug, groupId, judgeEveryMonths, judgeDaysBefore, staleAfterMonths }) => ({
    plan: slug,
    group: groupId,
    everyMonths: judgeEveryMonths,
    daysBefore: judgeDaysBefore,
    staleAfterMonths,
  }),
  async run(tx, actor, { slug, version, title, groupId, judgeEveryMonths, judgeDaysBefore, staleAfterMonths }) {
    const plan = await findPlan(tx, actor, slug)
    if (!plan) throw notFound('Plan')
    if (groupId !== null && !(await listGroups(tx, actor.partnershipId)).some(({ id }) => id === groupId))
      refuse('group', 'Select one of the groups of this partnership')
    await savePlan(tx, plan.id, version, {
      title,
      group_id: groupId,
      judge_every_months: judgeEveryMonths,
      judge_days_before: judgeDaysBefore,
      stale_after_months: staleAfterMonths,
    })
    return { id: plan.id }
  },
})
