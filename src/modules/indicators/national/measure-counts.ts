/** The counts of a percentage, by their codes in the same table of the Department. */
export type Counts = { numerator: string; denominator: string }

/**
 * Which published counts a published percentage was made of, where the same table has both: the printed percentages come out of them to
 * the decimal. The Local Authority Interactive Tool publishes rates and percentages without their counts.
 */
const counts: Readonly<Record<string, Counts>> = {
  'c1.rereferral_percent': { numerator: 'c1.rereferral_count', denominator: 'c1.referral_count' },
  'c1.no_further_action_percent': { numerator: 'c1.no_further_action_count', denominator: 'c1.referral_count' },
  'c1.not_in_need_percent': { numerator: 'c1.not_in_need_count', denominator: 'c1.referral_count' },
  'd5.2_years_or_more_percent': { numerator: 'd5.2_years_or_more', denominator: 'd5.CPP_At31' },
}

/** The counts behind a measure of the Department; undefined when they are not published with it. */
export const countsOf = (source: string, code: string): Counts | undefined =>
  source === 'dfe' ? counts[code] : undefined
