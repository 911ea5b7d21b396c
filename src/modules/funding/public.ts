/** What other modules may use of funding. */
export { periodMismatch, type Account } from './account.ts'
export { accountsBetween } from './account-store.ts'
export { accountBlocks, contributionsBlocks } from './account-tables.ts'
export { loadAccounts } from './load-accounts.ts'
export { permissions as fundingPermissions } from './permissions.ts'
export { fundingPaths } from './paths.ts'
