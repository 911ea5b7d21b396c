const at = (slug: string) => `/plans/${slug}`
const item = (slug: string, reference: string) => `${at(slug)}/items/${reference}`
const project = (reference: string) => `/projects/${reference}`

export const planPaths = {
  list: () => '/plans',
  begin: () => '/plans/begin',
  definitions: () => '/plans/definitions',
  definition: (key: string) => `/plans/definitions/${key}`,
  show: at,
  asAt: (slug: string, on: string) => `${at(slug)}?on=${on}`,
  document: (slug: string) => `${at(slug)}/plan.docx`,
  workbook: (slug: string) => `${at(slug)}/plan.xlsx`,
  settings: (slug: string) => `${at(slug)}/settings`,
  agree: (slug: string) => `${at(slug)}/agree`,
  next: (slug: string) => `${at(slug)}/next`,
  changes: (slug: string) => `${at(slug)}/changes`,
  change: (slug: string, id: string) => `${at(slug)}/changes/${id}`,
  add: (slug: string, kind: string) => `${at(slug)}/add-${kind}`,
  addUnder: (slug: string, kind: string, under: string) => `${at(slug)}/add-${kind}?under=${under}`,
  item,
  reword: (slug: string, reference: string) => `${item(slug, reference)}/reword`,
  end: (slug: string, reference: string) => `${item(slug, reference)}/end`,
  judge: (slug: string, reference: string) => `${item(slug, reference)}/judge`,
  challenge: (slug: string, reference: string) => `${item(slug, reference)}/challenge`,
  answer: (slug: string, reference: string, challenge: string) => `${item(slug, reference)}/challenges/${challenge}`,
  figure: (slug: string, reference: string) => `${item(slug, reference)}/figure`,
}

export const projectPaths = {
  list: () => '/projects',
  begin: () => '/projects/begin',
  show: project,
  edit: (reference: string) => `${project(reference)}/edit`,
  move: (reference: string) => `${project(reference)}/move`,
  stage: (reference: string) => `${project(reference)}/add-stage`,
  stageDone: (reference: string, stage: string) => `${project(reference)}/stages/${stage}`,
  report: (reference: string) => `${project(reference)}/add-report`,
  giveReport: (reference: string, report: string) => `${project(reference)}/reports/${report}`,
  recommend: (reference: string) => `${project(reference)}/recommend`,
}
