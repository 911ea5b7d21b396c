/** What src/app.ts and the jobs use of Today. */
export { todayHeldOn } from './held-on.ts'
export { meetingDates } from './meeting-dates.ts'
export { owedOf } from './owed-lines.ts'
export { permissions as todayPermissions } from './permissions.ts'
export { remindOwed } from './remind.ts'
