export const fundingPaths = {
  show: (startsOn?: string) => (startsOn === undefined ? '/funding' : `/funding?year=${startsOn}`),
  csv: (startsOn: string, which: string) => `/funding/${startsOn}/${which}.csv`,
  workbook: (startsOn: string) => `/funding/${startsOn}/account.xlsx`,
}
