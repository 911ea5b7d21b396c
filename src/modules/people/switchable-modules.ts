/** What can be switched off for a partnership: what it is called, what it holds, and what is gone while it is off. */
export const switchableModules: Readonly<Record<string, { title: string; holds: string; gone: string }>> = {
  thread: {
    title: 'Golden thread',
    holds: 'every record by its reference, what it serves, what it rests on and its history',
    gone: 'the pages of records and the links to them',
  },
  duties: {
    title: 'Statutory deadlines',
    holds: 'the clocks of the guidance, worked-out deadlines and the calendar of working days',
    gone: 'the pages of deadlines; dates that were written down stay',
  },
  indicators: {
    title: 'Data and the Executive page',
    holds: 'indicators, their charts, targets and national figures',
    gone: 'the Data and Executive doors and every chart',
  },
  returns: {
    title: 'Agencies’ returns',
    holds: 'quarterly figures from agencies, with their sign-off and decisions',
    gone: 'the Returns door: agencies can neither send figures nor sign them off',
  },
  funding: {
    title: 'Funding',
    holds: 'contributions, income and spending by year',
    gone: 'the pages of accounts',
  },
  training: {
    title: 'Training',
    holds: 'published years of courses and learning',
    gone: 'the pages of training',
  },
  reviews: {
    title: 'Reviews and notifications',
    holds: 'serious incident notifications and reviews',
    gone: 'every page of reviews, also for those who are named on a case',
  },
  'early-warning': {
    title: 'Early warnings',
    holds: 'signals in the figures, their triage and answers',
    gone: 'the Warnings door: nobody is told of a signal',
  },
  reports: {
    title: 'Yearly reports',
    holds: 'yearly reports, their sections and pinned figures',
    gone: 'the Reports door and every report',
  },
  'data-protection': {
    title: 'Data protection',
    holds: 'retention, requests, breaches and disclosures with their clocks',
    gone: 'the registers and their clocks; the law still asks for them',
  },
}

/** What everything rests on: never switched off, nor offered. */
export const alwaysOn = ['identity', 'today', 'partnerships', 'people', 'audit'] as const
