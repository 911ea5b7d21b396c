import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { ItemMarking, Purpose } from '../meeting.ts'
import { ofOwnGroups } from '../meeting-store.ts'
import { mayReadMarked } from '../sensitive.ts'

/** A matter that comes back by itself. */
export type RecurringMatter = {
  id: string
  groupId: string
  title: string
  purpose: Purpose
  marking: ItemMarking
  /** 1 January to 12 December; empty: at every meeting. */
  months: number[]
  presenterOfficeId: string | null
  presenterOffice: string | null
  minutesAllowed: number | null
  needsPaper: boolean
  source: string
  endedOn: string | null
  version: number
}

const rules = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('meetings.recurring_matter as rule')
    .leftJoin('identity.office as office', 'office.id', 'rule.presenter_office_id')
    .where(ofOwnGroups(actor, 'rule'))
    .where(mayReadMarked(actor, 'rule.marking', 'rule.group_id'))
    .select([
      'rule.id',
      'rule.group_id as groupId',
      'rule.title',
      'rule.purpose',
      'rule.marking',
      'rule.months',
      'rule.presenter_office_id as presenterOfficeId',
      'office.title as presenterOffice',
      'rule.minutes_allowed as minutesAllowed',
      'rule.needs_paper as needsPaper',
      'rule.source',
      'rule.ended_on as endedOn',
      'rule.version',
    ])

/** The rules of a group that run on a day, by title; at most 200. */
export const listRules = async (
  db: Db | Tx,
  actor: Actor,
  groupId: string,
  today: string,
): Promise<RecurringMatter[]> =>
  (await rules(db, actor)
    .where('rule.group_id', '=', groupId)
    .where(sql<boolean>`(rule.ended_on is null or rule.ended_on >= ${today})`)
    .orderBy('rule.title')
    .limit(200)
    .execute()) as RecurringMatter[]

/** A rule by its id, when the actor may know of it. */
export const findRule = async (db: Db | Tx, actor: Actor, id: string): Promise<RecurringMatter | undefined> =>
  (await rules(db, actor).where('rule.id', '=', id).executeTakeFirst()) as RecurringMatter | undefined
