/** What other modules may use of the thread. */
export { recordKinds, relations, type RecordKind, type Relation } from './record.ts'
export {
  changeRecord,
  findRecord,
  linkRecords,
  listHistory,
  listNeighbours,
  listRecentChanges,
  registerOnce,
  registerRecord,
  unlinkRecords,
  type HistoryLine,
  type ThreadRecord,
} from './record-store.ts'
export { permissions as threadPermissions } from './permissions.ts'
export { threadPaths } from './paths.ts'
export { eventWords } from './event-words.ts'
