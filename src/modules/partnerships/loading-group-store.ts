import type { Tx } from '#platform/db/connect.ts'
import type { Citing } from './as-at.ts'
import { idOf, type Ids } from './loading-organisation-store.ts'
import { loadSeats } from './loading-seat-store.ts'
import type { Group, Pack } from './pack.ts'

const stated = { yes: 'yes', no: 'no', 'not-stated': 'not stated' } as const

type Loading = { pack: Pack; organisationIds: Ids; officeIds: Ids; citing: Citing }

function columnsOf(group: Group, { pack, citing: { citeDated } }: Loading) {
  const frequency = group.frequency.at(-1)
  const operating = group.operating.at(-1)
  const nameOf = (slug: string) => pack.organisations.find((each) => each.slug === slug)?.name ?? slug
  return {
    name: group.name,
    kind: group.kind,
    core_function: group.coreFunction,
    core_function_source: group.coreFunctionSource === null ? null : citeDated(group.coreFunctionSource),
    frequency: frequency?.words ?? 'Not stated in the source',
    meetings_a_year: frequency?.perYear ?? null,
    ownership: group.ownership.kind,
    owner: group.ownership.owner,
    shared_with: group.ownership.sharedWith.map(nameOf),
    ownership_note: group.ownership.note,
    operating: stated[operating?.status ?? 'not-stated'],
    chair_rule: group.chair?.words ?? null,
    chair_rule_source: group.chair === null ? null : citeDated(group.chair.source),
    membership_stated: group.membership.stated,
    membership_note: group.membership.note,
    membership_source: citeDated(group.membership.source),
    note: group.note,
    source: citeDated(group.ownership.source),
  }
}

function factsOf(group: Group, { pack, citing: { cite, citeDated } }: Loading) {
  const officeOf = (slug: string) => pack.offices.find((each) => each.slug === slug)
  const organisationOf = (slug: string) => pack.organisations.find((each) => each.slug === slug)?.name ?? slug
  const holder = (slug: string) => {
    const office = officeOf(slug)
    return office === undefined ? slug : `${office.title}, ${organisationOf(office.organisation)}`
  }
  const blank = { times_a_year: null, as_at: null, note: null }
  return [
    ...group.names.map(({ name, asAt, source, note }, position) => ({
      ...blank,
      kind: 'name',
      position,
      words: name,
      as_at: asAt,
      source: cite(source),
      note,
    })),
    ...group.frequency.map(({ words, perYear, asAt, source, note }, position) => ({
      kind: 'frequency',
      position,
      words,
      times_a_year: perYear,
      as_at: asAt,
      source: cite(source),
      note,
    })),
    ...group.operating.map(({ status, asAt, source, note }, position) => ({
      ...blank,
      kind: 'operating',
      position,
      words: stated[status],
      as_at: asAt,
      source: cite(source),
      note,
    })),
    ...(group.chair?.terms ?? []).map(({ office, words, source }, position) => ({
      ...blank,
      kind: 'chair-term',
      position,
      words: `${words}: ${holder(office)}`,
      source: citeDated(source),
    })),
    ...group.recurringDuties.map(({ words, timesPerYear, source }, position) => ({
      ...blank,
      kind: 'duty',
      position,
      words,
      times_a_year: timesPerYear,
      source: citeDated(source),
    })),
  ]
}

/** The groups with a slug that people changed on pages: a pack leaves them alone from then on. */
async function changedGroups(tx: Tx, slugs: readonly string[]) {
  if (slugs.length === 0) return []
  return tx
    .selectFrom('partnerships.group')
    .where('slug', 'in', slugs)
    .where('changed_on', 'is not', null)
    .orderBy('name')
    .select(['id', 'slug', 'name'])
    .execute()
}

/**
 * Writes a pack's groups. A group that several partnerships share is one row, whichever pack brings it; one that a pack no
 * longer names leaves that partnership's structure and stays on record, since warnings may have been given to it.
 *
 * A group that somebody changed on a page is left as it is, with its seats and its place (docs/adr/0024).
 *
 * @returns the groups' ids by slug, and the names of those that were left alone
 */
export async function loadGroups(
  tx: Tx,
  partnershipId: string,
  loading: Loading,
): Promise<{ ids: Ids; kept: string[] }> {
  const { groups } = loading.pack
  const changed = await changedGroups(
    tx,
    groups.map((group) => group.slug),
  )
  const ids = new Map(changed.map(({ slug, id }) => [slug, id]))
  for (const group of groups) {
    if (ids.has(group.slug)) continue
    const values = columnsOf(group, loading)
    const { id } = await tx
      .insertInto('partnerships.group')
      .values({ slug: group.slug, ...values })
      .onConflict((conflict) => conflict.column('slug').doUpdateSet(values))
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.set(group.slug, id)
    await tx.deleteFrom('partnerships.group_fact').where('group_id', '=', id).execute()
    const facts = factsOf(group, loading).map((fact) => ({ group_id: id, ...fact }))
    if (facts.length > 0) await tx.insertInto('partnerships.group_fact').values(facts).execute()
    await loadSeats(tx, id, group, loading)
  }
  await tx
    .deleteFrom('partnerships.group_partnership')
    .where('partnership_id', '=', partnershipId)
    .where('group_id', 'not in', (inner) =>
      inner.selectFrom('partnerships.group').where('changed_on', 'is not', null).select('id'),
    )
    .execute()
  const places = groups.map((group, position) => {
    // A joint group reports to a group of each partnership; here only to this one's.
    const above = group.reportsTo.find((each) => ids.has(each.group))
    return {
      group_id: idOf(ids, group.slug),
      partnership_id: partnershipId,
      reports_to: above === undefined ? null : idOf(ids, above.group),
      reports_to_basis: above?.basis ?? null,
      reports_to_note: above?.note ?? null,
      position,
    }
  })
  if (places.length > 0) {
    await tx
      .insertInto('partnerships.group_partnership')
      .values(places)
      .onConflict((conflict) => conflict.columns(['group_id', 'partnership_id']).doNothing())
      .execute()
  }
  return { ids, kept: changed.map(({ name }) => name) }
}
