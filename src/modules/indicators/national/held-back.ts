/**
 * An official rate or percentage of a country or region is in effect a weighted mean of its authorities, so it cannot lie far outside them.
 * Half again the largest (or below two thirds of the smallest) leaves room for authorities whose figures are suppressed; the widest true
 * gap in ten years of figures is 1.08. England's first-time entrants 2016 to 2024, ten times too high, are 2.9 to 4.3 times the largest:
 * a factor of three would have let two of those years through. The same holds of a median or percentile in days: those of Yorkshire and
 * The Humber from section 47 enquiry to conference, in five of the years 2013 to 2018, are about ten times too high.
 */
export const widestGap = 1.5

/** Fewer authorities than this say too little about the range. */
export const fewestAreas = 20

export type Range = { smallest: number; largest: number; count: number }

export const emptyRange = (): Range => ({ smallest: Infinity, largest: -Infinity, count: 0 })

/** Adds an authority's figure to the range. */
export function widen(range: Range, value: number): void {
  if (value < range.smallest) range.smallest = value
  if (value > range.largest) range.largest = value
  range.count++
}

/** True for units that the rule is about: a count of England is of course larger than any authority's, and a progress score may be negative. */
export const isBounded = (unit: string | null): boolean =>
  unit === 'percent' || unit === 'days' || (unit?.startsWith('rate-per-') ?? false)

/** Why a country's or region's figure waits for a person, or nothing when it is within the range of the authorities. */
export function reasonToHold(value: number, range: Range): string | undefined {
  if (range.count < fewestAreas || range.smallest < 0) return undefined
  const limits = `${range.count} authorities lie between ${range.smallest} and ${range.largest}`
  if (value > range.largest * widestGap) return `${value} is higher than any authority can explain: ${limits}`
  if (value < range.smallest / widestGap) return `${value} is lower than any authority can explain: ${limits}`
  return undefined
}
