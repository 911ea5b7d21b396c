import { everyRole, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the statutory clocks and the calendar of working days, and work out a deadline. */
  'duties.read': everyRole,
  /** Add bank holidays to the calendar of working days, and take back what was added. */
  'duties.keep-calendar': ['business-manager'],
} satisfies PermissionTable
