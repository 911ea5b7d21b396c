import { dutyPaths } from '../paths.ts'

/** What the pages share that change the calendar of working days. */
export const keepConfig = { permission: 'duties.keep-calendar' }

export const keepBreadcrumbs = [
  { text: 'Statutory deadlines', href: dutyPaths.list() },
  { text: 'The calendar of working days', href: dutyPaths.calendar() },
]

/** The calendar at the year of a change, with a word on what was done. */
export const changedPath = (year: number, done: string): string => `${dutyPaths.calendar(year)}&done=${done}`
