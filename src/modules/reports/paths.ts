export const reportPaths = {
  list: () => '/reports',
  create: () => '/reports/new',
  show: (reference: string) => `/reports/${encodeURIComponent(reference)}`,
  section: (reference: string, item: string) =>
    `/reports/${encodeURIComponent(reference)}/sections/${encodeURIComponent(item)}`,
  pin: (reference: string, item: string) =>
    `/reports/${encodeURIComponent(reference)}/sections/${encodeURIComponent(item)}/pin`,
  unpin: (reference: string, item: string) =>
    `/reports/${encodeURIComponent(reference)}/sections/${encodeURIComponent(item)}/unpin`,
  read: (reference: string) => `/reports/${encodeURIComponent(reference)}/read`,
  word: (reference: string) => `/reports/${encodeURIComponent(reference)}/report.docx`,
}
