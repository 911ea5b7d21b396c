import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'
import { addFact } from './dated-fact-store.ts'
import { ownGroup } from './own-group.ts'

export type GroupFields = {
  kind: string
  coreFunction: string[]
  reportsTo: string | null
  chairRule: string | null
  note: string | null
}

type Add = GroupFields & {
  name: string
  ownership: 'own' | 'joint' | 'others'
  /** Who owns it, when that is nobody in this installation. */
  owner: string | null
  /** Other partnerships of this installation that own it too. */
  offerTo: string[]
  frequency: string
  timesAYear: number | null
  operating: string
  startsOn: string
  endsOn: string | null
  today: string
}

/** 'Neglect: Task & Finish' as 'neglect-task-finish'. */
const inAddress = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)

/** A place in the addresses that no group has: an ended group keeps its own. */
async function freeSlug(tx: Tx, partnership: string, name: string): Promise<string> {
  const stem = `${partnership}-${inAddress(name) || 'group'}`
  const taken = await tx
    .selectFrom('partnerships.group')
    .where('slug', 'like', `${stem}%`)
    .select('slug')
    .limit(1_000)
    .execute()
  const known = new Set(taken.map(({ slug }) => slug))
  let slug = stem
  for (let next = 2; known.has(slug); next++) slug = `${stem}-${next}`
  return slug
}

/** Names other owners, who then take the group into their own structure. Refuses one that this installation does not have. */
export async function offer(tx: Tx, groupId: string, partnershipIds: readonly string[], today: string): Promise<void> {
  if (partnershipIds.length === 0) return
  const known = await tx
    .selectFrom('partnerships.partnership')
    .where(
      'id',
      'in',
      partnershipIds.filter((id) => isId(id)),
    )
    .select('id')
    .execute()
  if (known.length !== new Set(partnershipIds).size) refuse('offerTo', 'Choose partnerships from the list')
  await tx
    .insertInto('partnerships.group_offer')
    .values(known.map(({ id }) => ({ group_id: groupId, partnership_id: id, offered_on: today })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Adds a group to the partnership's structure: its own, one that several own, or one that belongs to others. */
export const addGroup = command<Add, { id: string; slug: string }>({
  name: 'partnerships.group-added',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: ({ slug }, { name, kind, ownership, startsOn, endsOn }) => ({
    slug,
    name,
    kind,
    ownership,
    startsOn,
    endsOn,
  }),
  async run(tx, actor, input) {
    const { name, kind, ownership, owner, offerTo, startsOn, endsOn, today, reportsTo } = input
    if (kind === 'task-and-finish' && endsOn === null) refuse('endsOn', 'Enter the day on which the group is to end')
    if (endsOn !== null && endsOn < startsOn) refuse('endsOn', 'Last day must be the same as or after the first day')
    if (ownership === 'others' && owner === null) refuse('owner', 'Enter who the group belongs to')
    if (reportsTo !== null) await ownGroup(tx, actor, reportsTo)
    const slug = await freeSlug(tx, actor.partnershipSlug, name)
    const source = `Added by ${actor.partnershipName}`
    const { id } = await tx
      .insertInto('partnerships.group')
      .values({
        slug,
        name,
        kind,
        core_function: input.coreFunction,
        chair_rule: input.chairRule,
        chair_rule_source: input.chairRule === null ? null : source,
        frequency: input.frequency,
        meetings_a_year: input.timesAYear,
        ownership,
        owner: ownership === 'others' ? owner : null,
        shared_with: ownership === 'joint' && owner !== null ? [owner] : [],
        operating: input.operating,
        membership_stated: 'some',
        note: input.note,
        source,
        starts_on: startsOn,
        ends_on: endsOn,
        changed_on: today,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { last } = await tx
      .selectFrom('partnerships.group_partnership')
      .where('partnership_id', '=', actor.partnershipId)
      .select((select) => select.fn.max('position').as('last'))
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('partnerships.group_partnership')
      .values({
        group_id: id,
        partnership_id: actor.partnershipId,
        reports_to: reportsTo,
        reports_to_basis: reportsTo === null ? null : 'stated',
        position: (last ?? -1) + 1,
      })
      .execute()
    if (ownership === 'joint') await offer(tx, id, offerTo, today)
    const fact = { timesAYear: null, startsOn, source }
    await addFact(tx, id, { ...fact, kind: 'name', words: name })
    await addFact(tx, id, { ...fact, kind: 'frequency', words: input.frequency, timesAYear: input.timesAYear })
    await addFact(tx, id, { ...fact, kind: 'operating', words: input.operating })
    return { id, slug }
  },
})
