/** What can be switched off for a partnership: what it is called, what it holds, and what is gone while it is off. */
export const switchableModules: Readonly<Record<string, { title: string; holds: string; gone: string }>> = {
  groups: {
    title: 'Terms of reference and recurring duties',
    holds: 'what each group works by, version by version, and what it owes on which day',
    gone: 'both lines on a group’s page, and what chairs owe by them',
  },
  tracker: {
    title: 'Recommendations and actions',
    holds: 'recommendations and actions from every source, their updates, evidence and re-tests',
    gone: 'the tracker’s pages, and what offices owe in it; minutes and plans can raise no actions',
  },
  governance: {
    title: 'Governance registers',
    holds: 'policies and their sign-off, assurances, protocols, disputes, guidance and agreements',
    gone: 'the registers, and the reviews and signatures that they ask for',
  },
  meetings: {
    title: 'Meetings',
    holds: 'the year of meetings, agendas, papers and attendance',
    gone: 'the pages of meetings and papers; calendar invitations that were sent stay',
  },
  minutes: {
    title: 'Minutes and decisions',
    holds: 'minutes, decisions, feedback of groups, the Circular and cascades',
    gone: 'their pages; what was published or sent stays with those who have it',
  },
  plan: {
    title: 'Plan and projects',
    holds: 'priorities, outcomes, measures, judgements of progress, and the team’s projects',
    gone: 'the plan’s pages and what it asks of people',
  },
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
    gone: 'the Data door and every chart',
  },
  returns: {
    title: 'Agencies’ returns',
    holds: 'quarterly figures from agencies, with their sign-off and decisions',
    gone: 'the pages of returns: agencies can neither send figures nor sign them off',
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
    gone: 'the pages of warnings: nobody is told of a signal',
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
