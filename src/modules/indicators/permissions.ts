import { businessTeam, everyRole, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the dashboard, an indicator’s page and national figures. */
  'indicators.read': everyRole,
  /** Note a change on an indicator’s chart, or set its target. */
  'indicators.annotate': businessTeam,
} satisfies PermissionTable
