const at = '/data-protection'
const register = (name: string) => `${at}/registers/${name}`
const entry = (name: string, reference: string) => `${register(name)}/${reference}`

export const dataProtectionPaths = {
  home: () => at,
  retention: () => `${at}/retention`,
  changeSchedule: (kind: string) => `${at}/retention/${kind}/change`,
  signOff: (kind: string) => `${at}/retention/${kind}/sign-off`,
  holds: () => `${at}/holds`,
  placeHold: () => `${at}/holds/place`,
  releaseHold: (id: string) => `${at}/holds/${id}/release`,
  disposal: () => `${at}/disposal`,
  destroy: (id: string) => `${at}/disposal/${id}/destroy`,
  certificates: () => `${at}/certificates`,
  certificate: (reference: string) => `${at}/certificates/${reference}`,
  people: () => `${at}/people`,
  person: (id: string) => `${at}/people/${id}`,
  personFile: (id: string, format: 'html' | 'json') => `${at}/people/${id}/held.${format}`,
  register,
  addEntry: (name: string) => `${register(name)}/add`,
  entry,
  pauseEntry: (name: string, reference: string) => `${entry(name, reference)}/pause`,
  resumeEntry: (name: string, reference: string) => `${entry(name, reference)}/resume`,
  extendEntry: (name: string, reference: string) => `${entry(name, reference)}/extend`,
  closeEntry: (name: string, reference: string) => `${entry(name, reference)}/close`,
  processing: () => `${at}/processing`,
  changeProcessing: (kind: string) => `${at}/processing/${kind}/change`,
  changeNotice: () => `${at}/notices/change`,
  /** Open to everybody. */
  notices: () => '/notices',
  privacy: (slug: string) => `/partnerships/${slug}/privacy`,
  accessibility: (slug: string) => `/partnerships/${slug}/accessibility`,
}
