/** What other modules may use of minutes. */
export { loadDemonstrationMinutes } from './load-demonstration.ts'
export { minutesHeldOn } from './held-on.ts'
export { escalatedLines, itemExtras, matterLinks, minuteLinks } from './item-extras.ts'
export { permissions as minutesPermissions } from './permissions.ts'
export { cascadePaths, circularPaths, decisionPaths, feedbackPaths } from './paths.ts'
export { raiseLooks } from './raise-looks.ts'
export { listReportedDecisions } from './reported-decisions.ts'
export { tasksFor as minutesTasks } from './tasks.ts'
