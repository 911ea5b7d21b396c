/** Which way is better: `neutral` when neither is known to be. */
export type ImprovementDirection = 'increase' | 'decrease' | 'neutral'

/**
 * The two published readings of the special-cause rules. They differ in one thing that matters: since 2023 Making Data Count
 * counts points beyond three sigma in "two in three"; NHSRplotthedots 0.2.2 does not (its issue 194).
 */
export const ruleSets = {
  'nhsrplotthedots-0.2.2': 'NHSRplotthedots 0.2.2',
  'making-data-count-2023': 'Making Data Count 2023',
} as const
export type RuleSetName = keyof typeof ruleSets

/** A rule set and the number of points in a row that make a trend and a shift (7 when not given). */
export type RuleSet = { name: RuleSetName; trend?: number | undefined; shift?: number | undefined }

/** One series. `dates` are 'YYYY-MM-DD' in any order, none twice; `values` stand beside them, `null` where there is no figure. */
export type SpcInput = {
  dates: readonly string[]
  values: readonly (number | null)[]
  improvement_direction: ImprovementDirection
  target: number | null
  /** Dates that begin a new group of limits; one that is not among `dates` does nothing. */
  rebase_dates: readonly string[]
  /** Limits from the first so many rows of each group; 12 or more. */
  fix_after_n_points: number | null
  screen_outliers: boolean
  rules?: RuleSet | undefined
}

export type PointType =
  | 'common_cause'
  | 'special_cause_improvement'
  | 'special_cause_concern'
  | 'special_cause_neutral_high'
  | 'special_cause_neutral_low'
export type VariationIcon =
  | 'common_cause'
  | 'improvement_high'
  | 'improvement_low'
  | 'concern_high'
  | 'concern_low'
  | 'neutral_high'
  | 'neutral_low'
export type AssuranceType = 'consistent_pass' | 'consistent_fail' | 'inconsistent'
export type AssuranceIcon = 'pass' | 'fail' | 'inconsistent'
export type Rule = 'outside' | 'trend' | 'two-in-three' | 'shift'

/** The limits of one group. `n` counts rows, missing values too; limits are `null` where no moving range is left. */
export type GroupLimits = {
  rebase_group: number
  n: number
  mean: number | null
  lpl: number | null
  upl: number | null
  /** Fewer than 13 rows. */
  short_group_warning: boolean
}

/** What the command-line contract gives back: lists in date order, one entry a point. */
export type SpcContractResult = {
  limits: GroupLimits[]
  dates: string[]
  rebase_group: number[]
  relative_to_mean: (number | null)[]
  outside_limits: (boolean | null)[]
  close_to_limits: (boolean | null)[]
  special_cause_type: string[]
  point_type: PointType[]
  variation_icon: VariationIcon
  assurance_type: AssuranceType | null
  assurance_icon: AssuranceIcon | null
}

/** A run of points by one rule; indexes are places in the date order. `onsetIndex` stays the same as the run grows. */
export type Signal = {
  rule: Rule
  onsetIndex: number
  endIndex: number
  direction: 'up' | 'down'
  pointType: PointType
  /** What was seen, for a sentence: '8 points in a row above the mean'. */
  words: string
}

/** The contract's fields and what the pages need besides. */
export type SpcResult = SpcContractResult & {
  values: (number | null)[]
  /** Every rule that fired at each point; `special_cause_type` names only the first by precedence. */
  rulesFired: Rule[][]
  signals: Signal[]
  /** The rule set in words, to be printed beside the result. */
  ruleSet: string
}
