import { fieldOf, type Sent } from './deadline-input.ts'
import type { Deadline } from './deadline-result.ts'
import { dutyDeadline } from './duty-deadline.ts'
import type { WorkingDayCalendar } from './working-day-calendar.ts'
import { countWorkingDays, isWorkingDayRule } from './working-day-rules.ts'

export type { Deadline }

/**
 * A deadline by its `rule`: 'working-days' and 'working-days-before' count from `from`, any other is the duty of that name and counts
 * from the days in `anchors`. Fields that a rule does not use are passed over; null is the same as not there.
 * Throws a RangeError with one sentence that begins with the field: 'anchors.aware: '2026-02-30' is not a date'.
 */
export function deadline(sent: Sent, calendar: WorkingDayCalendar): Deadline {
  const rule = fieldOf(sent, 'rule')
  return isWorkingDayRule(rule) ? countWorkingDays(rule, sent, calendar) : dutyDeadline(rule, sent, calendar)
}
