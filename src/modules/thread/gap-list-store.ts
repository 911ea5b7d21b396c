import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { columns, visibleTo } from './record-store.ts'

export type GapFilter = {
  /** Key of a rule, or null: of every one. */
  rule: string | null
  /** Found on this day or earlier. */
  foundBy: string | null
  /** The record of a group that the record was given to. */
  groupId: string | null
  /** Those that are set aside until after today, instead of those to be filled. */
  isSetAside: boolean
}

const open = (db: Db | Tx, actor: Actor) =>
  visibleTo(db, actor)
    .innerJoin('thread.gap as gap', 'gap.record_id', 'record.id')
    .where('gap.partnership_id', '=', actor.partnershipId)
    .where('gap.closed_on', 'is', null)

const asked = (db: Db, actor: Actor, today: string, { rule, foundBy, groupId, isSetAside }: GapFilter) =>
  open(db, actor)
    .where((where) =>
      isSetAside
        ? where('gap.set_aside_until', '>', today)
        : where.or([where('gap.set_aside_until', 'is', null), where('gap.set_aside_until', '<=', today)]),
    )
    .$if(rule !== null, (query) => query.where('gap.rule', '=', rule ?? ''))
    .$if(foundBy !== null, (query) => query.where('gap.found_on', '<=', foundBy ?? ''))
    .$if(groupId !== null, (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('thread.link as link')
            .whereRef('link.from_id', '=', 'record.id')
            .where('link.relation', '=', 'given to')
            .where('link.to_id', '=', groupId ?? '')
            .select('link.id'),
        ),
      ),
    )

/** The gaps that a filter asks for, those that have been open longest first. */
export const listGaps = (db: Db, actor: Actor, today: string, filter: GapFilter, most: number, skip: number) =>
  asked(db, actor, today, filter)
    .orderBy('gap.found_on')
    .orderBy('gap.id')
    .limit(most)
    .offset(skip)
    .select([...columns, 'gap.id as gapId', 'gap.rule', 'gap.found_on as foundOn'])
    .select(['gap.set_aside_until as setAsideUntil', 'gap.set_aside_reason as setAsideReason'])
    .execute()

/** How many gaps a filter asks for, by rule. */
export const countGaps = (db: Db, actor: Actor, today: string, filter: GapFilter) =>
  asked(db, actor, today, filter)
    .groupBy('gap.rule')
    .select((each) => ['gap.rule', each.fn.countAll<number>().as('count')])
    .execute()

/** An open gap by its id, when the actor may know of its record. */
export const findGap = (db: Db | Tx, actor: Actor, id: string) =>
  open(db, actor)
    .where('gap.id', '=', id)
    .select([
      'gap.id',
      'gap.rule',
      'gap.version',
      'gap.found_on as foundOn',
      'gap.set_aside_until as setAsideUntil',
      'record.id as recordId',
      'record.reference',
      'record.title',
      'record.kind',
      'record.marking',
    ])
    .executeTakeFirst()

/** The groups of the partnership that records are given to, by name. */
export const listGroupRecords = (db: Db, actor: Actor): Promise<{ id: string; title: string }[]> =>
  visibleTo(db, actor)
    .where('record.kind', '=', 'group')
    .orderBy('record.title')
    .limit(200)
    .select(['record.id', 'record.title'])
    .execute()
