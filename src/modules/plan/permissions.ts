import { businessTeam, members, readers, type PermissionTable, type Role } from '#modules/identity/public.ts'

/** Those who sit where a plan is agreed: their seat must carry the authority as well. */
const deciders: readonly Role[] = [
  'business-manager',
  'executive-member',
  'lead-partner',
  'delegated-partner',
  'group-chair',
]

export const permissions = {
  /** See the plan, its measures, judgements and changes, and the projects. */
  'plan.read': readers,
  /** Write the plan, propose changes, record what a group judged. */
  'plan.write': businessTeam,
  /** Approve a change within the year; the business manager records what a group has approved. */
  'plan.approve': deciders,
  /** Judge progress with evidence: the business team for the scrutiny group, or the chair of a group. */
  'plan.judge': [...businessTeam, 'group-chair'],
  /** Enter the figures of a measure that one’s office owns; the business team may enter any. */
  'plan.enter-figure': members,
  /** Challenge a judgement or a priority, in words that nobody else may change. */
  'plan.challenge': ['scrutineer'],
  /** Change what counts as on track, some progress and so on. */
  'plan.define': ['business-manager'],
  /** Begin, change, pause and end projects of the business team. */
  'plan.projects': [...businessTeam, 'review-officer', 'training-officer', 'administrator'],
} satisfies PermissionTable
