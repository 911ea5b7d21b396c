/** What other modules may use of identity. */
export { businessTeam, everyRole, permissionsByRole, roles, type PermissionTable, type Role } from './roles.ts'
export { permissions as identityPermissions } from './permissions.ts'
export { findSignedIn } from './session-store.ts'
export { findOffice, findPersonName, listOfficesOfRole, type Office } from './office-store.ts'
export { addOrganisation, addSamplePerson } from './set-up.ts'
