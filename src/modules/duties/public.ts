/** What other modules may use of duties. */
export { permissions as dutiesPermissions } from './permissions.ts'
export { dutyPaths } from './paths.ts'
export { shippedCalendar } from './shipped-calendar.ts'
