import { changeRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Moment } from './moving.ts'

export type NewProgress = { itemId: string; partId: string | null; standing: string; words: string; moment: Moment }

/** Adds a dated update. Nothing changes one afterwards. */
export async function addProgress(tx: Tx, actor: Actor, { itemId, partId, standing, words, moment }: NewProgress) {
  await tx
    .insertInto('tracker.progress')
    .values({
      item_id: itemId,
      part_id: partId,
      given_on: moment.today,
      given_at: moment.now,
      standing,
      words,
      person_id: actor.personId,
      office_id: actor.officeId,
    })
    .execute()
  const item = await tx
    .selectFrom('tracker.item')
    .where('id', '=', itemId)
    .select('record_id')
    .executeTakeFirstOrThrow()
  await changeRecord(tx, item.record_id, { addedText: words })
}

/** The updates of an item given by a day, newest first. */
export const listProgress = (db: Db, itemId: string, until: string) =>
  db
    .selectFrom('tracker.progress as progress')
    .leftJoin('identity.office as office', 'office.id', 'progress.office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('progress.item_id', '=', itemId)
    .where('progress.given_on', '<=', until)
    .orderBy('progress.given_on', 'desc')
    .orderBy('progress.id', 'desc')
    .limit(200)
    .select([
      'progress.given_on as givenOn',
      'progress.standing',
      'progress.words',
      'office.title as office',
      'organisation.name as organisation',
    ])
    .execute()

/** What became of an item by a day, oldest first. */
export const listMoves = (db: Db, itemId: string, until: string) =>
  db
    .selectFrom('tracker.move as move')
    .leftJoin('identity.office as office', 'office.id', 'move.office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .leftJoin('tracker.part as part', 'part.id', 'move.part_id')
    .leftJoin('identity.organisation as owner', 'owner.id', 'part.organisation_id')
    .where('move.item_id', '=', itemId)
    .where('move.moved_on', '<=', until)
    .orderBy('move.moved_on')
    .orderBy('move.moved_at')
    .orderBy('move.id')
    .limit(500)
    .select([
      'move.name',
      'move.from_state as fromState',
      'move.to_state as toState',
      'move.part_id as partId',
      'move.moved_on as movedOn',
      'move.reason',
      'office.title as office',
      'organisation.name as organisation',
      'owner.name as owner',
    ])
    .execute()
