/** What a point means in one word. */
export type CourseMark = 'improvement' | 'concern' | 'change'

/** Mean and process limits over a stretch of points, both ends included. */
export type CourseLimits = { from: number; to: number; mean: number | null; lower: number | null; upper: number | null }

/** A quiet line beside the data, such as England. `join` draws it across its gaps: a yearly figure beside quarterly ones. */
export type CourseComparator = { label: string; values: readonly (number | null)[]; join?: boolean }

/** The course of one series over time, with what is needed to judge it. Lists stand beside `periods`; `null` is a gap, never zero. */
export type CourseSpec = {
  /** Unique on the page. */
  id: string
  /** What is drawn: 'Children referred again within a year, Kent, 2019 to 2025'. */
  title: string
  /** Whose figures they are; written at the end of the line. */
  label: string
  /** What is measured, above the axis: 'per cent', 'per 10,000 children'. */
  unit?: string
  periods: readonly string[]
  values: readonly (number | null)[]
  /** Why a figure is missing, in words; shown where `values` is null. */
  missing?: readonly (string | null)[]
  marks?: readonly (CourseMark | null)[]
  /** Why a point is marked: '8 points in a row above the mean'. */
  markWords?: readonly (string | null)[]
  limits?: readonly CourseLimits[]
  target?: { value: number; label?: string }
  comparators?: readonly CourseComparator[]
  /** A change between the period before `index` and that period. */
  annotations?: readonly { index: number; label: string }[]
  /** Counts have an axis from zero. */
  fromZero?: boolean
  /** Values that cannot be passed, such as 0 and 100 per cent: the axis and the limits stop there. */
  bounds?: { min?: number; max?: number }
  /** Rule set in words, for the corner. */
  ruleSet?: string
  /** What the middle of the limits is called: 'Mean' when not given, 'Median' on a run chart. */
  centre?: string
  /** Further short sentences for the corner, such as that limits are provisional. */
  notes?: readonly string[]
  invented?: boolean
  format?: (value: number) => string
  formatTick?: (value: number) => string
  /** For narrow screens: less wide, with lettering larger in proportion. */
  compact?: boolean
  /** What the chart says; made from the figures when not given. */
  description?: string
}
