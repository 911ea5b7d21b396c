import { everyRole, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the arrangements of a partnership: its groups, seats and agencies. */
  'partnerships.read': everyRole,
} satisfies PermissionTable
