import { readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See how many serious incident notifications there were: counts, never a case. */
  'reviews.read-counts': readers,
} satisfies PermissionTable
