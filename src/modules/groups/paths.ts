const group = (slug: string, name: string) => `/partnerships/${slug}/groups/${name}`

export const groupPaths = {
  terms: (slug: string, name: string) => `${group(slug, name)}/terms`,
  proposeTerms: (slug: string, name: string) => `${group(slug, name)}/terms/propose`,
  compareTerms: (slug: string, name: string) => `${group(slug, name)}/terms/compare`,
  /** By reference: where the thread leads. */
  version: (reference: string) => `/terms/${reference}`,
  approveTerms: (reference: string) => `/terms/${reference}/approve`,
  duties: (slug: string, name: string) => `${group(slug, name)}/duties`,
  addDuty: (slug: string, name: string) => `${group(slug, name)}/duties/add`,
  doDuty: (slug: string, name: string, id: string) => `${group(slug, name)}/duties/${id}/done`,
  changeDuty: (slug: string, name: string, id: string) => `${group(slug, name)}/duties/${id}/change`,
}
