/** Words on pages for what packs and tables hold as short names. */

export const groupKinds: Readonly<Record<string, string>> = {
  'lead-partners': 'Lead safeguarding partners',
  executive: 'Executive',
  'sub-group': 'Sub-group',
  'partnership-group': 'Partnership group',
  forum: 'Forum',
  'business-team': 'Business team',
  panel: 'Panel',
  'task-and-finish': 'Task-and-finish group',
  'other-body': 'Other body',
}

export const sectorWords: Readonly<Record<string, string>> = {
  'local-authority': 'Local authority',
  'district-council': 'District council',
  health: 'Health',
  police: 'Police',
  probation: 'Probation',
  'fire-and-rescue': 'Fire and rescue',
  education: 'Education',
  'social-care-provider': 'Social care provider',
  'secure-estate': 'Secure estate',
  'family-justice': 'Family justice',
  'voluntary-and-community': 'Voluntary and community',
  housing: 'Housing',
  partnership: 'Partnership',
  other: 'Other',
}

export const dutyWords: Readonly<Record<string, string>> = {
  lsp: 'Lead safeguarding partner',
  dsp: 'Delegated safeguarding partner',
  'elected-member': 'Elected member',
  'business-team': 'Business team',
  'independent-scrutineer': 'Independent scrutineer',
}

export const seatRoles: Readonly<Record<string, string>> = {
  chair: 'Chair',
  'vice-chair': 'Vice chair',
  'deputy-chair': 'Deputy chair',
  member: 'Member',
  'ex-officio': 'Member by another office',
  invited: 'Invited',
  lay: 'Lay member',
  conditional: 'Sits in some cases',
  'in-attendance': 'In attendance',
}

export const statementKinds: Readonly<Record<string, string>> = {
  objective: 'Objectives',
  priority: 'Priorities',
  purpose: 'What the arrangements are for',
  focus: 'Focus',
  commitment: 'Commitments',
  principle: 'Principles',
}

/** The words for a short name, or the short name itself when a pack brings one that has no words yet. */
export const inPlainWords = (words: Readonly<Record<string, string>>, name: string): string => words[name] ?? name

/** Whether a group meets, as far as the documents say. */
export const operatingWords = (operating: string): string =>
  operating === 'yes' ? 'Operating' : operating === 'no' ? 'Not operating' : 'Operation not stated'

type Ownership = {
  ownership: string
  owner: string | null
  sharedWith: readonly string[]
  /** Short names of the partnerships of this installation that have the group, the reader's own left out. */
  others: readonly string[]
}

/** The few words beside a group's name: 'Joint with MSCP', 'Owned by others', or null for the partnership's own. */
export function ownershipBadge({ ownership, others, sharedWith }: Ownership): string | null {
  if (ownership === 'others') return 'Owned by others'
  if (ownership !== 'joint') return null
  const first = others[0] ?? sharedWith[0]
  return first === undefined ? 'Joint' : `Joint with ${first}`
}

/** A sentence on who owns a group. */
export function ownershipSentence(partnership: string, group: Ownership): string {
  if (group.ownership === 'others') return `Owned by others. ${group.owner ?? 'The source does not say by whom'}.`
  if (group.ownership !== 'joint') return `Owned by ${partnership}.`
  const owners = [partnership, ...group.others, ...group.sharedWith]
  const last = owners.at(-1) ?? ''
  return `Owned jointly by ${owners.slice(0, -1).join(', ')} and ${last}.`
}
