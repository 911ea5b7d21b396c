const meeting = (reference: string) => `/meetings/${reference}/minutes`
const decision = (reference: string) => `/decisions/${reference}`
const feedback = (reference: string) => `/feedback/${reference}`
const circular = (reference: string) => `/circulars/${reference}`
const cascade = (reference: string) => `/cascades/${reference}`

export const minutesPaths = {
  show: meeting,
  take: (reference: string) => `${meeting(reference)}/take`,
  saveLines: (reference: string) => `${meeting(reference)}/lines`,
  merge: (reference: string, clash: string) => `${meeting(reference)}/merge/${clash}`,
  correct: (reference: string, line: string) => `${meeting(reference)}/lines/${line}/correct`,
  agree: (reference: string) => `${meeting(reference)}/agree`,
  publish: (reference: string) => `${meeting(reference)}/publish`,
  file: (reference: string, kind: string) => `${meeting(reference)}/file/${kind}`,
  decide: (reference: string, item: string) => `${meeting(reference)}/items/${item}/decision`,
  raise: (reference: string, item: string) => `${meeting(reference)}/items/${item}/action`,
  published: (reference: string) => `${meeting(reference)}/published`,
}

export const decisionPaths = {
  list: () => '/decisions',
  record: () => '/decisions/record',
  show: decision,
  look: (reference: string) => `${decision(reference)}/look`,
  life: (reference: string) => `/matters/${reference}/life`,
  filter: (group: string) => `/groups/${group}/filter`,
  choose: (group: string, matter: string) => `/groups/${group}/filter/${matter}`,
}

export const feedbackPaths = {
  list: () => '/feedback',
  arrange: () => '/feedback/arrangements',
  begin: (group: string, quarter: string) => `/feedback/begin/${group}/${quarter}`,
  show: feedback,
  edit: (reference: string) => `${feedback(reference)}/edit`,
  send: (reference: string) => `${feedback(reference)}/send`,
}

export const circularPaths = {
  list: () => '/circulars',
  begin: (quarter: string) => `/circulars/begin/${quarter}`,
  show: circular,
  edit: (reference: string) => `${circular(reference)}/edit`,
  approve: (reference: string) => `${circular(reference)}/approve`,
  send: (reference: string) => `${circular(reference)}/send`,
}

export const cascadePaths = {
  list: () => '/cascades',
  ask: () => '/cascades/ask',
  show: cascade,
  confirm: (reference: string, organisation: string) => `${cascade(reference)}/agencies/${organisation}`,
}
