const at = (reference: string) => `/warnings/${reference}`

export const warningPaths = {
  list: () => '/warnings',
  look: () => '/warnings/look',
  show: at,
  triage: (reference: string) => `${at(reference)}/triage`,
  answer: (reference: string) => `${at(reference)}/answer`,
  reopen: (reference: string) => `${at(reference)}/reopen`,
}
