/** What other modules may use of early-warning. */
export { lookEverywhere, lookForSignals } from './look-for-signals.ts'
export { warningPaths } from './paths.ts'
export { permissions as earlyWarningPermissions } from './permissions.ts'
export { tasksFor as warningTasks, warningLines, warningsOfGroup, warningsOfIndicator } from './tasks.ts'
export { decisions, evidenceKinds } from './warning.ts'
export { findWarning, listWarnings, type Warning } from './warning-store.ts'
