/** What other modules may use of funding. */
export { permissions as fundingPermissions } from './permissions.ts'
export { fundingPaths } from './paths.ts'
