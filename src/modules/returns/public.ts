/** What other modules may use of returns. */
export { permissions as returnsPermissions } from './permissions.ts'
export { returnPaths } from './paths.ts'
