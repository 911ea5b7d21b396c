/** What other modules may use of groups. */
export { dueForAgenda } from './due-for-agenda.ts'
export { linesOfGroup } from './group-lines.ts'
export { permissions as groupsPermissions } from './permissions.ts'
export { tasksFor } from './tasks.ts'
export { loadDemonstrationGroups } from './load-demonstration.ts'
