import { instantInWords, inWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'

const at = (instant: Date | null): string => (instant === null ? 'not recorded' : instantInWords(instant))

/** What meetings hold on a person, for a subject-access request. Seats and papers belong to offices and stand with those. */
export const meetingsHeldOn: readonly HeldOn[] = [
  {
    from: ['meetings.attendance.recorded_by'],
    title: 'Attendance at meetings that you recorded or answered for your seat',
    columns: ['Meeting', 'Seat', 'When'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('meetings.attendance as attendance')
          .innerJoin('meetings.meeting as meeting', 'meeting.id', 'attendance.meeting_id')
          .where('meeting.partnership_id', '=', actor.partnershipId)
          .where('attendance.recorded_by', '=', personId)
          .orderBy('meeting.starts_at')
          .select(['meeting.reference', 'attendance.position_title as seat', 'attendance.recorded_at as recordedAt'])
          .execute()
      ).map((row) => [row.reference, row.seat, at(row.recordedAt)]),
  },
  {
    from: ['meetings.paper.received_by'],
    title: 'Papers for meetings that you sent',
    columns: ['Paper', 'Title', 'When'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('meetings.paper as paper')
          .innerJoin('meetings.meeting as meeting', 'meeting.id', 'paper.meeting_id')
          .where('meeting.partnership_id', '=', actor.partnershipId)
          .where('paper.received_by', '=', personId)
          .orderBy('paper.received_at')
          .select(['paper.reference', 'paper.title', 'paper.received_at as receivedAt'])
          .execute()
      ).map((row) => [row.reference, row.title, at(row.receivedAt)]),
  },
  {
    from: ['platform.file.kept_by'],
    title: 'Files that you sent',
    columns: ['File', 'Bytes', 'When'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('platform.file')
          .where('partnership_id', '=', actor.partnershipId)
          .where('kept_by', '=', personId)
          .orderBy('kept_at')
          .select(['name', 'byte_count as byteCount', 'kept_at as keptAt'])
          .execute()
      ).map((row) => [row.name, String(row.byteCount), at(row.keptAt)]),
  },
  {
    from: ['meetings.declined_suggestion.declined_by'],
    title: 'Suggestions for agendas that you left off',
    columns: ['Suggestion', 'Reason', 'When'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('meetings.declined_suggestion')
          .where('partnership_id', '=', actor.partnershipId)
          .where('declined_by', '=', personId)
          .orderBy('declined_on')
          .select(['title', 'reason', 'declined_on as declinedOn'])
          .execute()
      ).map((row) => [row.title, row.reason, inWords(row.declinedOn)]),
  },
  {
    from: ['meetings.referral.referred_by', 'meetings.group_setting.changed_by', 'meetings.school_holiday.changed_by'],
    title: 'Matters that you referred to another group',
    columns: ['Matter', 'When'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('meetings.referral as referral')
          .innerJoin('meetings.matter as matter', 'matter.id', 'referral.matter_id')
          .where('matter.partnership_id', '=', actor.partnershipId)
          .where('referral.referred_by', '=', personId)
          .orderBy('referral.referred_at')
          .select(['matter.reference', 'referral.referred_at as referredAt'])
          .execute()
      ).map((row) => [row.reference, at(row.referredAt)]),
  },
  {
    from: [],
    title: 'Meetings whose invitations name your address as the organiser’s',
    columns: ['Meeting'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('meetings.meeting as meeting')
          .innerJoin('identity.person as person', 'person.email', 'meeting.organiser_email')
          .where('meeting.partnership_id', '=', actor.partnershipId)
          .where('person.id', '=', personId)
          .orderBy('meeting.starts_at')
          .select('meeting.reference')
          .execute()
      ).map((row) => [row.reference]),
  },
  {
    from: [],
    title: 'Calendar invitations to meetings that were sent to your address',
    columns: ['Meeting', 'Invitation or cancellation', 'When'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('meetings.invitation as invitation')
          .innerJoin('meetings.meeting as meeting', 'meeting.id', 'invitation.meeting_id')
          .innerJoin('identity.person as person', 'person.email', 'invitation.email')
          .where('meeting.partnership_id', '=', actor.partnershipId)
          .where('person.id', '=', personId)
          .orderBy('invitation.queued_at')
          .select(['meeting.reference', 'invitation.method', 'invitation.queued_at as queuedAt'])
          .execute()
      ).map((row) => [row.reference, row.method === 'CANCEL' ? 'cancellation' : 'invitation', at(row.queuedAt)]),
  },
]
