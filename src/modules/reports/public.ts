/** What other modules may use of reports. */
export { permissions as reportsPermissions } from './permissions.ts'
export { reportPaths } from './paths.ts'
export { tasksFor } from './tasks.ts'
