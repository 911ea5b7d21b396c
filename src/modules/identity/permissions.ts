import { everyRole, type PermissionTable } from './roles.ts'

export const permissions = {
  /** Be signed in: the home page and the choice of office. */
  'identity.use': everyRole,
  /** Take one’s own office up again after it was suspended because it lay unused. */
  'identity.start-again': everyRole,
} satisfies PermissionTable
