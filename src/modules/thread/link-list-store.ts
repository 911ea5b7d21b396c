import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { relations, type Relation } from './record.ts'
import { findRecordsById, type ThreadRecord } from './record-store.ts'

/** A link as it is read from one of its records. */
export type Link = {
  id: string
  fromId: string
  toId: string
  relation: Relation
  words: string
  other: ThreadRecord
  reason: string | null
  linkedAt: Date
  /** Who made it by hand; null: made together with the record itself. */
  linkedBy: string | null
  isByHand: boolean
}

export type EndedLink = {
  words: string
  other: ThreadRecord
  endedAt: Date
  endedBy: string | null
  endReason: string | null
}

const wordsFrom = (id: string, fromId: string, relation: string): string => {
  const { words, backwards } = relations[relation as Relation]
  return fromId === id ? words : backwards
}

const linkColumns = [
  'id',
  'from_id as fromId',
  'to_id as toId',
  'relation',
  'reason',
  'linked_at as linkedAt',
  'linked_by as linkedById',
] as const

/** The records at the other ends of links, by id: read apart from the links, as link-store.ts says why. */
const othersOf = async (db: Db | Tx, actor: Actor, id: string, links: readonly { fromId: string; toId: string }[]) => {
  const ids = new Set(links.map(({ fromId, toId }) => (fromId === id ? toId : fromId)))
  return new Map((await findRecordsById(db, actor, [...ids])).map((record) => [record.id, record]))
}

/** The names of people by id, as far as the acting partnership knows them. */
const namesOf = async (db: Db | Tx, ids: readonly (string | null)[]) => {
  const known = [...new Set(ids.filter((id) => id !== null))]
  if (known.length === 0) return new Map<string, string>()
  const rows = await db.selectFrom('identity.person').where('id', 'in', known).select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

type LinkRow = Omit<Link, 'relation' | 'words' | 'other' | 'linkedBy' | 'isByHand'> & {
  relation: string
  linkedById: string | null
}

async function describe(db: Db | Tx, actor: Actor, id: string, rows: readonly LinkRow[]): Promise<Link[]> {
  const others = await othersOf(db, actor, id, rows)
  const names = await namesOf(
    db,
    rows.map(({ linkedById }) => linkedById),
  )
  return rows.flatMap(({ linkedById, relation, ...row }) => {
    const other = others.get(row.fromId === id ? row.toId : row.fromId)
    if (other === undefined) return []
    return [
      {
        ...row,
        relation: relation as Relation,
        words: wordsFrom(id, row.fromId, relation),
        other,
        linkedBy: names.get(linkedById ?? '') ?? null,
        isByHand: linkedById !== null,
      },
    ]
  })
}

/** The links of a record that hold, newest first; `skip` and `most` count links of which the actor sees both ends. */
export async function listLinks(db: Db, actor: Actor, id: string, most: number, skip = 0): Promise<Link[]> {
  const side = (column: 'from_id' | 'to_id') =>
    db
      .selectFrom('thread.link')
      .where(column, '=', id)
      .orderBy('id', 'desc')
      .limit(skip + most)
      .select(linkColumns)
      .execute()
  const rows = [...(await side('from_id')), ...(await side('to_id'))].toSorted((one, other) =>
    one.id < other.id ? 1 : -1,
  )
  return describe(db, actor, id, rows.slice(skip, skip + most))
}

/** One link of a record, by its id. */
export async function findLinkOf(db: Db | Tx, actor: Actor, id: string, linkId: string): Promise<Link | undefined> {
  const rows = await db
    .selectFrom('thread.link')
    .where('id', '=', linkId)
    .where((where) => where.or([where('from_id', '=', id), where('to_id', '=', id)]))
    .select(linkColumns)
    .execute()
  return (await describe(db, actor, id, rows))[0]
}

/** The links of a record that were taken back, the last one first. */
export async function listEndedLinks(db: Db, actor: Actor, id: string, most: number): Promise<EndedLink[]> {
  const rows = await db
    .selectFrom('thread.ended_link')
    .where((where) => where.or([where('from_id', '=', id), where('to_id', '=', id)]))
    .orderBy('ended_at', 'desc')
    .limit(most)
    .select([
      'from_id as fromId',
      'to_id as toId',
      'relation',
      'ended_at as endedAt',
      'end_reason as endReason',
      'ended_by as endedById',
    ])
    .execute()
  const others = await othersOf(db, actor, id, rows)
  const names = await namesOf(
    db,
    rows.map(({ endedById }) => endedById),
  )
  return rows.flatMap(({ fromId, toId, relation, endedAt, endReason, endedById }) => {
    const other = others.get(fromId === id ? toId : fromId)
    if (other === undefined) return []
    return [
      {
        words: wordsFrom(id, fromId, relation),
        other,
        endedAt,
        endedBy: names.get(endedById ?? '') ?? null,
        endReason,
      },
    ]
  })
}
