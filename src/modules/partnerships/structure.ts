import { groupKinds, inPlainWords, operatingWords, ownershipBadge } from './arrangement-words.ts'

export type StructureGroup = {
  id: string
  slug: string
  name: string
  kind: string
  frequency: string
  ownership: string
  owner: string | null
  sharedWith: readonly string[]
  others: readonly string[]
  operating: string
  reportsTo: string | null
  reportsToBasis: string | null
  reportsToNote: string | null
}

/** A group in its place, worded for a page; both the drawing and the nested list are made from it. */
export type StructureItem = {
  id: string
  name: string
  href: string
  kind: string
  frequency: string
  badge: string | null
  /** Set unless the group is known to operate. */
  state: string | null
  /** A source says that it does not operate. */
  isStopped: boolean
  /** Why it stands where it stands, when no document says so. */
  placeNote: string | null
  children: StructureItem[]
}

export type Structure = {
  /** The group that all others answer to; null when there is none, or several. */
  top: StructureItem | null
  /** What stands under no group of the partnership: its first level when `top` is null, else bodies beside the structure. */
  beside: StructureItem[]
}

/** The groups that have not ended by a day. */
export const notEnded = <T extends { endsOn: string | null }>(groups: readonly T[], today: string): T[] =>
  groups.filter(({ endsOn }) => endsOn === null || endsOn >= today)

const silence = 'Not stated in the source'

/**
 * The groups of a partnership as a tree, by the group that each reports to. A partnership with one head group has it on top, and
 * groups that report to nobody in it stand beside.
 */
export function structureOf(groups: readonly StructureGroup[], hrefOf: (slug: string) => string): Structure {
  const known = new Set(groups.map((group) => group.id))
  const childrenOf = Map.groupBy(groups, (group) =>
    group.reportsTo !== null && known.has(group.reportsTo) ? group.reportsTo : 'nobody',
  )
  const seen = new Set<string>()
  const item = (group: StructureGroup): StructureItem => {
    seen.add(group.id)
    return {
      id: group.slug,
      name: group.name,
      href: hrefOf(group.slug),
      kind: inPlainWords(groupKinds, group.kind),
      frequency: group.frequency === silence ? '' : group.frequency,
      badge: ownershipBadge(group),
      state: group.operating === 'yes' ? null : operatingWords(group.operating),
      isStopped: group.operating === 'no',
      placeNote: group.reportsToBasis === 'inferred' ? (group.reportsToNote ?? 'Its place is worked out') : null,
      children: (childrenOf.get(group.id) ?? []).filter((child) => !seen.has(child.id)).map(item),
    }
  }
  const firsts = (childrenOf.get('nobody') ?? []).map(item)
  // A ring of groups that report to one another has no first; it is shown all the same.
  const rings = groups
    .filter((group) => !seen.has(group.id))
    .flatMap((group) => (seen.has(group.id) ? [] : [item(group)]))
  const heads = firsts.filter((first) => first.children.length > 0)
  const [head] = heads
  if (head === undefined || heads.length > 1) return { top: null, beside: [...firsts, ...rings] }
  return { top: head, beside: [...firsts.filter((first) => first !== head), ...rings] }
}
