/** What other modules may use of training. */
export { loadTraining } from './load-training.ts'
export { permissions as trainingPermissions } from './permissions.ts'
export { trainingPaths } from './paths.ts'
export { trainingBetween } from './training-store.ts'
export { attendanceBlocks, courseBlocks, eLearningBlocks } from './training-tables.ts'
export type { TrainingYear } from './training-year.ts'
