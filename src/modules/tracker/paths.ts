const at = (reference: string) => `/actions/${reference}`

export const trackerPaths = {
  list: (filter: Readonly<Record<string, string>> = {}) => {
    const query = new URLSearchParams(filter).toString()
    return query === '' ? '/actions' : `/actions?${query}`
  },
  export: (ending: 'xlsx' | 'csv') => `/actions/export.${ending}`,
  raise: () => '/actions/new',
  agencies: () => '/actions/agencies',
  retests: () => '/actions/re-tests',
  settings: () => '/actions/words',
  imports: () => '/actions/import',
  preview: (id: string) => `/actions/import/${id}`,
  confirmImport: (id: string) => `/actions/import/${id}/confirm`,
  unplaced: (id: string) => `/actions/import/${id}/not-placed.xlsx`,
  show: at,
  update: (reference: string) => `${at(reference)}/update`,
  extend: (reference: string) => `${at(reference)}/extension`,
  deliver: (reference: string) => `${at(reference)}/delivered`,
  verify: (reference: string) => `${at(reference)}/verify`,
  evidence: (reference: string) => `${at(reference)}/evidence`,
  evidenceFile: (reference: string, id: string) => `${at(reference)}/evidence/${id}/file`,
  answer: (reference: string) => `${at(reference)}/answer`,
  assign: (reference: string) => `${at(reference)}/assign`,
  decideExtension: (reference: string) => `${at(reference)}/decide-extension`,
  judge: (reference: string) => `${at(reference)}/judge`,
  retest: (reference: string) => `${at(reference)}/re-test`,
  end: (reference: string) => `${at(reference)}/end`,
}
