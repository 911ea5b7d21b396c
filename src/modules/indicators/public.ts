/** What other modules may use of indicators. */
export { permissions as indicatorsPermissions } from './permissions.ts'
export { indicatorPaths } from './paths.ts'
