export const partnershipPaths = {
  list: () => '/partnerships',
  show: (slug: string) => `/partnerships/${slug}`,
  structure: (slug: string) => `/partnerships/${slug}/structure`,
  groups: (slug: string) => `/partnerships/${slug}/groups`,
  group: (slug: string, group: string) => `/partnerships/${slug}/groups/${group}`,
  agencies: (slug: string) => `/partnerships/${slug}/agencies`,
}
