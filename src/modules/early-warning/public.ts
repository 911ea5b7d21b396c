/** What other modules may use of early-warning. */
export { permissions as earlyWarningPermissions } from './permissions.ts'
export { warningPaths } from './paths.ts'
