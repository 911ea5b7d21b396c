import { businessTeam, executive, readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the dashboard, an indicator’s page and national figures. */
  'indicators.read': readers,
  /** See what the Executive should see: what worsens, what improved, which agency is silent. */
  'indicators.read-executive': [...businessTeam, ...executive],
  /** Note a change on an indicator’s chart, or set its target. */
  'indicators.annotate': businessTeam,
  /** Fill an installation: only the installation itself carries it, no office does. */
  'indicators.set-up': [],
} satisfies PermissionTable
