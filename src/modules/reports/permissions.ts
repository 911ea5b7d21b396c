import { businessTeam, readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** Read a yearly report and its draft. */
  'reports.read': readers,
  /** Draft a yearly report: its sections, figures and tables. */
  'reports.write': businessTeam,
  /** Write the independent scrutineer’s section, which the team may not edit. */
  'reports.write-scrutiny': ['scrutineer'],
} satisfies PermissionTable
