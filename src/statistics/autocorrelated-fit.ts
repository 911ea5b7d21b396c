import { leastSquares } from './least-squares.ts'
import type { Mixture } from './t-mixture.ts'

/** A regression with errors that depend on the one before, for every autocorrelation on a grid, with the weight of each. */
export type AutocorrelatedFit = {
  /** What a contrast of the coefficients may be, seeing that neither the scatter nor the autocorrelation is known. */
  effectOf: (contrast: readonly number[]) => Mixture
  /** Autocorrelations of neighbouring periods with their weights, which add up to 1. */
  autocorrelations: { rho: number; weight: number }[]
}

/** Autocorrelations beyond this cannot be told from a level of their own in a short series. */
const FURTHEST = 0.95
/** A share of the squares this small is rounding. */
const NO_SCATTER = 1e-24
/** Steps of 0.06 in arcsin rho: finer than the data can tell up to some 250 points. */
const GRID = Array.from({ length: 41 }, (_, i) => Math.sin((i / 20 - 1) * Math.asin(FURTHEST)))

/**
 * Regression of `y` on `columns` at whole `periods` (ascending, gaps allowed), with first-order autoregressive errors: over a grid of
 * the autocorrelation, Prais and Winsten's transform and its least squares, each weighted by its restricted likelihood. The grid is
 * even in arcsin rho, which is Jeffreys' prior, (1 - rho²)^-1/2: it covers better for strong autocorrelation than an even one. Points
 * g periods apart are correlated by rho^g. `null` when the fit leaves nothing over.
 * Source: Prais and Winsten 1954; Zellner and Tiao 1964; weights: Harville 1974.
 */
export function autocorrelatedFit(
  periods: readonly number[],
  columns: readonly (readonly number[])[],
  y: readonly number[],
): AutocorrelatedFit | null {
  const df = y.length - columns.length
  const size = y.reduce((total, value) => total + value * value, 0)
  const fits = GRID.map((rho) => {
    const { carried, scales } = praisWinsten(periods, rho)
    const whitened = (column: readonly number[]): number[] =>
      column.map((value, i) => (scales[i] ?? 1) * (value - (carried[i] ?? 0) * (column[i - 1] ?? 0)))
    const fit = leastSquares(columns.map(whitened), whitened(y))
    const logScales = scales.reduce((total, scale) => total + Math.log(scale), 0)
    return { rho, fit, logWeight: logScales - fit.logDeterminant - (df / 2) * Math.log(fit.residual) }
  })
  if (fits.some(({ fit }) => fit.residual <= size * NO_SCATTER)) return null
  const most = Math.max(...fits.map(({ logWeight }) => logWeight))
  const total = fits.reduce((sum, { logWeight }) => sum + Math.exp(logWeight - most), 0)
  const weighted = fits.map((one) => ({ ...one, weight: Math.exp(one.logWeight - most) / total }))
  return {
    autocorrelations: weighted.map(({ rho, weight }) => ({ rho, weight })),
    effectOf: (contrast) => ({
      df,
      parts: weighted.map(({ fit, weight }) => ({
        weight,
        centre: contrast.reduce((sum, factor, j) => sum + factor * (fit.coefficients[j] ?? 0), 0),
        scale: fit.spreadOf(contrast) * Math.sqrt(fit.residual / df),
      })),
    }),
  }
}

/** For each point, how much of the one before carries over to it, and by what the rest is multiplied so that all vary alike. */
function praisWinsten(periods: readonly number[], rho: number): { carried: number[]; scales: number[] } {
  const carried = periods.map((period, i) => (i === 0 ? 0 : rho ** (period - (periods[i - 1] ?? period))))
  return { carried, scales: carried.map((share) => Math.sqrt((1 - rho * rho) / (1 - share * share))) }
}
