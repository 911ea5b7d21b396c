import { fieldOf, isObject, type Sent } from './deadline-input.ts'
import type { Deadline, DeadlineResult } from './deadline-result.ts'
import { dutyDeadline } from './duty-deadline.ts'
import { refuse, shown, under } from './refusals.ts'
import type { WorkingDayCalendar } from './working-day-calendar.ts'
import { countWorkingDays, isWorkingDayRule } from './working-day-rules.ts'

export type { Deadline, DeadlineResult }

/**
 * A deadline by its `rule`: 'working-days' and 'working-days-before' count from `from`, any other is the duty of that name and counts
 * from the days in `anchors`. Fields that a rule does not use are passed over; null is the same as not there.
 * Throws a RangeError with one sentence that begins with the field: 'anchors.aware: '2026-02-30' is not a date'.
 */
export function deadline(sent: Sent, calendar: WorkingDayCalendar): Deadline {
  const rule = fieldOf(sent, 'rule')
  return isWorkingDayRule(rule) ? countWorkingDays(rule, sent, calendar) : dutyDeadline(rule, sent, calendar)
}

/** An id that can be printed and given back. */
const isId = (id: unknown): id is string | number => typeof id === 'number' || (typeof id === 'string' && id !== '')

/**
 * The deadline of one case of the command line's list, which is JSON that nobody has looked at.
 * Throws a RangeError with one sentence that names the case and the field: 'case 'A7': days: is missing'.
 *
 * @param place the place of the case in its list, from 1: it names a case that has no id
 */
export function deadlineCase(value: unknown, calendar: WorkingDayCalendar, place: number): DeadlineResult {
  const number = `case number ${place}`
  if (!isObject(value)) return refuse(number, `${shown(value)} is not a case`)
  const id = fieldOf(value, 'id')
  if (id === undefined) return refuse(number, 'id: is missing')
  if (!isId(id)) return refuse(number, `id: ${shown(id)} is not a text or a number`)
  return { id, ...under(`case ${shown(String(id))}`, () => deadline(value, calendar)) }
}
