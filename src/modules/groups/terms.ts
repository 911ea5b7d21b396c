type TermsState = 'proposed' | 'approved' | 'in-force' | 'superseded' | 'withdrawn'

export const stateWords: Readonly<Record<TermsState, string>> = {
  proposed: 'Proposed',
  approved: 'Approved, not yet in force',
  'in-force': 'In force',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
}

type Version = { number: number; approvedOn: string | null; inForceFrom: string | null; withdrawnOn: string | null }

/** The version in force on a day: the one that came into force last. */
export const inForceOn = <T extends Version>(versions: readonly T[], day: string): T | undefined =>
  versions
    .filter(({ inForceFrom }) => inForceFrom !== null && inForceFrom <= day)
    .toSorted((a, b) => (a.inForceFrom ?? '').localeCompare(b.inForceFrom ?? '') || a.number - b.number)
    .at(-1)

/** How a version stands on a day, among all versions of its group. */
export function stateOf(version: Version, all: readonly Version[], day: string): TermsState {
  if (version.withdrawnOn !== null) return 'withdrawn'
  if (version.inForceFrom === null) return 'proposed'
  if (version.inForceFrom > day) return 'approved'
  return inForceOn(all, day)?.number === version.number ? 'in-force' : 'superseded'
}
