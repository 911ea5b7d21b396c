import { everyRole, type PermissionTable } from './roles.ts'

export const permissions = {
  /** Be signed in: the home page and the choice of office. */
  'identity.use': everyRole,
} satisfies PermissionTable
