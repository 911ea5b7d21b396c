/** The roles that an office can carry in a partnership. */
export const roles = {
  analyst: 'Analyst',
  'business-manager': 'Business manager',
  'data-lead': 'Agency data lead',
  'signing-officer': 'Agency signing officer',
  'executive-member': 'Executive member',
  scrutineer: 'Independent scrutineer',
} as const satisfies Record<string, string>

export type Role = keyof typeof roles

export const everyRole = Object.keys(roles) as Role[]
export const businessTeam: readonly Role[] = ['analyst', 'business-manager']

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
