export const documentKinds = {
  arrangements: 'Published arrangements',
  policy: 'Policy',
  procedure: 'Procedure',
  threshold: 'Levels of support and need',
  'scrutiny-plan': 'Scrutiny plan',
  budget: 'Shared annual budget',
  'yearly-report': 'Yearly report',
  other: 'Other key document',
} as const satisfies Record<string, string>
export type DocumentKind = keyof typeof documentKinds

export type VersionState = 'draft' | 'approved' | 'current' | 'superseded'

export const versionStates = {
  draft: { words: 'Draft', tag: 'govuk-tag--yellow' },
  approved: { words: 'Approved, not published', tag: 'govuk-tag--blue' },
  current: { words: 'Current', tag: 'govuk-tag--green' },
  superseded: { words: 'Superseded', tag: 'govuk-tag--grey' },
} as const satisfies Record<VersionState, { words: string; tag: string }>

type Dated = { number: number; approvedOn: string | null; publishedOn: string | null }

/** Where one version of a document stands among all of them: the newest published one is current and supersedes those before it. */
export function versionState(version: Dated, all: readonly Dated[]): VersionState {
  const current = Math.max(0, ...all.filter((each) => each.publishedOn !== null).map((each) => each.number))
  if (version.number === current) return 'current'
  if (version.number < current) return 'superseded'
  return version.approvedOn === null ? 'draft' : 'approved'
}

/** Where the sign-off of a version stands, from the signatures asked for: nobody says it, it follows from who has signed. */
export function signOffState(signatures: readonly { signedOn: string | null }[]): { words: string; tag: string } {
  const signed = signatures.filter(({ signedOn }) => signedOn !== null).length
  if (signatures.length === 0) return { words: 'Not asked for', tag: 'govuk-tag--grey' }
  if (signed === signatures.length) return { words: 'Signed off', tag: 'govuk-tag--green' }
  return { words: `${signed} of ${signatures.length} signed`, tag: 'govuk-tag--yellow' }
}
