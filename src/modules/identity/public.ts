/** What other modules may use of identity. */
export {
  businessTeam,
  everyRole,
  executive,
  members,
  permissionsByRole,
  readers,
  roles,
  roleTitle,
  type PermissionTable,
  type Role,
} from './roles.ts'
export { permissions as identityPermissions } from './permissions.ts'
export { findSignedIn } from './session-store.ts'
export { findOffice, listOfficesOfRole } from './office-store.ts'
export { addOrganisation, addSamplePerson } from './set-up.ts'
