import { sql } from 'kysely'
import { inWords, instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'
import { choices, type Choice } from './setting-store.ts'

type Row = { what: string; at: Date | null; onDay: string | null; detail: string }

const whatWords: Record<string, string> = {
  visit: 'Last looked at Today',
  setting: 'How often reminders are wanted',
  mail: 'A mail with reminders was sent',
  told: 'Reminded of',
  feed: 'A calendar was made, last fetched on the day',
}

/** What Today keeps on a person, for a subject-access request. */
export const todayHeldOn: readonly HeldOn[] = [
  {
    from: [
      'today.visit.person_id',
      'today.reminder_setting.person_id',
      'today.reminder_day.person_id',
      'today.reminder_sent.person_id',
      'today.feed.person_id',
    ],
    title: 'What you were reminded of, how often you want to be, and your calendars',
    columns: ['What', 'When', 'Day', 'More'],
    rows: async (db, _actor, personId) => {
      const { rows } = await sql<Row>`
        select what, at, on_day as "onDay", detail from today.held_on(${personId})`.execute(db)
      return rows.map(({ what, at, onDay, detail }) => [
        whatWords[what] ?? what,
        at === null ? '' : instantInWords(at),
        onDay === null ? '' : inWords(onDay),
        what === 'setting' ? choices[detail as Choice] : detail,
      ])
    },
  },
]
