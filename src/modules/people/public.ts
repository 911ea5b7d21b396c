/** What src/app.ts, the home page and the jobs use of people. */
export { peopleHeldOn } from './held-on.ts'
export { permissions as peoplePermissions } from './permissions.ts'
export { openLists } from './open-lists.ts'
export { suspendUnused } from './suspend-unused.ts'
export { peopleLines, tasksFor as listTasks } from './today-lines.ts'
