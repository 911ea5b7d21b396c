import type { Claim } from './meter.ts'

/** What a table that counts what was done can be said to show; what changed for children is shown by evidence. */
const doings: readonly Claim[] = ['activity', 'output']
const anything: readonly Claim[] = ['activity', 'output', 'practice', 'experience', 'outcome']

/**
 * The tables that a report can show: what each is called, the right by which its reader opens the records under it (null: that of
 * reports), and what it may be said to show.
 */
export const tables = {
  'plan-progress': { name: 'Priorities of the plan, and how far each has come', right: 'plan.read', shows: anything },
  'plan-changes': { name: 'What was changed in the plan, and why', right: 'plan.read', shows: doings },
  decisions: { name: 'Decisions of the safeguarding partners', right: 'minutes.read', shows: doings },
  recommendations: { name: 'Recommendations, and where they stand', right: 'tracker.read', shows: doings },
  'review-recommendations': {
    name: 'Recommendations of practice reviews, one by one',
    right: 'tracker.read',
    shows: anything,
  },
  'recommendation-themes': { name: 'Themes of reviews, audits and scrutiny', right: 'tracker.read', shows: doings },
  'agencies-owe': {
    name: 'What each agency owes of recommendations and actions',
    right: 'tracker.read',
    shows: doings,
  },
  'impact-evidence': { name: 'Evidence of impact that came in', right: 'tracker.read', shows: anything },
  'family-evidence': { name: 'What children and families said', right: 'tracker.read', shows: anything },
  'scrutiny-challenges': {
    name: 'Challenges of the independent scrutineer, and the answers',
    right: 'plan.read',
    shows: doings,
  },
  'scrutineer-recommendations': {
    name: 'Recommendations of the independent scrutineer, one by one',
    right: 'tracker.read',
    shows: anything,
  },
  'meetings-held': { name: 'Meetings held, by group', right: 'meetings.read', shows: doings },
  'partners-present': { name: 'Safeguarding partners at meetings', right: 'meetings.read', shows: doings },
  'education-present': { name: 'Education at meetings', right: 'meetings.read', shows: doings },
  'arrangement-changes': { name: 'Updates to the published arrangements', right: 'governance.read', shows: doings },
  'structure-changes': { name: 'Changes of groups', right: 'partnerships.read', shows: doings },
  reforms: {
    name: 'National reforms, and how far they are implemented',
    right: 'governance.read',
    shows: ['activity', 'output', 'practice'],
  },
  agreements: { name: 'Information-sharing agreements', right: 'governance.read', shows: doings },
  contributions: { name: 'Contributions of each payer', right: null, shows: doings },
  account: { name: 'The year’s income, spend and what was left', right: null, shows: doings },
  'training-courses': { name: 'Courses delivered', right: null, shows: doings },
  'training-attendance': { name: 'Attendances at courses, events and trainers’ days', right: null, shows: doings },
  'e-learning': { name: 'E-learning completed', right: null, shows: doings },
  notifications: { name: 'Serious incident notifications', right: null, shows: doings },
  'returns-timeliness': { name: 'Quarterly returns: who sent them, and when', right: null, shows: doings },
} as const satisfies Record<string, { name: string; right: string | null; shows: readonly Claim[] }>

export type TableKey = keyof typeof tables
export const isTableKey = (key: string): key is TableKey => Object.hasOwn(tables, key)
export const tableKeys = Object.keys(tables) as TableKey[]
export const tableClaims = (key: TableKey): readonly Claim[] => tables[key].shows
