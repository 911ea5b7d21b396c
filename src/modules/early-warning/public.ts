/** What other modules may use of early-warning. */
export { earlyWarningHeldOn } from './held-on.ts'
export { lookEverywhere, lookForSignals } from './look-for-signals.ts'
export { warningPaths } from './paths.ts'
export { permissions as earlyWarningPermissions } from './permissions.ts'
export {
  tasksFor as warningTasks,
  warningLines,
  warningsAnswered,
  warningsOfGroup,
  warningsOfIndicator,
  warningsOwnedBy,
} from './tasks.ts'
export { decisions, evidenceKinds } from './warning.ts'
export { findWarning, listWarnings, type Warning } from './warning-store.ts'
