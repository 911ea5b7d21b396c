import { readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the arrangements of a partnership: its groups, seats and agencies. */
  'partnerships.read': readers,
  /** Load a partnership's pack: the installation itself, at set-up or from the command line. */
  'partnerships.load-pack': [],
} satisfies PermissionTable
