import { addMonths, inWords, instantInWords } from '#platform/dates.ts'
import { plural } from '#platform/words.ts'
import { calendarDaysBetween, dayInWords } from '#statute/calendar-date.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import { lastYear, yearOfDay, type AddedDay } from './added-days.ts'
import { dutyPaths } from './paths.ts'
import { shippedSource } from './shipped-calendar.ts'

/** For how long ahead the calendar should reach: the longest clock in working days, and time to find the list. */
const monthsAhead = 18

/** That the calendar ends soon, in a sentence; '' while it reaches far enough. */
export function endWarning({ lastDay }: WorkingDayCalendar, today: string): string {
  if (lastDay < today)
    return `The calendar ended on ${inWords(lastDay)}. No deadline in working days can be worked out beyond it.`
  if (addMonths(today, monthsAhead) <= lastDay) return ''
  return `The calendar ends on ${inWords(lastDay)}, in ${plural(calendarDaysBetween(today, lastDay), 'day')}. Deadlines in working days beyond it are refused.`
}

/** What is to be done so that the calendar goes on. */
export const whatToDo = (calendar: WorkingDayCalendar): string =>
  `When GOV.UK has published the bank holidays of England and Wales for ${lastYear(calendar) + 1}, a business manager adds the whole year. A one-off bank holiday is added as soon as it is proclaimed.`

/** The bank holidays of a year as rows: the day, its name, where it comes from, and how to take it back if it was added. */
export function daysOfYear(
  { holidays }: WorkingDayCalendar,
  added: readonly AddedDay[],
  year: number,
  mayKeep: boolean,
) {
  const addedOn = new Map(added.map((day) => [day.fallsOn, day]))
  return [...holidays]
    .filter(([date]) => yearOfDay(date) === year)
    .map(([date, name]) => {
      const day = addedOn.get(date)
      return {
        day: dayInWords(date),
        name,
        moved: day?.replacesOn ? `Instead of ${dayInWords(day.replacesOn)}` : '',
        source: day?.source ?? shippedSource,
        added: day ? `Added by ${day.addedBy}, ${instantInWords(day.addedAt)}` : '',
        removeHref: day && mayKeep ? dutyPaths.removeDay(date) : '',
      }
    })
}
