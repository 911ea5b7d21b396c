export const trainingPaths = {
  show: (startsOn?: string) => (startsOn === undefined ? '/training' : `/training?year=${startsOn}`),
  csv: (startsOn: string) => `/training/${startsOn}/courses.csv`,
}
