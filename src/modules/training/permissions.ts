import { readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See courses delivered and who attended. */
  'training.read': [...readers, 'trainer', 'practitioner'],
} satisfies PermissionTable
