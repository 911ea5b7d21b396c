import { everyRole, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See contributions and the year’s account. */
  'funding.read': everyRole,
} satisfies PermissionTable
