export const returnPaths = {
  list: () => '/returns',
  openQuarter: () => '/returns/open-quarter',
  show: (id: string) => `/returns/${id}`,
  template: (id: string) => `/returns/${id}/template.xlsx`,
  upload: (id: string) => `/returns/${id}/upload`,
  signOff: (id: string) => `/returns/${id}/sign-off`,
  decide: (id: string) => `/returns/${id}/decide`,
}
