import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readBankHolidays } from '#statute/bank-holidays.ts'
import { workingDayCalendar, type WorkingDayCalendar } from '#statute/working-day-calendar.ts'

/** packs/england, beside the code: the list of bank holidays that the release came with. */
const file = join(
  import.meta.dirname,
  '../../../packs/england/data/calendar/bank_holidays_england_wales_2012_2028.json',
)

/** Where the shipped bank holidays come from, in words. */
export const shippedSource = 'GOV.UK, shipped'

let read: Promise<WorkingDayCalendar> | undefined

/** The calendar that the release came with. Read once in a process: the file does not change under it. */
export function shippedCalendar(): Promise<WorkingDayCalendar> {
  read ??= readFile(file, 'utf8').then((text) => workingDayCalendar(readBankHolidays(JSON.parse(text))))
  return read
}
