import type { Actor } from '#platform/actor.ts'
import { command } from '#platform/command.ts'
import { extendCalendar } from '#statute/calendar-changes.ts'
import { insertDays, lockCalendar } from './calendar-store.ts'
import { checked } from './refuse-sentence.ts'

type Input = { date: string; name: string; replacesOn: string | null; source: string }

/** Who added it, as it stands beside the day. */
export const authorOf = ({ personName, officeTitle }: Actor): string => `${personName}, ${officeTitle}`

/** Adds a one-off bank holiday within the years that the calendar covers, or moves one to another day. */
export const addBankHoliday = command<Input, { date: string }>({
  name: 'duties.bank-holiday-added',
  permission: 'duties.keep-calendar',
  subject: ({ date }) => date,
  details: (_output, { date, name, replacesOn }) => ({ date, name, replaces: replacesOn }),
  broken: { bank_holiday_replaces_on_key: ['replacesOn', 'This bank holiday has been moved to another day already'] },
  async run(tx, actor, { date, name, replacesOn, source }) {
    const calendar = await lockCalendar(tx)
    const holiday = { date, name }
    if (replacesOn !== null && !calendar.holidays.has(replacesOn))
      checked('replacesOn', () => extendCalendar(calendar, [{ kind: 'move', from: replacesOn, holiday }]))
    checked('date', () => extendCalendar(calendar, [{ kind: 'day', holiday }]))
    await insertDays(tx, [{ fallsOn: date, name, replacesOn, source, addedBy: authorOf(actor) }])
    return { date }
  },
})
