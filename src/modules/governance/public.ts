/** What other modules may use of governance. */
export { governanceHeldOn } from './held-on.ts'
export { loadDemonstrationGovernance } from './load-demonstration.ts'
export { governancePaths } from './paths.ts'
export { permissions as governancePermissions } from './permissions.ts'
export { tasksFor } from './due.ts'
