import { readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the statutory clocks and the calendar of working days, and work out a deadline. */
  'duties.read': readers,
  /** Add bank holidays to the calendar of working days, and take back what was added. */
  'duties.keep-calendar': ['business-manager'],
} satisfies PermissionTable
