const one = (reference: string) => `/reviews/cases/${reference}`

export const reviewPaths = {
  notifications: () => '/notifications',
  cases: () => '/reviews/cases',
  openCase: () => '/reviews/cases/open',
  case: one,
  /** What identifies the child. */
  child: (reference: string) => `${one(reference)}/child`,
  changeChild: (reference: string) => `${one(reference)}/child/change`,
  change: (reference: string) => `${one(reference)}/change`,
  access: (reference: string) => `${one(reference)}/access`,
  endAccess: (reference: string, id: string) => `${one(reference)}/access/${id}/end`,
  recuse: (reference: string) => `${one(reference)}/recuse`,
  handOver: (reference: string) => `${one(reference)}/hand-over`,
  breakGlass: () => '/reviews/cases/break-glass',
  lookAt: (reference: string, id: string) => `${one(reference)}/break-glass/${id}`,
}
