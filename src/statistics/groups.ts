/** A group's name, or its number. */
export type GroupName = string | number

/** Two figures of one group, `null` where a row of it had none. */
export type GroupSums = { group: GroupName; x: number | null; n: number | null }

/** The figures of one row after another added up by group, groups in the order in which they first appear. */
export function sumsByGroup(
  groups: readonly GroupName[],
  xs: readonly (number | null)[],
  ns: readonly (number | null)[],
): GroupSums[] {
  const sums = new Map<GroupName, GroupSums>()
  for (const [i, group] of groups.entries()) {
    const soFar = sums.get(group) ?? { group, x: 0, n: 0 }
    sums.set(group, { group, x: sum(soFar.x, xs[i] ?? null), n: sum(soFar.n, ns[i] ?? null) })
  }
  return [...sums.values()]
}

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)
