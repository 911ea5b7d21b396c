import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { calendarWith } from './added-days.ts'
import { deleteDay, listAdditions, lockCalendar } from './calendar-store.ts'
import { checked } from './refuse-sentence.ts'
import { shippedCalendar } from './shipped-calendar.ts'

/** Takes back a bank holiday that was added; a shipped one is not found. A year that was declared complete keeps eight days or more. */
export const removeBankHoliday = command<{ date: string }, { date: string }>({
  name: 'duties.bank-holiday-removed',
  permission: 'duties.keep-calendar',
  subject: ({ date }) => date,
  async run(tx, _actor, { date }) {
    await lockCalendar(tx)
    const { years, days } = await listAdditions(tx)
    if (!days.some(({ fallsOn }) => fallsOn === date)) throw notFound('Bank holiday')
    const moved = days.find(({ replacesOn }) => replacesOn === date)
    if (moved) refuse('date', `It was moved to ${inWords(moved.fallsOn)}: remove that day first`)
    const shipped = await shippedCalendar()
    checked('date', () => calendarWith(shipped, { years, days: days.filter(({ fallsOn }) => fallsOn !== date) }))
    await deleteDay(tx, date)
    return { date }
  },
})
