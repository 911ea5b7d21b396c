import { command } from '#platform/command.ts'
import type { BankHoliday } from '#statute/bank-holidays.ts'
import { extendCalendar } from '#statute/calendar-changes.ts'
import { authorOf } from './add-bank-holiday.ts'
import { insertDays, insertYear, lockCalendar } from './calendar-store.ts'
import { checked } from './refuse-sentence.ts'

type Input = { year: number; holidays: readonly BankHoliday[]; source: string }

/** Adds the next year with all of its bank holidays and declares it complete. All of it is kept, or nothing. */
export const addCalendarYear = command<Input, { year: number }>({
  name: 'duties.calendar-year-added',
  permission: 'duties.keep-calendar',
  subject: ({ year }) => String(year),
  details: (_output, { year, holidays }) => ({ year, bankHolidays: holidays.map(({ date }) => date) }),
  async run(tx, actor, { year, holidays, source }) {
    const calendar = await lockCalendar(tx)
    checked('days', () => extendCalendar(calendar, [{ kind: 'year', year, holidays }]))
    const addedBy = authorOf(actor)
    await insertYear(tx, year, source, addedBy)
    await insertDays(
      tx,
      holidays.map(({ date, name }) => ({ fallsOn: date, name, replacesOn: null, source, addedBy })),
    )
    return { year }
  },
})
