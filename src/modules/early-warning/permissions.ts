import { businessTeam, members, readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See early warnings. */
  'early-warning.read': readers,
  /** Look for signals, triage a warning, give it to a group and an owner. */
  'early-warning.triage': businessTeam,
  /** Answer a warning that one’s office owns; the business team may answer for any. */
  'early-warning.answer': members,
} satisfies PermissionTable
