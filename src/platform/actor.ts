/** Who acts: a person in one of their offices, for one partnership. `permissions` are the names that routes and commands check. */
export type Actor = {
  personId: string | null
  personName: string
  officeId: string | null
  officeTitle: string
  organisationId: string | null
  organisationName: string
  role: string
  /** Which rows of the partnership the office may see: every agency's, its own organisation's, or none. */
  reach: Reach
  partnershipId: string
  partnershipSlug: string
  partnershipName: string
  permissions: ReadonlySet<string>
  /** Names of modules that this partnership has switched off: their pages are not there. */
  modulesOff: ReadonlySet<string>
  /** What the seat that the office sits in lets it decide, such as 'sign-off'; being a member gives none. */
  authorities: ReadonlySet<string>
}

export type Reach = 'partnership' | 'organisation' | 'nothing'

export const may = (actor: Actor | null | undefined, permission: string): boolean =>
  actor?.permissions.has(permission) ?? false

/**
 * The installation itself, for packs and demonstrations: its events name no person. It has exactly the rights given.
 */
export function installation(
  partnership: { id: string; slug: string; name: string },
  permissions: Iterable<string>,
): Actor {
  return {
    personId: null,
    personName: 'Goldenthread',
    officeId: null,
    officeTitle: 'Set-up of this installation',
    organisationId: null,
    organisationName: '',
    role: 'installation',
    reach: 'partnership',
    partnershipId: partnership.id,
    partnershipSlug: partnership.slug,
    partnershipName: partnership.name,
    permissions: new Set(permissions),
    modulesOff: new Set(),
    authorities: new Set(),
  }
}
