import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'

/** A calendar that somebody subscribes to; without a group it holds all that they owe and attend. */
export type Feed = { id: string; groupId: string | null; madeAt: Date; lastUsedOn: string | null }
export type FoundFeed = { id: string; personId: string; partnershipId: string | null; groupId: string | null }

export const newFeedToken = (): string => randomBytes(32).toString('base64url')
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The calendars of the person who acts that still work. */
export const listFeeds = (db: Db, personId: string): Promise<Feed[]> =>
  db
    .selectFrom('today.feed')
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .orderBy('made_at')
    .select(['id', 'group_id as groupId', 'made_at as madeAt', 'last_used_on as lastUsedOn'])
    .execute()

/** Whose calendar an address is, without a session; undefined when nobody's, or withdrawn. Notes the day on which it was fetched. */
export async function findFeed(db: Db, token: string, today: string): Promise<FoundFeed | undefined> {
  const { rows } = await sql<FoundFeed>`
    select id, person_id as "personId", partnership_id as "partnershipId", group_id as "groupId"
    from today.find_feed(${hashOf(token)}, ${today})`.execute(db)
  return rows[0]
}

type NewFeed = {
  token: string
  personId: string
  partnershipId: string | null
  groupId: string | null
  at: Date
}

/** Keeps a new calendar; an earlier one for the same thing works no longer. */
export async function insertFeed(tx: Tx, { token, personId, partnershipId, groupId, at }: NewFeed): Promise<void> {
  await tx
    .updateTable('today.feed')
    .set({ withdrawn_at: at })
    .where('person_id', '=', personId)
    .where('group_id', groupId === null ? 'is' : '=', groupId)
    .where('withdrawn_at', 'is', null)
    .execute()
  await tx
    .insertInto('today.feed')
    .values({
      token_hash: hashOf(token),
      person_id: personId,
      partnership_id: partnershipId,
      group_id: groupId,
      made_at: at,
    })
    .execute()
}

/** Withdraws a person's calendar. @returns whether it was theirs and still worked */
export async function endFeed(tx: Tx, personId: string, id: string, at: Date): Promise<boolean> {
  if (!isId(id)) return false
  const { numUpdatedRows } = await tx
    .updateTable('today.feed')
    .set({ withdrawn_at: at })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
