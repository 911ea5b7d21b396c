import { members, readers, type PermissionTable, type Role } from '#modules/identity/public.ts'

/** The posts of the business team that plan meetings, call them and keep their papers. */
export const meetingTeam: readonly Role[] = [
  'business-manager',
  'analyst',
  'administrator',
  'review-officer',
  'training-officer',
]

export const permissions = {
  /** See meetings, agendas and open papers of the partnership's groups. */
  'meetings.read': readers,
  /** Plan a year, call, move and cancel meetings, keep each group's settings. */
  'meetings.manage': meetingTeam,
  /** Change an agenda and the forward plan, record who came: the team everywhere, a chair in the group that they chair. */
  'meetings.agenda': members,
  /** Send a paper that one's office was asked for; give apologies. */
  'meetings.contribute': members,
} satisfies PermissionTable
