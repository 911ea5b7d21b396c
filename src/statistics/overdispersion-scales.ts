/** The scale on which the areas of a funnel are spread evenly about its middle. O is the observed figure, E what it is out of. */
export type Scale = {
  /** The middle on this scale: O / E of the whole, but 1 for standardised ratios, whatever theirs is. */
  target: (whole: number) => number
  value: (o: number, e: number) => number
  /** Variance of `value` by chance alone, as the limits take it. */
  variance: (e: number) => number
  /** The same as the z scores take it. */
  scoreVariance: (o: number, e: number) => number
  /** From this scale back to O / E. */
  back: (value: number) => number
}

/** One area on a scale. */
export type Score = { value: number; error: number; z: number }

const quarter = (e: number): number => 1 / (4 * e)

/**
 * Standardised ratios by `SHMI` (logarithm) and `CQC` (square root; limits are not squared back, so may be below 0), proportions `PR`
 * (arcsine of the square root; limits stay within 0 and 1) and ratios of counts `RC` (logarithm with a half added to each count, and
 * limits with a different error from that of the scores). Sources: Spiegelhalter 2005, Spiegelhalter and others 2012; as FunnelPlotR 0.6.0.
 */
export const scales = {
  SHMI: {
    target: () => 0,
    value: (o, e) => Math.log(o / e),
    variance: (e) => 1 / e,
    scoreVariance: (_o, e) => 1 / e,
    back: Math.exp,
  },
  CQC: {
    target: () => 1,
    value: (o, e) => Math.sqrt(o / e),
    variance: quarter,
    scoreVariance: (_o, e) => quarter(e),
    back: (value) => value,
  },
  PR: {
    target: (whole) => Math.asin(Math.sqrt(whole)),
    value: (o, e) => Math.asin(Math.sqrt(o / e)),
    variance: quarter,
    scoreVariance: (_o, e) => quarter(e),
    back: (value) => Math.sin(Math.min(Math.max(value, 0), Math.PI / 2)) ** 2,
  },
  RC: {
    target: Math.log,
    value: (o, e) => Math.log((o + 0.5) / (e + 0.5)),
    variance: quarter,
    scoreVariance: (o, e) => o / (o + 0.5) ** 2 + e / (e + 0.5) ** 2,
    back: Math.exp,
  },
} as const satisfies Record<string, Scale>

/** Distance of an area from the middle in standard errors; infinite where the scale has no value for it (no events under SHMI). */
export function scoreOf(scale: Scale, o: number, e: number, whole: number): Score {
  const value = scale.value(o, e)
  const error = Math.sqrt(scale.scoreVariance(o, e))
  return { value, error, z: (value - scale.target(whole)) / error }
}
