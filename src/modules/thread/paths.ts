const at = (reference: string) => `/records/${encodeURIComponent(reference)}`

/** '?kind=action&page=2' of what is chosen; what is not chosen is left out. */
function queryOf(chosen: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][]).toString()}`
}

export const threadPaths = {
  show: at,
  /** The address of `show` as a route. */
  showRoute: () => '/records/:reference',
  links: (reference: string, page = 1) => `${at(reference)}/links${page > 1 ? `?page=${page}` : ''}`,
  linksRoute: () => '/records/:reference/links',
  addLink: (reference: string, chosen: { q?: string; with?: string } = {}) =>
    `${at(reference)}/add-link${queryOf(chosen)}`,
  addLinkRoute: () => '/records/:reference/add-link',
  removeLink: (reference: string, id: string) => `${at(reference)}/links/${id}/remove`,
  removeLinkRoute: () => '/records/:reference/links/:id/remove',
  gaps: (chosen: Readonly<Record<string, string | undefined>> = {}) => `/records/gaps${queryOf(chosen)}`,
  setAside: (id: string) => `/records/gaps/${id}/set-aside`,
  setAsideRoute: () => '/records/gaps/:id/set-aside',
  search: (chosen: Readonly<Record<string, string | undefined>> = {}) => `/search${queryOf(chosen)}`,
}
