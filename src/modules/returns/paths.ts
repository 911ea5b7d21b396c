/** `id` is the return's reference in the thread, such as KSCMP-RET-2026-003. */
export const returnPaths = {
  list: () => '/returns',
  openQuarter: () => '/returns/open-quarter',
  show: (id: string) => `/returns/${id}`,
  template: (id: string) => `/returns/${id}/template.xlsx`,
  upload: (id: string) => `/returns/${id}/upload`,
  received: (id: string, upload: string) => `/returns/${id}/uploads/${upload}`,
  /** The return after a file: 'received', or 'again' when the same file had come before. */
  afterUpload: (id: string, upload: string, what: string) => `/returns/${id}/uploads/${upload}/${what}`,
  signOff: (id: string) => `/returns/${id}/sign-off`,
  decide: (id: string) => `/returns/${id}/decide`,
}
