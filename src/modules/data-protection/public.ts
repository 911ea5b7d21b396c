/** What other modules may use of data-protection. */
export { mailDisposable, ownHeldOn } from './own-held-on.ts'
export { retentionLines } from './retention-lines.ts'
export { dataProtectionPaths } from './paths.ts'
export { permissions as dataProtectionPermissions } from './permissions.ts'
