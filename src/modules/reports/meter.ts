import { plural } from '#platform/words.ts'

/** What a claim says was reached, from something done to something better for children. Evidence of delivery is not evidence of impact. */
export const claims = {
  activity: { words: 'Activity', meaning: 'Something was done' },
  output: { words: 'Output', meaning: 'Something was produced, such as courses, attendances or reports' },
  practice: { words: 'Practice', meaning: 'Practitioners work differently' },
  experience: { words: 'Experience', meaning: 'Children and families say it is different for them' },
  outcome: { words: 'Outcome', meaning: 'It is better for children, and the figures show it' },
} as const satisfies Record<string, { words: string; meaning: string }>
export type Claim = keyof typeof claims
export const claimNames = Object.keys(claims) as [Claim, ...Claim[]]

/** What a pin counts for, where that is less than it is said to show: nothing of the period is in it, or no evidence of what is claimed. */
export type PinWeight = 'none' | 'activity'

const ofImpact: ReadonlySet<Claim> = new Set(['practice', 'experience', 'outcome'])

/** Where a section stands. The shape tells the states apart without colour. */
export const standings = {
  evidenced: { words: 'Evidenced', shape: 'full' },
  activity: { words: 'Activity only', shape: 'half' },
  nothing: { words: 'Nothing', shape: 'empty' },
} as const satisfies Record<string, { words: string; shape: string }>
export type Standing = keyof typeof standings

export type Metered = { narrative: string; pins: readonly { claim: Claim; weight?: PinWeight }[] }

/**
 * Where a section stands, computed from what is there: nothing without a narrative or a pin that holds something; evidenced with a
 * narrative and a pin whose claim is practice, experience or outcome and borne out; activity only between the two.
 */
export function standingOf({ narrative, pins }: Metered): Standing {
  const isWritten = narrative.trim() !== ''
  if (!isWritten && pins.every(({ weight }) => weight === 'none')) return 'nothing'
  const shows = pins.some(({ claim, weight }) => weight === undefined && ofImpact.has(claim))
  return isWritten && shows ? 'evidenced' : 'activity'
}

/** What a section still needs, in a sentence; '' when it is evidenced. */
export function needs(section: Metered): string {
  switch (standingOf(section)) {
    case 'evidenced':
      return ''
    case 'nothing':
      return section.pins.length > 0
        ? 'It has no words, and its figures hold nothing of the report’s period.'
        : 'It has no words and no figures yet.'
    case 'activity':
      if (section.narrative.trim() === '') return 'It has figures and no words about them.'
      if (section.pins.every(({ weight }) => weight === 'none'))
        return section.pins.length > 0
          ? 'It has words, and its figures hold nothing of the report’s period.'
          : 'It has words and nothing pinned that bears them out.'
      return 'It says what was done, and nothing pinned shows a change in practice, experience or outcomes.'
  }
}

export type MeterSummary = { of: number; evidenced: number; activity: number; nothing: number }

/** How many of the sections stand where. */
export function summarise(sections: readonly Metered[]): MeterSummary {
  const count = (standing: Standing) => sections.filter((each) => standingOf(each) === standing).length
  return { of: sections.length, evidenced: count('evidenced'), activity: count('activity'), nothing: count('nothing') }
}

/** '2 of 15 evidenced, 7 activity only, 6 with nothing'. */
export const summaryInWords = ({ of, evidenced, activity, nothing }: MeterSummary): string =>
  `${evidenced} of ${of} evidenced, ${activity} activity only, ${nothing} with nothing`

/** 'Draft: 6 of 15 statutory contents are missing'; '' when none is. */
export const missingInWords = ({ of, nothing }: MeterSummary): string =>
  nothing === 0 ? '' : `Draft: ${nothing} of ${plural(of, 'statutory content')} ${nothing === 1 ? 'is' : 'are'} missing`
