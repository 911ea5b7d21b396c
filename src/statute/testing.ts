import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readBankHolidays } from './bank-holidays.ts'
import { workingDayCalendar } from './working-day-calendar.ts'

const file = join(
  import.meta.dirname,
  '..',
  '..',
  'packs/england/data/calendar/bank_holidays_england_wales_2012_2028.json',
)

/** The bank holidays that every installation is shipped with. */
export const shippedHolidays = readBankHolidays(JSON.parse(await readFile(file, 'utf8')))

/** The calendar of working days that every installation is shipped with: 2012 to 2028. */
export const shipped = workingDayCalendar(shippedHolidays)
