/** What other modules may use of returns. */
export { openDemonstrationQuarter } from './open-demonstration-quarter.ts'
export { owedBy, silentLines } from './owed.ts'
export { returnPaths } from './paths.ts'
export { permissions as returnsPermissions } from './permissions.ts'
export { returnsPosition, type ReturnPosition } from './position.ts'
