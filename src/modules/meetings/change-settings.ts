import { findGroupById } from '#modules/partnerships/public.ts'
import { command, refuse } from '#platform/command.ts'
import { conflict, notFound } from '#platform/errors.ts'
import type { GroupSetting } from './setting-store.ts'

/** How a group likes to meet, by when papers are due, and its quorum as its terms of reference state it. */
export const changeSettings = command<{ groupId: string; setting: GroupSetting }, { groupId: string }>({
  name: 'meetings.group-settings-changed',
  permission: 'meetings.manage',
  subject: ({ groupId }) => groupId,
  details: (_output, { setting }) => ({
    papersDaysBefore: setting.papersDaysBefore,
    quorumMembers: setting.quorumMembers,
    quorumPercent: setting.quorumPercent,
    quorumEachPartner: setting.quorumEachPartner,
    termsReviewMonths: setting.termsReviewMonths,
  }),
  broken: { group_setting_pkey: ['version', 'Somebody else has just set this group up. Open the page again'] },
  async run(tx, actor, { groupId, setting }) {
    if (!(await findGroupById(tx, actor.partnershipId, groupId))) throw notFound('Group')
    const { version, ...fields } = setting
    const values = {
      weekday: fields.weekday,
      starts_at: fields.startsAt,
      minutes_long: fields.minutesLong,
      place: fields.place,
      papers_days_before: fields.papersDaysBefore,
      quorum_members: fields.quorumMembers,
      quorum_percent: fields.quorumPercent,
      quorum_each_partner: fields.quorumEachPartner,
      quorum_words: fields.quorumWords,
      quorum_source: fields.quorumSource,
      terms_review_months: fields.termsReviewMonths,
      changed_by: actor.personId,
    }
    if (version === 0) {
      await tx
        .insertInto('meetings.group_setting')
        .values({ group_id: groupId, ...values })
        .execute()
      return { groupId }
    }
    const { numUpdatedRows } = await tx
      .updateTable('meetings.group_setting')
      .set({ ...values, version: version + 1, changed_at: new Date() })
      .where('group_id', '=', groupId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) {
      throw conflict('Somebody else has changed these settings. Open the page again; nothing of yours was saved.')
    }
    return { groupId }
  },
})

type Holiday = { name: string; startsOn: string; endsOn: string; isCertain: boolean; source: string }

/** Adds a school holiday of the partnership’s area, changes it, or takes it out. */
export const keepSchoolHoliday = command<
  { id: string | null; version: number; holiday: Holiday | null },
  { id: string }
>({
  name: 'meetings.school-holiday-kept',
  permission: 'meetings.manage',
  subject: ({ id }) => id,
  details: (_output, { holiday }) =>
    holiday === null ? { removed: true } : { from: holiday.startsOn, to: holiday.endsOn, certain: holiday.isCertain },
  broken: {
    school_holiday_partnership_id_starts_on_key: ['startsOn', 'A holiday that starts on this day is listed already'],
  },
  async run(tx, actor, { id, version, holiday }) {
    if (holiday === null) {
      if (id === null) throw notFound('School holiday')
      const { numDeletedRows } = await tx
        .deleteFrom('meetings.school_holiday')
        .where('id', '=', id)
        .where('partnership_id', '=', actor.partnershipId)
        .where('version', '=', version)
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw conflict('Somebody else has changed this holiday. Open the page again.')
      return { id }
    }
    if (holiday.endsOn < holiday.startsOn) refuse('endsOn', 'Last day must be the same as or after the first day')
    const values = {
      name: holiday.name,
      starts_on: holiday.startsOn,
      ends_on: holiday.endsOn,
      certainty: holiday.isCertain ? 'confirmed' : 'to be confirmed',
      source: holiday.source,
      changed_by: actor.personId,
    }
    if (id === null) {
      return tx
        .insertInto('meetings.school_holiday')
        .values({ partnership_id: actor.partnershipId, ...values })
        .returning('id')
        .executeTakeFirstOrThrow()
    }
    const { numUpdatedRows } = await tx
      .updateTable('meetings.school_holiday')
      .set({ ...values, version: version + 1, changed_at: new Date() })
      .where('id', '=', id)
      .where('partnership_id', '=', actor.partnershipId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else has changed this holiday. Open the page again.')
    return { id }
  },
})
