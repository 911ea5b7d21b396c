import { businessTeam, everyRole, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** Follow a record up and down the golden thread and read its history. */
  'thread.read': everyRole,
  /** Know of every record of the partnership, those of single agencies too. */
  'thread.read-all': [...businessTeam, 'executive-member', 'scrutineer'],
} satisfies PermissionTable
