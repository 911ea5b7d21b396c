import { members, readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** Read a group's terms of reference, their earlier versions, and its recurring duties. */
  'groups.read': readers,
  /** Write versions of terms, record their approval, and say which duties a group has. */
  'groups.keep': ['business-manager', 'administrator'],
  /** Record a duty of a group as done: those who keep the groups, and the group's own chair. */
  'groups.do-duty': members,
} satisfies PermissionTable
