import { readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** Follow a record up and down the golden thread and read its history. */
  'thread.read': readers,
} satisfies PermissionTable
