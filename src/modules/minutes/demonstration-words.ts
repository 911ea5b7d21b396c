/** One invented item of a meeting that was held: what was minuted under it, what was decided, and what is to be done. */
export type InventedItem = {
  title: string
  purpose: 'decide' | 'assure' | 'challenge' | 'note'
  lines: readonly string[]
  /** A matter that goes on beyond this meeting; the same key is the same matter. */
  matter?: string
  /** Why the group escalated the matter to the Executive after the meeting. */
  escalated?: string
  decision?: InventedDecision
}

export type InventedDecision = {
  title: string
  reason: string
  options?: string
  dissent?: string
  /** Days after the meeting on which it is asked whether the decision works, and how that is known. */
  look?: { afterDays: number; question: string; found?: string }
  action?: string
}

/** Invented, each word of it: meetings of an Executive, oldest first. */
export const executiveMeetings: readonly (readonly InventedItem[])[] = [
  [
    {
      title: 'Waiting times for a first visit after a referral',
      purpose: 'decide',
      matter: 'waiting',
      lines: [
        'The council’s lead told the group that first visits had become later in two districts since the spring.',
        'Health and the police saw the same in what reaches them: families ring again because nobody has come.',
        'The scrutineer asked what a child would notice. The group agreed to ask this at each meeting until the autumn.',
      ],
      decision: {
        title: 'Move two workers for six months to the districts where first visits come late',
        reason: 'Families in two districts waited twice as long as elsewhere, and the figures of two quarters agreed',
        options:
          'Waiting for the new posts, which would have taken until the spring; or moving no one and reporting monthly.',
        look: {
          afterDays: 90,
          question: 'Is the time to a first visit in both districts within five days of the others?',
          found: 'First visits in both districts came within four days of the others in September and October.',
        },
        action: 'Name the two workers and tell the districts from when they come',
      },
    },
    {
      title: 'Budget of the year',
      purpose: 'note',
      lines: [
        'The group noted the spending to date. Training costs more than planned, since two courses were repeated.',
      ],
      decision: {
        title: 'Pay for the repeated courses from what was kept for venues',
        reason: 'Every course is online until the winter, so venues cost less than planned',
      },
    },
  ],
  [
    {
      title: 'Neglect: one tool in every agency',
      purpose: 'decide',
      lines: [
        'Two agencies use a tool of their own. Both said that they could change within a quarter if their people were trained.',
        'The hospital asked that the tool be read with those who use it at night, when no senior colleague is there.',
      ],
      decision: {
        title: 'Use the same neglect tool in every agency from the next quarter',
        reason: 'An audit found the same family judged differently by three agencies in one month',
        dissent: 'One partner would have begun with a trial in one district.',
        look: { afterDays: 70, question: 'Do three agencies that know one family judge it alike in the next audit?' },
        action: 'Train those who work at night in the neglect tool',
      },
    },
    {
      title: 'Waiting times for a first visit: how it stands',
      purpose: 'challenge',
      matter: 'waiting',
      lines: [
        'First visits in one of the two districts now come as early as elsewhere; in the other they do not yet.',
        'The group asked why the second district is slower. The answer comes in writing before the next meeting.',
      ],
      decision: {
        title: 'Keep the two workers where they are until the end of the year',
        reason: 'One district has caught up and the other is catching up; moving them back now would undo it',
        look: { afterDays: 120, question: 'Do first visits in both districts stay on time after the workers go back?' },
      },
    },
  ],
  [
    {
      title: 'Children who go missing from care',
      purpose: 'decide',
      lines: [
        'The police told the group how many return interviews were offered in time, and how many children took them up.',
        'Children said in a survey that they would rather speak with somebody they know.',
      ],
      decision: {
        title: 'Let children choose who holds their return interview',
        reason: 'Fewer than half took up an interview with somebody they had never met',
        look: {
          afterDays: 150,
          question: 'Do more children take up a return interview than in the same quarter last year?',
        },
      },
    },
    {
      title: 'Winter pressures',
      purpose: 'assure',
      lines: [
        'Each partner told how it keeps enough people at work between December and February.',
        'Health expects the paediatric on-call to be thin in the weeks around Christmas and will say by when it is covered.',
      ],
      decision: {
        title: 'Meet for half an hour every second week from December to February',
        reason: 'Last winter gaps between agencies were noticed only after three weeks',
        look: { afterDays: 100, question: 'Was a gap that concerned two agencies known within a week?' },
      },
    },
  ],
]

/** Invented: the last meeting of a sub-group. */
export const subGroupMeetings: readonly (readonly InventedItem[])[] = [
  [
    {
      title: 'Audit of supervision',
      purpose: 'assure',
      lines: [
        'Fourteen of twenty files showed supervision within the time that each agency has set itself.',
        'What was missing in the other six was the child’s own view of what had changed.',
      ],
      decision: {
        title: 'Ask in every audit what the child said had changed',
        reason: 'Files recorded what adults had done and rarely what it meant to the child',
        look: { afterDays: 110, question: 'Do at least fifteen of twenty files give the child’s own view?' },
      },
    },
    {
      title: 'Learning from recent reviews',
      purpose: 'note',
      lines: ['The group heard what two reviews found in common: information was there and was not brought together.'],
    },
    {
      title: 'Sharing of hospital attendances with schools',
      purpose: 'challenge',
      matter: 'attendances',
      escalated:
        'Three agencies disagree about the basis on which attendances may be shared; only the Executive can settle it (invented)',
      lines: [
        'Schools learn of an attendance after two weeks or never. The hospital’s advice on sharing differs from the council’s.',
        'The group cannot settle it, since it concerns what each partner accepts as its own risk.',
      ],
      decision: {
        title: 'Take the question of sharing hospital attendances to the Executive',
        reason: 'Advice of two partners differs, and children are not seen at school while it does',
      },
    },
  ],
]

/** Invented: decisions between two meetings of the Executive, by days before the demonstration was loaded. */
export const between = [
  {
    daysAgo: 12,
    title: 'Send the letter on safer sleeping to all early-years settings at once',
    reason: 'Two notifications within a week; the next meeting would have been a month later',
  },
  {
    daysAgo: 75,
    title: 'Lend the partnership’s trainer to the youth justice service for one week',
    reason: 'Its own trainer was ill, and the course could not be put off',
  },
] as const

export const feedbackWords = [
  'Invented: files of the quarter show earlier visits and more of what children said.',
  'Invented: young people told the group that they want to know who will be at a meeting before they come.',
  'Invented: what the ambulance service saw reached schools within two days in most instances.',
  'Invented: two agencies changed their teams this quarter, and calls were answered later for three weeks.',
  'Invented: health and housing now meet every week about families in temporary homes.',
  'Invented: two of the three aims of the plan that concern this group are on their way.',
] as const
