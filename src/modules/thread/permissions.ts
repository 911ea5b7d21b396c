import { businessTeam, readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** Follow a record up and down the golden thread, read its history, and search for records. */
  'thread.read': readers,
  /** Link records by hand and take such a link back; an agency’s people only for their own agency’s records. */
  'thread.link': [
    ...businessTeam,
    'administrator',
    'review-officer',
    'training-officer',
    'scrutineer',
    'data-lead',
    'safeguarding-lead',
    'agency-administrator',
  ],
  /** Set a gap in the thread aside until a day, with the reason. */
  'thread.set-aside': [...businessTeam, 'scrutineer'],
  /** Look for gaps each night: the installation itself. */
  'thread.find-gaps': [],
} satisfies PermissionTable
