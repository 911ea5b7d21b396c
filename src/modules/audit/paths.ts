/** What a search asks for, as its address says it; what is left out or empty does not limit it. */
export type TrailQuery = {
  person?: string
  where?: string
  record?: string
  event?: string
  from?: string
  to?: string
  before?: string
}

function withQuery(path: string, query: TrailQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

export const auditPaths = {
  search: (query: TrailQuery = {}) => withQuery('/audit', query),
  jsonLines: (query: TrailQuery = {}) => withQuery('/audit/events.jsonl', query),
  csv: (query: TrailQuery = {}) => withQuery('/audit/events.csv', query),
}
