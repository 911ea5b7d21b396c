/** What other modules may use of the tracker. */
export { trackerHeldOn } from './held-on.ts'
export { listItems as listActions, type Item } from './item-store.ts'
export { loadDemonstrationTracker } from './load-demonstration.ts'
export { trackerPaths } from './paths.ts'
export { permissions as trackerPermissions } from './permissions.ts'
export { askUpdatesBefore, listOverdueForGroup } from './position-store.ts'
export { raiseAction, raiseRecommendation } from './raise.ts'
export {
  hasImpact,
  isOverdueOn,
  listOwedOn,
  listRecommendationsOn,
  listReportedEvidence,
  medianAge,
  type RecommendationOn,
} from './report-store.ts'
export { evidenceKinds, sourceKinds, type EvidenceKind, type SourceKind } from './kinds.ts'
export { findStateWords } from './state-word-store.ts'
export { everyState } from './states.ts'
export { listWaiting as listRetestsWaiting } from './retests/retest-store.ts'
export { lapseMissed } from './retests/lapse-missed.ts'
export { tasksFor as trackerTasks } from './tasks.ts'
export type { ChartMark, MeasureChart } from './services.ts'
