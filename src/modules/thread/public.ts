/** What other modules may use of the thread. */
export {
  changeRecord,
  findRecord,
  findRecordsById,
  linkRecords,
  listHistory,
  listRecentChanges,
  registerOnce,
  registerRecord,
  unlinkRecords,
  type HistoryLine,
} from './record-store.ts'
export { permissions as threadPermissions } from './permissions.ts'
export { threadPaths } from './paths.ts'
export { eventWords } from './event-words.ts'
