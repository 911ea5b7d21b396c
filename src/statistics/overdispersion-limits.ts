import { gammaQuantile } from './gamma.ts'
import type { Scale } from './overdispersion-scales.ts'

/** Limits at one denominator, times the multiplier: `OD` ones widened for overdispersion; those of 99 are at 99.8 per cent. */
export type OverdispersionLimits = Record<
  'OD95LCL' | 'OD95UCL' | 'OD99LCL' | 'OD99UCL' | 'LCL95' | 'UCL95' | 'LCL99' | 'UCL99',
  number
>

/** A funnel's scale and middle (O / E of the whole), and `exact` for Poisson limits where there is no overdispersion. */
export type Funnel = { scale: Scale; whole: number; tau2: number; multiplier: number; exact: boolean }

/** Half-widths as the peer has them typed in, for 95 and 99.8 per cent. */
const [two, three] = [1.959964, 3.090232]

/**
 * Limits at a denominator e: the middle -/+ z times the root of the chance variance plus tau2, on the funnel's scale and back; without
 * tau2 the same, but for standardised ratios exact Poisson limits over e. Source: Spiegelhalter 2005; as FunnelPlotR 0.6.0.
 */
export function overdispersionLimits(funnel: Funnel, e: number): OverdispersionLimits {
  const { scale, whole, tau2, multiplier } = funnel
  const at = (z: number, between: number): number =>
    scale.back(scale.target(whole) + z * Math.sqrt(scale.variance(e) + between)) * multiplier
  const poisson = (p: number, count: number): number => (gammaQuantile(p, count) / e) * multiplier
  return {
    OD95LCL: at(-two, tau2),
    OD95UCL: at(two, tau2),
    OD99LCL: at(-three, tau2),
    OD99UCL: at(three, tau2),
    LCL95: funnel.exact ? poisson(0.025, e) : at(-two, 0),
    UCL95: funnel.exact ? poisson(0.975, e + 1) : at(two, 0),
    LCL99: funnel.exact ? poisson(0.001, e) : at(-three, 0),
    UCL99: funnel.exact ? poisson(0.999, e + 1) : at(three, 0),
  }
}
