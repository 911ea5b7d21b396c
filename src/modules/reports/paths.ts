// References and items are letters, digits and hyphens, so they stand in an address as they are.
const at = (reference: string) => `/reports/${reference}`
const inSection = (reference: string, item: string) => `${at(reference)}/sections/${item}`

export const reportPaths = {
  list: () => '/reports',
  create: () => '/reports/new',
  show: (reference: string, item?: string) => (item === undefined ? at(reference) : `${at(reference)}?item=${item}`),
  section: inSection,
  pin: (reference: string, item: string) => `${inSection(reference, item)}/pin`,
  unpin: (reference: string, item: string) => `${inSection(reference, item)}/unpin`,
  read: (reference: string) => `${at(reference)}/read`,
  word: (reference: string) => `${at(reference)}/report.docx`,
  pdf: (reference: string) => `${at(reference)}/report.pdf`,
}
