import type { Indicator } from '#modules/indicators/public.ts'

const units: Record<Indicator['unit'], string> = {
  count: 'How many',
  percent: 'Per cent',
  'rate-per-1000': 'Per 1,000',
  'rate-per-10000': 'Per 10,000',
  'rate-per-100000': 'Per 100,000',
  score: 'Score',
  days: 'Days',
}

/** What a figure is in, as the label of its box: 'Per cent', 'Per 10,000, brought to a year', 'Days'. */
export const inUnit = ({ unit, isAnnualised }: Indicator): string =>
  `${units[unit]}${isAnnualised ? ', brought to a year' : ''}`
