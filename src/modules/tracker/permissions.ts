import { members, readers, type PermissionTable, type Role } from '#modules/identity/public.ts'

/** Who runs the tracker: the business team, the officer who leads on reviews among them. */
export const trackerTeam: readonly Role[] = ['analyst', 'business-manager', 'review-officer']

export const permissions = {
  /** See recommendations and actions, and take them away as a workbook. */
  'tracker.read': readers,
  /** Propose a recommendation or write down an action. */
  'tracker.raise': [...trackerTeam, 'administrator', 'scrutineer', 'group-chair'],
  /** Accept, decline, assign, decide an extension, judge evidence, record a re-test, open again, import. */
  'tracker.decide': trackerTeam,
  /** Give an update, evidence or a delivery for a part that one’s office owes; the business team on its behalf. */
  'tracker.update': members,
  /** Verify what another agency says it delivered. */
  'tracker.verify': members,
  /** Choose the words for the states. */
  'tracker.settings': ['business-manager'],
} satisfies PermissionTable
