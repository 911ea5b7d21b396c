/** What other modules may use of partnerships. */
export { permissions as partnershipsPermissions } from './permissions.ts'
export { partnershipPaths } from './paths.ts'
