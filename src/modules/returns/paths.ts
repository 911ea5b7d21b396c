/** `id` is the return's reference in the thread, such as KSCMP-RET-2026-003. */
export const returnPaths = {
  list: () => '/returns',
  openQuarter: () => '/returns/open-quarter',
  show: (id: string) => `/returns/${id}`,
  template: (id: string) => `/returns/${id}/template.xlsx`,
  upload: (id: string) => `/returns/${id}/upload`,
  received: (id: string, upload: string) => `/returns/${id}/uploads/${upload}`,
  signOff: (id: string) => `/returns/${id}/sign-off`,
  decide: (id: string) => `/returns/${id}/decide`,
}
