/** What other modules may use of partnerships. */
export { listOrganisations, type OrganisationName } from './agency-store.ts'
export type { GroupExtra, GroupExtras } from './group-extras.ts'
export { listGroups, type GroupName } from './group-store.ts'
export { loadPacks } from './load-pack.ts'
export { PackError, readPack, type Account, type Notifications, type Pack, type Source, type Training } from './pack.ts'
export { findPartnership, listPartnerships, type Partnership, type PartnershipWords } from './partnership-store.ts'
export { permissions as partnershipsPermissions } from './permissions.ts'
export { partnershipPaths } from './paths.ts'
