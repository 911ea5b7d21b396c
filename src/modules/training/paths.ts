export const trainingPaths = {
  show: () => '/training',
}
