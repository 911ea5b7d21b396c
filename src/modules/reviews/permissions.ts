import { readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See how many serious incident notifications there were: counts, never a case. */
  'reviews.read-counts': readers,
  /** Read a case to which one has named access; the role alone opens none. */
  'reviews.cases': [
    'review-officer',
    'business-manager',
    'delegated-partner',
    'lead-partner',
    'scrutineer',
    'safeguarding-lead',
  ],
  /** Open a case, write in one to which one has named access, and give access to those one's office owns. */
  'reviews.open-case': ['review-officer', 'business-manager'],
  /** Get access for a day to a case whose reference one knows, with a reason; its owner is told at once. */
  'reviews.break-glass': ['review-officer', 'business-manager', 'delegated-partner'],
} satisfies PermissionTable
