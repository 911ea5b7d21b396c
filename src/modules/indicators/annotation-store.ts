import type { Db, Tx } from '#platform/db/connect.ts'

/** A change noted on an indicator’s chart; a rebase starts new limits, because a person decided so and says why. */
export type Annotation = {
  id: string
  indicatorId: string
  startsOn: string
  text: string
  isRebase: boolean
  reason: string | null
  author: string
}

const ofPartnership = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('indicators.annotation')
    .where('partnership_id', '=', partnershipId)
    .select([
      'id',
      'indicator_id as indicatorId',
      'starts_on as startsOn',
      'text',
      'is_rebase as isRebase',
      'reason',
      'author',
    ])
    .orderBy('starts_on')
    .orderBy('id')

/** What a partnership noted on its charts, oldest first; of one indicator when it is named. */
export async function listAnnotations(db: Db | Tx, partnershipId: string, indicatorId?: string): Promise<Annotation[]> {
  const all = ofPartnership(db, partnershipId)
  return (indicatorId === undefined ? all : all.where('indicator_id', '=', indicatorId)).execute()
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** One note of a partnership on an indicator’s chart; undefined when it has none of that id. */
export async function findAnnotation(
  db: Db | Tx,
  partnershipId: string,
  indicatorId: string,
  id: string,
): Promise<Annotation | undefined> {
  if (!uuid.test(id)) return undefined
  return ofPartnership(db, partnershipId)
    .where('indicator_id', '=', indicatorId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Adds a note and gives its id. */
export async function insertAnnotation(
  tx: Tx,
  partnershipId: string,
  { indicatorId, startsOn, text, isRebase, reason, author }: Omit<Annotation, 'id'>,
): Promise<string> {
  const { id } = await tx
    .insertInto('indicators.annotation')
    .values({
      partnership_id: partnershipId,
      indicator_id: indicatorId,
      starts_on: startsOn,
      text,
      is_rebase: isRebase,
      reason,
      author,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes a note away; false when the partnership has none of that id. */
export async function deleteAnnotation(tx: Tx, partnershipId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('indicators.annotation')
    .where('partnership_id', '=', partnershipId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
