import { sql } from 'kysely'
import { inWords, instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'

const day = (date: string | null): string => (date === null ? '' : inWords(date))

/** What minutes hold on a person, for a subject-access request. */
export const minutesHeldOn: readonly HeldOn[] = [
  {
    from: ['minutes.minute.opened_by', 'minutes.minute.agreed_by', 'minutes.minute.published_by'],
    title: 'Minutes that you began, agreed or published',
    columns: ['Meeting', 'You began them', 'You agreed them', 'You published them'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('minutes.minute as minute')
          .innerJoin('meetings.meeting as meeting', 'meeting.id', 'minute.meeting_id')
          .where('meeting.partnership_id', '=', actor.partnershipId)
          .where(sql<boolean>`${personId} in (minute.opened_by, minute.agreed_by, minute.published_by)`)
          .orderBy('meeting.reference')
          .select(['meeting.reference', 'minute.opened_by as opened', 'minute.agreed_by as agreed'])
          .select('minute.published_by as published')
          .execute()
      ).map(({ reference, ...row }) => [
        reference,
        ...[row.opened, row.agreed, row.published].map((each) => (each === personId ? 'yes' : 'no')),
      ]),
  },
  {
    from: ['minutes.line_wording.written_by', 'minutes.clash.written_by', 'minutes.clash.merged_by'],
    title: 'Lines of minutes that you wrote or merged',
    columns: ['Meeting', 'Lines you wrote', 'Wordings that were to be merged'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('minutes.line as line')
          .innerJoin('meetings.meeting as meeting', 'meeting.id', 'line.meeting_id')
          .where('meeting.partnership_id', '=', actor.partnershipId)
          .groupBy('meeting.reference')
          .orderBy('meeting.reference')
          .select('meeting.reference')
          .select(
            sql<number>`sum((select count(*) from minutes.line_wording wording where wording.line_id = line.id and wording.written_by = ${personId}))::int`.as(
              'written',
            ),
          )
          .select(
            sql<number>`sum((select count(*) from minutes.clash clash where clash.line_id = line.id and ${personId} in (clash.written_by, clash.merged_by)))::int`.as(
              'merged',
            ),
          )
          .execute()
      )
        .filter(({ written, merged }) => written > 0 || merged > 0)
        .map(({ reference, written, merged }) => [reference, String(written), String(merged)]),
  },
  {
    from: ['minutes.decision.recorded_by', 'minutes.look.looked_by', 'minutes.filter_choice.chosen_by'],
    title: 'Decisions that you recorded, looked at again, or took about what was escalated',
    columns: ['What', 'Which', 'When'],
    rows: async (db, actor, personId) =>
      (
        await sql<{ what: string; title: string; at: string | null }>`
          select 'Recorded' as what, title, decided_on::text as at from minutes.decision
            where partnership_id = ${actor.partnershipId} and recorded_by = ${personId}
          union all select 'Looked at again', d.title, l.looked_on::text from minutes.look l join minutes.decision d on d.id = l.decision_id
            where d.partnership_id = ${actor.partnershipId} and l.looked_by = ${personId}
          union all select 'Escalated matter', m.title, c.chosen_on::text from minutes.filter_choice c join meetings.matter m on m.id = c.matter_id
            where m.partnership_id = ${actor.partnershipId} and c.chosen_by = ${personId}
          order by 3, 1, 2`.execute(db)
      ).rows.map(({ what, title, at }) => [what, title, day(at)]),
  },
  {
    from: [
      'minutes.feedback.sent_by',
      'minutes.circular_issue.approved_by',
      'minutes.circular_issue.sent_by',
      'minutes.cascade.asked_by',
      'minutes.cascade_agency.answered_by',
    ],
    title: 'Feedback, circulars and what was to be passed on that you sent, approved or answered',
    columns: ['What', 'Which', 'When'],
    rows: async (db, actor, personId) =>
      (
        await sql<{ what: string; title: string; at: Date | null }>`
          select 'Sent feedback' as what, r.title, f.sent_at as at from minutes.feedback f join thread.record r on r.id = f.record_id
            where f.partnership_id = ${actor.partnershipId} and f.sent_by = ${personId}
          union all select 'Approved a circular', r.title, i.approved_at from minutes.circular_issue i
            join minutes.circular c on c.id = i.circular_id join thread.record r on r.id = c.record_id
            where c.partnership_id = ${actor.partnershipId} and i.approved_by = ${personId}
          union all select 'Sent a circular', r.title, i.sent_at from minutes.circular_issue i
            join minutes.circular c on c.id = i.circular_id join thread.record r on r.id = c.record_id
            where c.partnership_id = ${actor.partnershipId} and i.sent_by = ${personId}
          union all select 'Asked agencies', title, null from minutes.cascade
            where partnership_id = ${actor.partnershipId} and asked_by = ${personId}
          union all select 'Answered for an agency', c.title, a.answered_at from minutes.cascade_agency a
            join minutes.cascade c on c.id = a.cascade_id
            where c.partnership_id = ${actor.partnershipId} and a.answered_by = ${personId}
          order by 3 nulls last, 1, 2`.execute(db)
      ).rows.map(({ what, title, at }) => [what, title, at === null ? '' : instantInWords(at)]),
  },
]
