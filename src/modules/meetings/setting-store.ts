import type { Db, Tx } from '#platform/db/connect.ts'

/** How a group likes to meet and its rule of quorum; nulls are 'not stated'. */
export type GroupSetting = {
  /** 1 Monday to 5 Friday; null: no usual day. */
  weekday: number | null
  /** On London's clocks, 'HH:MM'. */
  startsAt: string
  minutesLong: number
  place: string
  papersDaysBefore: number
  quorumMembers: number | null
  quorumPercent: number | null
  quorumEachPartner: boolean
  quorumWords: string | null
  quorumSource: string | null
  /** Months after which its terms of reference are looked at again. No source states it: a proposal. */
  termsReviewMonths: number
  /** 0: nothing was ever set. */
  version: number
}

const usual: GroupSetting = {
  weekday: null,
  startsAt: '10:00',
  minutesLong: 120,
  place: '',
  papersDaysBefore: 7,
  quorumMembers: null,
  quorumPercent: null,
  quorumEachPartner: false,
  quorumWords: null,
  quorumSource: null,
  termsReviewMonths: 12,
  version: 0,
}

const columns = [
  'group_id as groupId',
  'weekday',
  'starts_at as startsAt',
  'minutes_long as minutesLong',
  'place',
  'papers_days_before as papersDaysBefore',
  'quorum_members as quorumMembers',
  'quorum_percent as quorumPercent',
  'quorum_each_partner as quorumEachPartner',
  'quorum_words as quorumWords',
  'quorum_source as quorumSource',
  'terms_review_months as termsReviewMonths',
  'version',
] as const

/** What is set for each of some groups: two hours from 10am, papers a week before, no quorum stated, where nothing is. */
export async function settingsOf(
  db: Db | Tx,
  groupIds: readonly string[],
): Promise<{ of: (groupId: string) => GroupSetting }> {
  const rows =
    groupIds.length === 0
      ? []
      : await db.selectFrom('meetings.group_setting').where('group_id', 'in', groupIds).select(columns).execute()
  const byGroup = new Map(rows.map(({ groupId, ...setting }) => [groupId, setting]))
  return { of: (groupId) => byGroup.get(groupId) ?? usual }
}

/** What is set for one group. */
export const settingOf = async (db: Db | Tx, groupId: string): Promise<GroupSetting> =>
  (await settingsOf(db, [groupId])).of(groupId)
