export const warningPaths = {
  list: () => '/warnings',
  check: () => '/warnings/check',
  show: (reference: string) => `/warnings/${encodeURIComponent(reference)}`,
  triage: (reference: string) => `/warnings/${encodeURIComponent(reference)}/triage`,
  answer: (reference: string) => `/warnings/${encodeURIComponent(reference)}/answer`,
}
