import { command, refuse } from '#platform/command.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/connect.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { offer, type GroupFields } from './add-group.ts'
import { noteChange, ownGroup } from './own-group.ts'

/** Refuses a place under the group itself or under one that answers to it. */
async function checkPlace(tx: Tx, actor: Actor, groupId: string, above: string | null): Promise<void> {
  if (above !== null && !isId(above)) refuse('reportsTo', 'Select one of the groups of this partnership')
  const seen = new Set([groupId])
  for (let next = above; next !== null;) {
    if (seen.has(next)) refuse('reportsTo', 'A group cannot report to itself or to a group that reports to it')
    seen.add(next)
    const place = await tx
      .selectFrom('partnerships.group_partnership')
      .where('partnership_id', '=', actor.partnershipId)
      .where('group_id', '=', next)
      .select('reports_to')
      .executeTakeFirst()
    if (!place) throw notFound('Group')
    next = place.reports_to
  }
}

/** Changes what a group is for, its kind, its place and what is said of its chair. What has a date of its own has its own command. */
export const changeGroup = command<
  GroupFields & { groupId: string; version: number; membershipNote: string | null; today: string },
  { id: string }
>({
  name: 'partnerships.group-changed',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, { kind, reportsTo }) => ({ kind, reportsTo }),
  async run(tx, actor, input) {
    const group = await ownGroup(tx, actor, input.groupId)
    await checkPlace(tx, actor, group.id, input.reportsTo)
    await noteChange(tx, group.id, input.today, input.version)
    const before = await tx
      .selectFrom('partnerships.group')
      .where('id', '=', group.id)
      .select(['core_function', 'core_function_source', 'chair_rule', 'chair_rule_source'])
      .executeTakeFirstOrThrow()
    const here = `Changed by ${actor.partnershipName} on ${inWords(input.today)}`
    const isSameFunction = before.core_function.join('\n') === input.coreFunction.join('\n')
    await tx
      .updateTable('partnerships.group')
      .set({
        kind: input.kind,
        core_function: input.coreFunction,
        core_function_source: isSameFunction ? before.core_function_source : here,
        chair_rule: input.chairRule,
        chair_rule_source: input.chairRule === before.chair_rule ? before.chair_rule_source : here,
        membership_note: input.membershipNote,
        note: input.note,
      })
      .where('id', '=', group.id)
      .execute()
    await tx
      .updateTable('partnerships.group_partnership')
      .set({
        reports_to: input.reportsTo,
        reports_to_basis: input.reportsTo === null ? null : 'stated',
        reports_to_note: null,
      })
      .where('group_id', '=', group.id)
      .where('partnership_id', '=', actor.partnershipId)
      .where('reports_to', 'is distinct from', input.reportsTo)
      .execute()
    return { id: group.id }
  },
})

/** Sets a group's last day and says what becomes of its work. A last day that is still to come can be set again. */
export const endGroup = command<
  {
    groupId: string
    version: number
    endsOn: string
    outcome: string | null
    workGoesTo: string | null
    today: string
  },
  { id: string }
>({
  name: 'partnerships.group-ended',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, { endsOn, workGoesTo }) => ({ endsOn, workGoesTo }),
  async run(tx, actor, { groupId, version, endsOn, outcome, workGoesTo, today }) {
    const group = await ownGroup(tx, actor, groupId)
    if (group.startsOn !== null && endsOn < group.startsOn)
      refuse('endsOn', `Last day must be on or after the first day, ${inWords(group.startsOn)}`)
    if (endsOn <= today && outcome === null) refuse('outcome', 'Enter what becomes of the group’s work')
    if (workGoesTo !== null) {
      const next = await ownGroup(tx, actor, workGoesTo)
      if (next.id === group.id) refuse('workGoesTo', 'Choose another group than the one that ends')
      if (next.endsOn !== null && next.endsOn < endsOn)
        refuse('workGoesTo', 'Choose a group that has not ended by then')
    }
    await noteChange(tx, group.id, today, version)
    await tx
      .updateTable('partnerships.group')
      .set({ ends_on: endsOn, end_outcome: outcome, work_goes_to: workGoesTo })
      .where('id', '=', group.id)
      .execute()
    return { id: group.id }
  },
})

/** Names partnerships of this installation as further owners; each then takes the group into its own structure. */
export const shareGroup = command<
  { groupId: string; version: number; offerTo: string[]; today: string },
  { id: string }
>({
  name: 'partnerships.group-shared',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, { offerTo }) => ({ offerTo }),
  async run(tx, actor, { groupId, version, offerTo, today }) {
    const group = await ownGroup(tx, actor, groupId)
    const wanted = offerTo.filter((id) => id !== actor.partnershipId)
    if (wanted.length === 0) refuse('offerTo', 'Choose the partnerships that own the group too')
    await noteChange(tx, group.id, today, version)
    await tx.updateTable('partnerships.group').set({ ownership: 'joint' }).where('id', '=', group.id).execute()
    await offer(tx, group.id, wanted, today)
    return { id: group.id }
  },
})

/** Takes a group that another partnership owns jointly into one's own structure: it is the same group from then on. */
export const takeOnGroup = command<{ groupId: string; reportsTo: string | null; today: string }, { id: string }>({
  name: 'partnerships.group-taken-on',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, { reportsTo }) => ({ reportsTo }),
  async run(tx, actor, { groupId, reportsTo, today }) {
    if (reportsTo !== null) await ownGroup(tx, actor, reportsTo)
    const { last } = await tx
      .selectFrom('partnerships.group_partnership')
      .where('partnership_id', '=', actor.partnershipId)
      .select((select) => select.fn.max('position').as('last'))
      .executeTakeFirstOrThrow()
    const offered = await tx
      .selectFrom('partnerships.group_offer')
      .where('group_id', '=', groupId)
      .where('partnership_id', '=', actor.partnershipId)
      .select('group_id')
      .executeTakeFirst()
    if (!offered) throw notFound('Group')
    await tx
      .insertInto('partnerships.group_partnership')
      .values({
        group_id: groupId,
        partnership_id: actor.partnershipId,
        reports_to: reportsTo,
        reports_to_basis: reportsTo === null ? null : 'stated',
        position: (last ?? -1) + 1,
      })
      .execute()
    await tx
      .deleteFrom('partnerships.group_offer')
      .where('group_id', '=', groupId)
      .where('partnership_id', '=', actor.partnershipId)
      .execute()
    await noteChange(tx, groupId, today)
    return { id: groupId }
  },
})
