/** What other modules may use of the thread. */
export {
  changeRecord,
  findRecord,
  findRecordsById,
  registerOnce,
  registerRecord,
  shareRecord,
  textOf,
} from './record-store.ts'
export { linkRecords, unlinkRecords } from './link-store.ts'
export { keepLinks } from './keep-links.ts'
export { listHistory, listRecentChanges, type HistoryLine } from './history-store.ts'
export { threadLines, threadOf, threadOfPage } from './thread-arrows.ts'
export { findGaps } from './find-gaps.ts'
export { loadDemonstrationThread } from './load-demonstration.ts'
export { permissions as threadPermissions } from './permissions.ts'
export { threadPaths } from './paths.ts'
export { threadHeldOn } from './held-on.ts'
export { eventWords } from './event-words.ts'
