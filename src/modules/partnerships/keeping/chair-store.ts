import type { Db, Tx } from '#platform/db/connect.ts'
import { nextTurn, type ChairRule } from './chair-turn.ts'

type Rotation = ChairRule & {
  groupId: string
  /** Null: cannot be worked out. */
  nextOn: string | null
  source: string
  version: number
  /** The seats in turn. */
  seatIds: string[]
}

/** How a group's chair goes round, or undefined when it does not. `lock`: nobody else moves it until the transaction ends. */
export async function findRotation(db: Db | Tx, groupId: string, lock = false): Promise<Rotation | undefined> {
  const rule = await db
    .selectFrom('partnerships.chair_rotation')
    .where('group_id', '=', groupId)
    .select(['group_id as groupId', 'every', 'number', 'next_on as nextOn', 'source', 'version'])
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!rule) return undefined
  const seats = await db
    .selectFrom('partnerships.chair_rotation_seat')
    .where('group_id', '=', groupId)
    .orderBy('position')
    .select('seat_id')
    .execute()
  return { ...rule, every: rule.every as ChairRule['every'], seatIds: seats.map((row) => row.seat_id) }
}

/** Which seats chaired a group since when, newest first. */
export const listChairTerms = (db: Db | Tx, groupId: string) =>
  db
    .selectFrom('partnerships.chair_term as term')
    .where('term.group_id', '=', groupId)
    .orderBy('term.starts_on', 'desc')
    .limit(200)
    .select(['term.id', 'term.seat_id as seatId', 'term.starts_on as startsOn', 'term.came_by as cameBy', 'term.note'])
    .execute()

/** Begins a term of the chair. @returns false when a term begins on that day already */
export async function beginTerm(
  tx: Tx,
  term: {
    groupId: string
    seatId: string
    startsOn: string
    cameBy: 'first' | 'rotation' | 'agreed'
    note: string | null
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('partnerships.chair_term')
    .values({
      group_id: term.groupId,
      seat_id: term.seatId,
      starts_on: term.startsOn,
      came_by: term.cameBy,
      note: term.note,
    })
    .onConflict((conflict) => conflict.columns(['group_id', 'starts_on']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Works out anew when the chair next goes round, from the first day of the present term. */
export async function setNextTurn(
  tx: Tx,
  rule: ChairRule & { groupId: string },
  from: string,
  meetingsAYear: number | null,
): Promise<string | null> {
  const nextOn = nextTurn(rule, from, meetingsAYear)
  await tx
    .updateTable('partnerships.chair_rotation')
    .set((set) => ({ next_on: nextOn, version: set('version', '+', 1) }))
    .where('group_id', '=', rule.groupId)
    .execute()
  return nextOn
}

/** Groups whose chair is due to go round by a day, with one of the partnerships that own each. */
export const rotationsDue = (db: Db | Tx, today: string) =>
  db
    .selectFrom('partnerships.chair_rotation as rotation')
    .innerJoin('partnerships.group as group', 'group.id', 'rotation.group_id')
    .innerJoin('partnerships.group_partnership as place', 'place.group_id', 'rotation.group_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'place.partnership_id')
    .where('rotation.next_on', '<=', today)
    .where((where) => where.or([where('group.ends_on', 'is', null), where('group.ends_on', '>=', today)]))
    .distinctOn('rotation.group_id')
    .orderBy('rotation.group_id')
    .orderBy('place.partnership_id')
    .select(['rotation.group_id as groupId', 'partnership.id', 'partnership.slug', 'partnership.short_name as name'])
    .execute()
