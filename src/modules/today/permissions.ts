import { everyRole, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** Choose how often one is reminded. */
  'today.choose-reminders': everyRole,
  /** Make, renew and withdraw the calendars that one subscribes to. */
  'today.subscribe': everyRole,
  /** Set when everybody in the partnership is reminded. */
  'today.set-rules': ['business-manager'],
} satisfies PermissionTable
