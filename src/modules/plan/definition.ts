export type Tone = 'good' | 'some' | 'little' | 'none'

/** What a judgement can say, with its meaning as it is printed wherever the words appear. */
export type Definition = {
  id: string
  key: string
  position: number
  words: string
  meaning: string
  tone: Tone
  isLittle: boolean
  needsEvidence: boolean
  isUsed: boolean
  version: number
}

export const toneTags = {
  good: 'govuk-tag--green',
  some: 'govuk-tag--blue',
  little: 'govuk-tag--orange',
  none: 'govuk-tag--grey',
} as const satisfies Record<Tone, string>

/**
 * The definitions that a partnership begins with and may change. Working Together 2023 asks a yearly report for areas with 'little or no
 * evidence of progress on agreed priorities' and defines none of these words; Medway's members asked what the colours of their plan meant.
 */
export const shippedDefinitions: readonly Omit<Definition, 'id' | 'version' | 'isUsed'>[] = [
  {
    key: 'on-track',
    position: 1,
    words: 'On track',
    meaning:
      'Evidence shows that practice or outcomes for children are changing as the plan says, at the pace that it says.',
    tone: 'good',
    isLittle: false,
    needsEvidence: true,
  },
  {
    key: 'some-progress',
    position: 2,
    words: 'Some progress',
    meaning:
      'Evidence shows some change, but slower or for fewer children than the plan says, or only that work was done.',
    tone: 'some',
    isLittle: false,
    needsEvidence: true,
  },
  {
    key: 'little-or-none',
    position: 3,
    words: 'Little or no evidence',
    meaning:
      'Work may have been done, but there is little or no evidence that anything changed for children or in practice.',
    tone: 'little',
    isLittle: true,
    needsEvidence: false,
  },
  {
    key: 'not-started',
    position: 4,
    words: 'Not started',
    meaning: 'No work towards it has begun.',
    tone: 'none',
    isLittle: true,
    needsEvidence: false,
  },
]

/** Kinds of evidence that is given as text; what it shows is not the same as that something was done. */
export const evidenceKinds = {
  'data-movement': 'The figures moved',
  audit: 'An audit’s finding',
  practice: 'Practice seen or sampled',
  'practitioner-feedback': 'What practitioners say',
  'family-feedback': 'What children and families say',
  'policy-or-process': 'A policy or process that was changed',
  training: 'Training that was delivered',
} as const satisfies Record<string, string>
export type EvidenceKind = keyof typeof evidenceKinds
export const isEvidenceKind = (text: unknown): text is EvidenceKind =>
  typeof text === 'string' && Object.hasOwn(evidenceKinds, text)
