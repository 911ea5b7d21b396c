/** What other modules may use of reviews. */
export { permissions as reviewsPermissions } from './permissions.ts'
export { reviewPaths } from './paths.ts'
