import type { Db, Tx } from '#platform/db/connect.ts'

export type FactKind = 'name' | 'frequency' | 'operating'
type NewFact = { kind: FactKind; words: string; timesAYear: number | null; startsOn: string; source: string }

/** Adds what a group is called, how often it meets or whether it operates from a day on; what was said before stays. */
export async function addFact(tx: Tx, groupId: string, fact: NewFact): Promise<void> {
  const { last } = await tx
    .selectFrom('partnerships.group_fact')
    .where('group_id', '=', groupId)
    .where('kind', '=', fact.kind)
    .select((select) => select.fn.max('position').as('last'))
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('partnerships.group_fact')
    .values({
      group_id: groupId,
      kind: fact.kind,
      position: (last ?? -1) + 1,
      words: fact.words,
      times_a_year: fact.timesAYear,
      as_at: fact.startsOn,
      starts_on: fact.startsOn,
      source: fact.source,
    })
    .execute()
}

/** The facts that hold on a day, one of a kind: the last that has begun. Those from documents are older than any made here. */
async function factsOn(db: Db | Tx, groupId: string, today: string) {
  const rows = await db
    .selectFrom('partnerships.group_fact')
    .where('group_id', '=', groupId)
    .where('kind', 'in', ['name', 'frequency', 'operating'])
    .where((where) => where.or([where('starts_on', 'is', null), where('starts_on', '<=', today)]))
    .orderBy('starts_on', (order) => order.asc().nullsFirst())
    .orderBy('position')
    .select(['kind', 'words', 'times_a_year as timesAYear', 'starts_on as startsOn'])
    .execute()
  return new Map(rows.map((row) => [row.kind, row]))
}

/** Brings what stands on a group's own row up to what holds on a day. @returns what changed, in words of kinds */
export async function bringUpToDate(tx: Tx, groupId: string, today: string): Promise<FactKind[]> {
  const facts = await factsOn(tx, groupId, today)
  const row = await tx
    .selectFrom('partnerships.group')
    .where('id', '=', groupId)
    .select(['name', 'frequency', 'meetings_a_year', 'operating'])
    .forUpdate()
    .executeTakeFirstOrThrow()
  const [name, frequency, operating] = [facts.get('name'), facts.get('frequency'), facts.get('operating')]
  const next = {
    name: name?.words ?? row.name,
    frequency: frequency?.words ?? row.frequency,
    meetings_a_year: frequency === undefined ? row.meetings_a_year : frequency.timesAYear,
    operating: operating?.words ?? row.operating,
  }
  const changed: FactKind[] = [
    ...(next.name === row.name ? [] : (['name'] as const)),
    ...(next.frequency === row.frequency && next.meetings_a_year === row.meetings_a_year
      ? []
      : (['frequency'] as const)),
    ...(next.operating === row.operating ? [] : (['operating'] as const)),
  ]
  if (changed.length > 0) await tx.updateTable('partnerships.group').set(next).where('id', '=', groupId).execute()
  return changed
}

/** Groups with a change made here that began on a day between two, with one of the partnerships that own each. */
export const groupsWithChangesBetween = (db: Db | Tx, from: string, to: string) =>
  db
    .selectFrom('partnerships.group_fact as fact')
    .innerJoin('partnerships.group_partnership as place', 'place.group_id', 'fact.group_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'place.partnership_id')
    .where('fact.starts_on', '>=', from)
    .where('fact.starts_on', '<=', to)
    .distinctOn('fact.group_id')
    .orderBy('fact.group_id')
    .orderBy('place.partnership_id')
    .select(['fact.group_id as groupId', 'partnership.id', 'partnership.slug', 'partnership.short_name as name'])
    .execute()
