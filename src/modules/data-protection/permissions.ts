import type { PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the retention schedules and the record of processing. */
  'data-protection.read': [
    'business-manager',
    'analyst',
    'review-officer',
    'training-officer',
    'administrator',
    'executive-member',
    'lead-partner',
    'delegated-partner',
    'scrutineer',
    'inspector',
  ],
  /** Answer requests, see all that is held on a person, keep the registers, the schedules and the notices, place and release holds. */
  'data-protection.handle': ['business-manager', 'administrator'],
  /** Record the data protection officer’s sign-off, and destroy what is due. */
  'data-protection.destroy': ['business-manager'],
} satisfies PermissionTable
