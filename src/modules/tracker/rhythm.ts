import { addMonths } from '#platform/dates.ts'
import type { Priority } from './kinds.ts'

/** How many months may pass between two updates, by priority. */
export const monthsBetweenUpdates: Readonly<Record<Priority, number>> = { high: 1, medium: 2, low: 3 }

/** The rule in words, as it is printed. */
export const rhythmRule =
  'An update is due each month for what has high priority, every two months for medium and every three for low, and two working days before the group that follows it meets, when that comes sooner. A part that was delivered owes none.'

/** When the next update of a part is due by the rhythm. */
export const nextUpdateOn = (priority: Priority, from: string): string =>
  addMonths(from, monthsBetweenUpdates[priority])
