import { businessTeam, executive, members, readers, type PermissionTable, type Role } from '#modules/identity/public.ts'

/** The team around the partnership that takes minutes, and chairs for their own group. */
const writers: readonly Role[] = [...businessTeam, 'administrator', 'review-officer', 'training-officer', 'group-chair']
const chairs: readonly Role[] = [...businessTeam, 'group-chair', ...executive]

export const permissions = {
  /** Read minutes, decisions, feedback and circulars. */
  'minutes.read': readers,
  /** Take minutes, record decisions and raise actions from them. */
  'minutes.write': writers,
  /** Agree minutes for the group that one chairs; the team records what a meeting agreed. */
  'minutes.agree': chairs,
  /** Publish agreed minutes. */
  'minutes.publish': ['business-manager', 'administrator'],
  /** Say whether a decision works. */
  'minutes.look': [...businessTeam, 'administrator', 'group-chair', ...executive],
  /** Decide what becomes of what was escalated to the Executive. */
  'minutes.filter': [...businessTeam, ...executive],
  /** Write and send a group’s feedback. */
  'minutes.feedback': chairs,
  /** Change the headings and destinations of feedback. */
  'minutes.arrange-feedback': ['business-manager', 'administrator'],
  /** Write the Executive’s Circular, and send it once it is approved. */
  'minutes.circular': [...businessTeam, 'administrator'],
  /** Approve the Circular for the Executive. */
  'minutes.approve-circular': ['business-manager', 'group-chair', ...executive],
  /** Ask agencies to pass something on. */
  'minutes.cascade': [...businessTeam, 'administrator'],
  /** Confirm for one’s agency who was told. */
  'minutes.confirm-cascade': members,
  /** Bring decisions back when their date comes: the installation itself, by a job. */
  'minutes.keep-watch': [],
} satisfies PermissionTable
