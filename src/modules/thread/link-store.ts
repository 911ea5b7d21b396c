import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { leadsUp, relations, type Relation } from './record.ts'
import { findRecordsById, type ThreadRecord } from './record-store.ts'

/**
 * Links two records; linking twice changes nothing.
 *
 * @param by the person who made the link, where a person did
 */
export async function linkRecords(
  tx: Tx,
  fromId: string,
  relation: Relation,
  toId: string,
  reason: string | null = null,
  by: string | null = null,
): Promise<void> {
  await tx
    .insertInto('thread.link')
    .values({ from_id: fromId, to_id: toId, relation, reason, linked_by: by })
    .onConflict((conflict) => conflict.columns(['from_id', 'to_id', 'relation']).doNothing())
    .execute()
}

export type LinkEnd = { by: string | null; reason: string; at: Date }

/** Takes a link back. It stays readable among the ended links, with who ended it and why where that is given. */
export async function unlinkRecords(
  tx: Tx,
  fromId: string,
  relation: Relation,
  toId: string,
  end: LinkEnd | null = null,
): Promise<boolean> {
  const link = await tx
    .deleteFrom('thread.link')
    .where('from_id', '=', fromId)
    .where('to_id', '=', toId)
    .where('relation', '=', relation)
    .returning(['id', 'reason', 'linked_at', 'linked_by'])
    .executeTakeFirst()
  if (link === undefined) return false
  await tx
    .insertInto('thread.ended_link')
    .values({
      ...link,
      from_id: fromId,
      to_id: toId,
      relation,
      ended_at: end?.at ?? new Date(),
      ended_by: end?.by ?? null,
      end_reason: end?.reason ?? null,
    })
    .execute()
  return true
}

type Way = 'up' | 'down'

type Near = { id: string; kind: string }
export type Neighbour = ThreadRecord & { linkId: string; words: string; up: boolean; step: 1 | 2; fromId: string }

/** As many links of one record as are read: newest first, so that a hub (a group, a priority) costs no more than another record. */
const [mostNear, mostFar] = [40, 6] as const

/** Relations that may lead up (or down) when read from the first record to the second, and when read backwards; see `leadsUp`. */
const leading = (way: Way) => {
  const may = (relation: Relation, isUp: boolean) => relation === 'came from' || relations[relation].up === isUp
  const names = Object.keys(relations) as Relation[]
  return {
    away: names.filter((name) => may(name, way === 'up')),
    towards: names.filter((name) => may(name, way !== 'up')),
  }
}

/** The links one step up or down from each of these records, the newest of each first. */
async function linksFrom(db: Db | Tx, ids: readonly string[], way: Way, most: number) {
  const { away, towards } = leading(way)
  const near = sql<{ id: string }>`unnest(${[...ids]}::uuid[])`.as<'near'>(sql`near(id)`)
  const outwards = await db
    .selectFrom(near)
    .crossJoinLateral((from) =>
      from
        .selectFrom('thread.link as out')
        .whereRef('out.from_id', '=', 'near.id')
        .where('out.relation', 'in', away)
        .orderBy('out.id', 'desc')
        .limit(most)
        .select(['out.id', 'out.relation', 'out.to_id as farId'])
        .as('link'),
    )
    .select(['near.id as nearId', 'link.id', 'link.relation', 'link.farId'])
    .execute()
  const inwards = await db
    .selectFrom(near)
    .crossJoinLateral((from) =>
      from
        .selectFrom('thread.link as into')
        .whereRef('into.to_id', '=', 'near.id')
        .where('into.relation', 'in', towards)
        .orderBy('into.id', 'desc')
        .limit(most)
        .select(['into.id', 'into.relation', 'into.from_id as farId'])
        .as('link'),
    )
    .select(['near.id as nearId', 'link.id', 'link.relation', 'link.farId'])
    .execute()
  return [
    ...outwards.map((link) => ({ ...link, relation: link.relation as Relation, isOut: true })),
    ...inwards.map((link) => ({ ...link, relation: link.relation as Relation, isOut: false })),
  ].toSorted((one, other) => (one.id < other.id ? 1 : -1))
}

/**
 * The records one step up or down from each of these, the newest links first. Links first and then their records by id: joined in one
 * query, the database reckons that an actor sees a single record and begins with all of them (docs/adr/0030).
 */
async function step(db: Db | Tx, actor: Actor, from: readonly Near[], way: Way, most: number) {
  if (from.length === 0) return []
  const kinds = new Map(from.map(({ id, kind }) => [id, kind]))
  const links = await linksFrom(db, [...kinds.keys()], way, most)
  const far = await findRecordsById(db, actor, [...new Set(links.map(({ farId }) => farId))])
  const records = new Map(far.map((record) => [record.id, record]))
  return links.flatMap(({ id, nearId, farId, relation, isOut }) => {
    const record = records.get(farId)
    if (record === undefined) return []
    const fromKind = isOut ? (kinds.get(nearId) ?? '') : record.kind
    // Read backwards, what leads up leads down.
    if ((leadsUp(relation, fromKind) === isOut) !== (way === 'up')) return []
    const { words, backwards } = relations[relation]
    return [{ ...record, linkId: id, fromId: nearId, words: isOut ? words : backwards, up: way === 'up' }]
  })
}

/** The records one step up and down from a record, each with the words on its link, the newest links first. */
export async function listNearest(db: Db, actor: Actor, record: Near, most: number = mostNear): Promise<Neighbour[]> {
  const up = await step(db, actor, [record], 'up', most)
  const down = await step(db, actor, [record], 'down', most)
  return [...up, ...down].map((row) => ({ ...row, step: 1 }))
}

/** The records one and two steps up and down from a record, each with the words on its link. */
export async function listNeighbours(db: Db, actor: Actor, record: Near): Promise<Neighbour[]> {
  const near = await listNearest(db, actor, record)
  const known = new Set([record.id, ...near.map((each) => each.id)])
  // Two steps go on in one direction only: up and up, or down and down; sideways is another record's thread.
  const further = (way: Way) =>
    step(
      db,
      actor,
      near.filter((each) => each.up === (way === 'up')),
      way,
      mostFar,
    )
  const far = [...(await further('up')), ...(await further('down'))]
  return [...near, ...far.filter((row) => !known.has(row.id)).map((row): Neighbour => ({ ...row, step: 2 }))]
}
