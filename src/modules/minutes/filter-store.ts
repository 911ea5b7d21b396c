import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { FilterChoice } from './filter.ts'

/** What was chosen about a matter, earliest first. */
export const listChoices = async (db: Db | Tx, matterId: string) =>
  (await db
    .selectFrom('minutes.filter_choice as choice')
    .innerJoin('partnerships.group as group', 'group.id', 'choice.group_id')
    .where('choice.matter_id', '=', matterId)
    .orderBy('choice.chosen_on')
    .limit(100)
    .select(['choice.choice', 'choice.reason', 'choice.chosen_on as chosenOn', 'group.name as groupName'])
    .execute()) as { choice: FilterChoice; reason: string; chosenOn: string; groupName: string }[]

export type Escalated = {
  referralId: string
  matterId: string
  fromGroupId: string
  fromGroup: string
  reason: string
  at: Date
}

/** Matters that were escalated to a group and about which nothing was chosen since, earliest first. */
export const listEscalated = async (db: Db | Tx, groupId: string): Promise<Escalated[]> =>
  db
    .selectFrom('meetings.referral as referral')
    .innerJoin('meetings.matter as matter', 'matter.id', 'referral.matter_id')
    .innerJoin('partnerships.group as from', 'from.id', 'referral.from_group_id')
    .where('referral.to_group_id', '=', groupId)
    .where('referral.way', '=', 'escalated')
    .where('matter.group_id', '=', groupId)
    .where('matter.state', '=', 'open')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('meetings.referral as later')
            .whereRef('later.matter_id', '=', 'referral.matter_id')
            .whereRef('later.referred_at', '>', 'referral.referred_at')
            .select('later.id'),
        ),
      ),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('minutes.filter_choice as choice')
            .whereRef('choice.matter_id', '=', 'referral.matter_id')
            .whereRef('choice.referral_id', '=', 'referral.id')
            .select('choice.id'),
        ),
      ),
    )
    // Put on the group's agenda since, it was accepted without the filter's page.
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('meetings.agenda_item as item')
            .innerJoin('meetings.meeting as m', 'm.id', 'item.meeting_id')
            .whereRef('item.matter_id', '=', 'referral.matter_id')
            .whereRef('m.group_id', '=', 'referral.to_group_id')
            .whereRef('item.added_at', '>=', 'referral.referred_at')
            .where('m.state', '<>', 'cancelled')
            .select('item.id'),
        ),
      ),
    )
    .orderBy('referral.referred_at')
    .limit(200)
    .select([
      'referral.id as referralId',
      'referral.matter_id as matterId',
      'referral.from_group_id as fromGroupId',
      'from.name as fromGroup',
      'referral.reason',
      'referral.referred_at as at',
    ])
    .execute()

type Choice = {
  referralId: string
  matterId: string
  groupId: string
  choice: FilterChoice
  reason: string
  on: string
}

export const insertChoice = (tx: Tx, actor: Actor, { referralId, matterId, groupId, choice, reason, on }: Choice) =>
  tx
    .insertInto('minutes.filter_choice')
    .values({
      referral_id: referralId,
      matter_id: matterId,
      group_id: groupId,
      choice,
      reason,
      chosen_on: on,
      chosen_by: actor.personId,
    })
    .execute()
