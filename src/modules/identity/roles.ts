import type { Reach } from '#platform/actor.ts'

/**
 * The roles that an office can carry in a partnership. `reach` is which rows the database itself lets it see: every agency's, its own
 * organisation's with what belongs to the partnership as a whole, or nothing that belongs to anybody.
 */
export const roles = {
  'business-manager': { title: 'Business manager', reach: 'partnership' },
  analyst: { title: 'Analyst', reach: 'partnership' },
  'review-officer': { title: 'Review officer', reach: 'partnership' },
  'training-officer': { title: 'Training officer', reach: 'partnership' },
  administrator: { title: 'Partnership administrator', reach: 'partnership' },
  'data-lead': { title: 'Agency data lead', reach: 'organisation' },
  'signing-officer': { title: 'Agency signing officer', reach: 'organisation' },
  'safeguarding-lead': { title: 'Agency safeguarding lead', reach: 'organisation' },
  'agency-administrator': { title: 'Agency administrator', reach: 'organisation' },
  'group-chair': { title: 'Group chair', reach: 'organisation' },
  'group-member': { title: 'Group member', reach: 'organisation' },
  'executive-member': { title: 'Executive member', reach: 'partnership' },
  'lead-partner': { title: 'Lead safeguarding partner', reach: 'partnership' },
  'delegated-partner': { title: 'Delegated safeguarding partner', reach: 'partnership' },
  scrutineer: { title: 'Independent scrutineer', reach: 'partnership' },
  'lead-member': { title: 'Lead member for children', reach: 'organisation' },
  'elected-member': { title: 'Elected member', reach: 'organisation' },
  trainer: { title: 'Trainer', reach: 'organisation' },
  practitioner: { title: 'Practitioner', reach: 'organisation' },
  inspector: { title: 'Inspector', reach: 'partnership' },
  'system-operator': { title: 'System operator', reach: 'nothing' },
} as const satisfies Record<string, { title: string; reach: Reach }>

export type Role = keyof typeof roles

export const everyRole = Object.keys(roles) as Role[]
export const businessTeam: readonly Role[] = ['analyst', 'business-manager']
/** Those who lead: what the Executive sees. */
export const executive: readonly Role[] = [
  'executive-member',
  'lead-partner',
  'delegated-partner',
  'lead-member',
  'scrutineer',
]
/** Everybody who works in the partnership, as opposed to those who come for a course, an inspection or the machines. */
export const members: readonly Role[] = everyRole.filter(
  (role) => !['trainer', 'practitioner', 'inspector', 'system-operator'].includes(role),
)
/** Members, and an inspector, who reads what was chosen for the inspection. */
export const readers: readonly Role[] = [...members, 'inspector']

export const roleTitle = (role: string): string => roles[role as Role]?.title ?? role

/** Which roles carry each permission of a module. */
export type PermissionTable = Readonly<Record<string, readonly Role[]>>

/** The permissions of each role, from the tables of every module. */
export function permissionsByRole(tables: readonly PermissionTable[]): ReadonlyMap<string, ReadonlySet<string>> {
  const result = new Map<string, Set<string>>(everyRole.map((role) => [role, new Set<string>()]))
  for (const table of tables) {
    for (const [permission, granted] of Object.entries(table)) {
      for (const role of granted) result.get(role)?.add(permission)
    }
  }
  return result
}
