import type { Certainty } from './guidance.ts'

/** One thing that a yearly report must hold. The id stays the same from one edition to the next; number and text may not. */
export type ReportItem = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly text: string
  readonly source: string
  readonly certainty: Certainty
}

type Row = readonly [id: string, title: string, text: string]

const items = (rows: readonly Row[], source: string, certainty: Certainty, after = 0): ReportItem[] =>
  rows.map(([id, title, text], index) => ({ id, number: after + index + 1, title, text, source, certainty }))

const kent2022 =
  'Working Together to Safeguard Children 2018, chapter 3, as restated in the Kent arrangements of March 2022, Section 13'

/** Working Together 2018, from Kent's own restatement of it. */
export const workingTogether2018 = items(
  [
    ['what-was-done', 'What was done', 'What has been achieved through the arrangements.'],
    ['effectiveness', 'How effective the arrangements were', 'How effective the arrangements have been in practice.'],
    [
      'practice-reviews',
      'Actions on practice reviews',
      'Actions relating to any local or national child safeguarding practice reviews as relevant, and what safeguarding partners have done as a result.',
    ],
    [
      'impact',
      'Impact on children and families',
      'Evidence of the impact of the work of the safeguarding partners and relevant agencies on outcomes for children and families.',
    ],
    [
      'little-progress',
      'Where there was little progress',
      'An analysis of any areas where there has been little or no evidence of progress on agreed priorities.',
    ],
    [
      'decisions-and-actions',
      'Actions on recommendations',
      "A record of actions taken by the safeguarding partners in the report's period (or planned to be taken) to implement the recommendations of any child safeguarding practice reviews.",
    ],
    [
      'feedback',
      'Feedback from children and families',
      'Ways in which the partners have sought and utilised feedback from children, young people and families to inform their work and influence service provision.',
    ],
  ],
  kent2022,
  'seen',
)

const kent2024 =
  'Working Together to Safeguard Children 2023, as restated in the Kent cabinet committee report of 21 November 2024, para 1.2'

/** Working Together 2023: the fifteen, in the order of Kent's report. */
export const workingTogether2023 = items(
  [
    [
      'what-was-done',
      'What was done',
      'What has been done as a result of the Partnership arrangements, including in relation to child safeguarding practice reviews.',
    ],
    [
      'effectiveness',
      'How effective the arrangements were',
      'How effective the Partnership arrangements have been in practice.',
    ],
    [
      'partner-contributions',
      'What each partner contributed',
      'The contribution of each Safeguarding Partner to the functioning and structure of the arrangements.',
    ],
    [
      'scrutiny-themes',
      'Themes from scrutiny',
      'Any themes emanating from aggregated methods of scrutiny, for example, reviews, scrutineer activity and multi-agency audits.',
    ],
    [
      'impact',
      'Impact on children and families',
      'Evidence of the impact of the work of the Safeguarding Partners and Relevant Agencies, including training, on outcomes for children and families.',
    ],
    [
      'little-progress',
      'Where there was little progress',
      'Analysis of any areas where there has been little or no evidence of progress on agreed priorities.',
    ],
    ['serious-incidents', 'Learning from serious incidents', 'Analysis of learning from serious incidents.'],
    [
      'decisions-and-actions',
      'Key decisions and actions',
      'A record of key decisions and actions taken by the Safeguarding Partners in the yearly cycle, including in relation to implementing the recommendations from any local and national child safeguarding practice reviews and the impact this has had.',
    ],
    [
      'feedback',
      'Feedback from children and families',
      'Ways in which the Safeguarding Partners have sought and utilised feedback from children and families to inform their work and influence service provision.',
    ],
    [
      'costs',
      'Costs and contributions',
      'The breakdown of costs in delivering the arrangements for that period, including financial contributions of individual partners.',
    ],
    [
      'education',
      "Education's part in the arrangements",
      'Evidence of how Safeguarding Partners are ensuring the adequate representation and input of education at both the operational and strategical levels of the arrangements.',
    ],
    [
      'data-and-information-sharing',
      'Data and information sharing',
      'An overview of how data is being used to encourage learning within the arrangements and evidence of how information sharing has improved practice and outcomes.',
    ],
    [
      'independent-scrutiny',
      'Independent scrutiny',
      'A review of the impact and learning from independent scrutiny arrangements to ensure leadership is strong and the arrangements are leading to the desired and necessary impact.',
    ],
    [
      'updates-to-arrangements',
      'Updates to the published arrangements',
      'Any updates to the published arrangements with the proposed timescale for implementation.',
    ],
    ['national-reforms', 'National reforms', 'Evidence that national reforms have been implemented.'],
  ],
  kent2024,
  'seen',
)

const secondary2026 =
  'Working Together to Safeguard Children 2026, from published summaries by others; the paragraphs were not read'

/** What summaries say that Working Together 2026 adds. The wording is ours: put the paragraph's own in once it is read. */
const additionsOf2026 = items(
  [
    [
      'impact-on-children',
      'Evidence of impact on children',
      'Evidence, not description, of the impact of the arrangements on children and families.',
    ],
    [
      'disproportionality-and-racism',
      'Disproportionality and racism',
      'Analysis of information to identify disproportionality and racism, and what was done about it.',
    ],
    [
      'looked-after-children',
      'Looked-after children',
      'How the arrangements meet their responsibilities for looked-after children.',
    ],
    [
      'accountability',
      'Accountability of the partners',
      'How each safeguarding partner was held to account, including what inspection of the partners found.',
    ],
    [
      'data-sharing',
      'Data sharing between agencies',
      'How the strengthened requirements on sharing data between agencies are met.',
    ],
  ],
  secondary2026,
  'inferred',
  workingTogether2023.length,
)

/** Working Together 2026 as far as it is known: the fifteen of 2023, taken to be carried over, and the additions. */
export const workingTogether2026: ReportItem[] = [
  ...workingTogether2023.map((item) => ({
    ...item,
    source: `${item.source}; taken to be carried over into Working Together 2026`,
    certainty: 'inferred' as const,
  })),
  ...additionsOf2026,
]
