/**
 * Rights for which one factor is enough (an e-mailed link, or a provider that states no second factor): nothing that a stranger with
 * somebody's letter box or password could do harm with.
 */
const harmless = /^(identity\.use|training\.)/

const moduleOf = (permission: string): string => permission.split('.')[0] ?? ''

/**
 * What a role's rights come to in one session: without the modules that the partnership has switched off, only those of the chosen pack
 * where the office has one (an inspection), and only what is harmless until a second factor was proved (ASVS 5.0, 6.3.3), and only signing in
 * where the office was suspended because it lay unused.
 *
 * @param modules null: every module
 */
export function permissionsOf(
  ofRole: ReadonlySet<string>,
  {
    strength,
    modules,
    modulesOff,
    isSuspended = false,
  }: {
    strength: string
    modules: readonly string[] | null
    modulesOff: readonly string[]
    isSuspended?: boolean
  },
): ReadonlySet<string> {
  return new Set(
    [...ofRole].filter((permission) => {
      const module = moduleOf(permission)
      const isChosen = modules === null || module === 'identity' || modules.includes(module)
      if (isSuspended && module !== 'identity') return false
      return isChosen && !modulesOff.includes(module) && (strength === 'two' || harmless.test(permission))
    }),
  )
}
