/** What other modules may use of partnerships. */
export { listAgencies } from './agency-store.ts'
export { citing } from './as-at.ts'
export { listGroups } from './group-store.ts'
export { loadPacks } from './load-pack.ts'
export { readPack, type Pack } from './pack.ts'
export { findPartnership, listPartnerships } from './partnership-store.ts'
export { permissions as partnershipsPermissions } from './permissions.ts'
export { partnershipPaths } from './paths.ts'
