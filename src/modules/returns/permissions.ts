import { businessTeam, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See returns: one’s own agency’s, or all of them for the team, the Executive and the scrutineer. */
  'returns.read': [
    ...businessTeam,
    'data-lead',
    'signing-officer',
    'executive-member',
    'lead-partner',
    'delegated-partner',
    'scrutineer',
    'inspector',
  ],
  /** Open a quarter. */
  'returns.open': businessTeam,
  /** Fill in one’s own agency’s return. */
  'returns.prepare': ['data-lead', 'signing-officer'],
  /** Sign off one’s own agency’s return, naming the officer who answers for it. */
  'returns.sign-off': ['data-lead', 'signing-officer'],
  /** Accept a return, or return it with a reason. */
  'returns.decide': businessTeam,
} satisfies PermissionTable
