import type { PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** Search the audit trail and export what was found: of the whole partnership, or of one’s own agency’s offices. */
  'audit.read': ['business-manager', 'administrator', 'scrutineer', 'agency-administrator'],
} satisfies PermissionTable
