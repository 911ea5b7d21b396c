/** Who acts: a person in one of their offices, for one partnership. `permissions` are the names that routes and commands check. */
export type Actor = {
  personId: string | null
  personName: string
  officeId: string | null
  officeTitle: string
  organisationId: string | null
  organisationName: string
  role: string
  partnershipId: string
  partnershipSlug: string
  partnershipName: string
  permissions: ReadonlySet<string>
}

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
    partnershipId: partnership.id,
    partnershipSlug: partnership.slug,
    partnershipName: partnership.name,
    permissions: new Set(permissions),
  }
}
