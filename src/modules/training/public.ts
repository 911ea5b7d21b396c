/** What other modules may use of training. */
export { permissions as trainingPermissions } from './permissions.ts'
export { trainingPaths } from './paths.ts'
