/** What other modules may use of reports. */
export { loadDemonstrationReports } from './demonstration/load-demonstration-reports.ts'
export { reportsHeldOn } from './held-on.ts'
export { linkShownEverywhere } from './keep-shown-linked.ts'
export { loadPackFigures } from './load-pack-figures.ts'
export { permissions as reportsPermissions } from './permissions.ts'
export { reportPaths } from './paths.ts'
export { tasksFor } from './tasks.ts'
