/** What other modules may use of the plan. */
export { loadDemonstrationPlans } from './demonstration/load-demonstration-plans.ts'
export { planHeldOn } from './held-on.ts'
export { loadPublishedPriorities } from './load-priorities.ts'
export { planPaths, projectPaths } from './paths.ts'
export { listPlanChanges, listPriorityProgress, listReportedChallenges } from './progress-store.ts'
export { permissions as planPermissions } from './permissions.ts'
export { listJudgementsDue, tasksFor as planTasks } from './tasks.ts'
