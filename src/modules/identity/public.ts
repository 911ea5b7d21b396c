/** What other modules may use of identity. */
export { businessTeam, everyRole, permissionsByRole, type PermissionTable } from './roles.ts'
export { permissions as identityPermissions } from './permissions.ts'
export { findSignedIn } from './session-store.ts'
export { findOffice, listOfficesOfRole } from './office-store.ts'
export { addOrganisation, addSamplePerson } from './set-up.ts'
