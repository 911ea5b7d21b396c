/** What other modules may use of duties. */
export { findCalendar } from './calendar-store.ts'
export { dutiesHeldOn } from './held-on.ts'
export { permissions as dutiesPermissions } from './permissions.ts'
export { dutyPaths } from './paths.ts'
export { certaintyWords } from './words.ts'
export { shippedCalendar } from './shipped-calendar.ts'
