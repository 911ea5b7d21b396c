const groups = (slug: string) => `/partnerships/${slug}/groups`
const group = (slug: string, name: string) => `${groups(slug)}/${name}`
const agencies = (slug: string) => `/partnerships/${slug}/agencies`
const officers = (slug: string) => `/partnerships/${slug}/officers`

export const partnershipPaths = {
  list: () => '/partnerships',
  show: (slug: string) => `/partnerships/${slug}`,
  structure: (slug: string) => `/partnerships/${slug}/structure`,
  rename: (slug: string) => `/partnerships/${slug}/change-name`,
  groups,
  addGroup: (slug: string) => `/partnerships/${slug}/add-group`,
  group,
  changeGroup: (slug: string, name: string) => `${group(slug, name)}/change`,
  /** `what` is 'name', 'frequency' or 'operating'. */
  changeFrom: (slug: string, name: string, what: string) => `${group(slug, name)}/change-${what}`,
  endGroup: (slug: string, name: string) => `${group(slug, name)}/end`,
  shareGroup: (slug: string, name: string) => `${group(slug, name)}/share`,
  takeOnGroup: (slug: string, name: string) => `/partnerships/${slug}/take-on-group/${name}`,
  chair: (slug: string, name: string) => `${group(slug, name)}/chair`,
  moveChair: (slug: string, name: string) => `${group(slug, name)}/move-chair`,
  addSeat: (slug: string, name: string) => `${group(slug, name)}/add-seat`,
  seat: (slug: string, name: string, seatId: string) => `${group(slug, name)}/seats/${seatId}`,
  changeSeat: (slug: string, name: string, seatId: string) => `${group(slug, name)}/seats/${seatId}/change`,
  fillSeat: (slug: string, name: string, seatId: string) => `${group(slug, name)}/seats/${seatId}/fill`,
  endSeat: (slug: string, name: string, seatId: string) => `${group(slug, name)}/seats/${seatId}/end`,
  endFilling: (slug: string, name: string, fillingId: string) => `${group(slug, name)}/sittings/${fillingId}/end`,
  officers,
  addOfficer: (slug: string) => `${officers(slug)}/add`,
  changeOfficer: (slug: string, id: string) => `${officers(slug)}/${id}/change`,
  delegate: (slug: string, id: string) => `${officers(slug)}/${id}/delegate`,
  endDelegation: (slug: string, id: string) => `/partnerships/${slug}/delegations/${id}/end`,
  agencies,
  addAgency: (slug: string) => `${agencies(slug)}/add`,
  reviewAgencies: (slug: string) => `/partnerships/${slug}/agency-list-reviews`,
  agency: (slug: string, id: string) => `${agencies(slug)}/${id}`,
  changeAgency: (slug: string, id: string) => `${agencies(slug)}/${id}/change`,
  tellAgency: (slug: string, id: string) => `${agencies(slug)}/${id}/tell`,
  acknowledge: (slug: string, id: string) => `/partnerships/${slug}/agency-notices/${id}/acknowledge`,
  visitAgency: (slug: string, id: string) => `${agencies(slug)}/${id}/visit`,
  followUp: (slug: string, id: string) => `/partnerships/${slug}/visits/${id}/follow-up`,
}
