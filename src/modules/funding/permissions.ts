import { readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See contributions and the year’s account. */
  'funding.read': readers,
} satisfies PermissionTable
