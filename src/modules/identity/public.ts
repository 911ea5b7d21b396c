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
export { identityDisposables } from './disposables.ts'
export { identityHeldOn } from './held-on.ts'
export { permissions as identityPermissions } from './permissions.ts'
export { heldForms } from './held-form.ts'
export { clearSignInLeftovers } from './sign-in-leftovers.ts'
export { readProviders, type Provider } from './providers.ts'
export { clearOldSignIns } from './factor-clear.ts'
export { openFirstFactor } from './factor-opening.ts'
export { withdrawSecondFactors } from './factor-withdraw.ts'
export { findSignedIn } from './session-store.ts'
export {
  actorsOf,
  actorsOfSession,
  everybodyReachable,
  unattendedOffices,
  type PersonInOffice,
  type Reachable,
} from './actors.ts'
export { identityPaths } from './paths.ts'
export { findReportsTo, setReportsTo } from './reports-to.ts'
export { findOffice, listOfficesOfRole } from './office-store.ts'
export { addOrganisation, addSamplePerson } from './set-up.ts'
export {
  beginTenure,
  giveRole,
  officeTitled,
  personOfEmail,
  rolesOfOffice,
  servesOthers,
  setLastDay,
  undoLastDay,
} from './appointing.ts'
export { addDeputy, findDeputy, listDeputies, withdrawDeputy, type Deputy } from './deputy-store.ts'
export {
  countHoldings,
  findHolding,
  listHoldings,
  listOrganisationsWithOffices,
  listTenures,
  type Holding,
  type HoldingFilter,
  type HoldingState,
} from './holding-store.ts'
export { listModulesOff, switchModuleOff, switchModuleOn } from './module-off-store.ts'
export { endSessionsOf, liftStops, stopHoldings } from './stop-store.ts'
export { noteNotice, startUseAgain, suspendUse } from './use-store.ts'
export { takeAuthoritiesFromSeats } from './seat-authorities.ts'
export { sealedColumns as identitySealedColumns } from './sealed-columns.ts'
