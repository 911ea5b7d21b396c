/**
 * Truncation of z scores as for SHMI: with n scores and k = 1 / `share`, a score of average rank r is in slice `floor(r k / (n + 1))`;
 * those of slice 0 and of slice k - 1 or above are dropped (`kept` is `null`). None is for a `share` of 0. Source: as FunnelPlotR 0.6.0.
 */
export function truncated<Scored extends { z: number }>(
  scores: readonly Scored[],
  share: number,
): (Scored & { kept: number | null; extreme: boolean; rank: number; slice: number })[] {
  const slices = 1 / share
  const ranks = averageRanks(scores.map(({ z }) => z))
  return scores.map((score, i) => {
    const rank = ranks[i] ?? NaN
    const slice = Math.floor((rank * slices) / (scores.length + 1))
    const extreme = share > 0 && !(slice > 0 && slice < slices - 1)
    return { ...score, kept: extreme ? null : score.z, extreme, rank, slice }
  })
}

/**
 * Winsorisation of z scores: those beyond the quantiles `share` and 1 - `share` are pulled in to them. One that is exactly on such a
 * quantile is called extreme too, as the peer does; it stays where it is.
 * Source: Spiegelhalter 2005; as FunnelPlotR 0.6.0.
 */
export function winsorised<Scored extends { z: number }>(
  scores: readonly Scored[],
  share: number,
): (Scored & { kept: number; extreme: boolean })[] {
  const sorted = scores.map(({ z }) => z).sort(ascending)
  const [low, high] = [interpolatedQuantile(sorted, share), interpolatedQuantile(sorted, 1 - share)]
  return scores.map((score) => ({
    ...score,
    kept: Math.min(Math.max(score.z, low), high),
    extreme: score.z <= low || score.z >= high,
  }))
}

/** Ranks from 1 for the lowest, ties sharing the average of theirs: 1, 2.5, 2.5, 4. Infinite values have a rank too. */
export function averageRanks(values: readonly number[]): number[] {
  const order = [...values.entries()].sort(([, a], [, b]) => ascending(a, b))
  const ranks = values.map(() => 0)
  let before = 0
  while (before < order.length) {
    const value = order[before]?.[1]
    let through = before
    while (order[through]?.[1] === value) through++
    for (const [place] of order.slice(before, through)) ranks[place] = (before + 1 + through) / 2
    before = through
  }
  return ranks
}

/** Quantile of sorted values at `p` by a straight line between neighbours (R's type 7; Hyndman and Fan 1996). NaN of no values. */
export function interpolatedQuantile(sorted: readonly number[], p: number): number {
  const place = (sorted.length - 1) * p
  const below = sorted[Math.floor(place)] ?? NaN
  const above = sorted[Math.ceil(place)] ?? NaN
  return below === above ? below : below + (place - Math.floor(place)) * (above - below)
}

/** Also right for infinite values, whose difference is no number. */
const ascending = (a: number, b: number): number => (a < b ? -1 : Number(a > b))
