const at = (reference: string) => `/reports/${encodeURIComponent(reference)}`
const inSection = (reference: string, item: string) => `${at(reference)}/sections/${encodeURIComponent(item)}`

export const reportPaths = {
  list: () => '/reports',
  create: () => '/reports/new',
  show: (reference: string, item?: string) =>
    item === undefined ? at(reference) : `${at(reference)}?item=${encodeURIComponent(item)}`,
  section: inSection,
  pin: (reference: string, item: string) => `${inSection(reference, item)}/pin`,
  unpin: (reference: string, item: string) => `${inSection(reference, item)}/unpin`,
  read: (reference: string) => `${at(reference)}/read`,
  word: (reference: string) => `${at(reference)}/report.docx`,
}
