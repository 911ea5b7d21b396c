import { number } from '#platform/words.ts'
import { overdispersion } from '#statistics/overdispersion.ts'
import { countsOfShare, type CountedShare } from './rank-interval.ts'

/** Fewer areas with counts say too little of how areas differ. */
const fewestAreas = 20

/**
 * Where an area stands in the funnel of all areas with counts: inside or beyond the 99.8 per cent limits for its size, widened where areas
 * differ by more than chance. null when its own counts are not known, or those of too few areas. Method: `overdispersion`.
 */
export function funnelStanding(shares: readonly CountedShare[], own: number): string | null {
  const counted = shares.flatMap((share, at) => {
    const counts = countsOfShare(share)
    return counts === null ? [] : [{ at, percent: share.percent, ...counts }]
  })
  const place = counted.findIndex(({ at }) => at === own)
  const share = counted[place]
  if (share === undefined || counted.length < fewestAreas) return null
  const { phi, draw_adjusted, rows } = overdispersion({
    groups: counted.map(({ at }) => at),
    numerators: counted.map(({ x }) => x),
    denominators: counted.map(({ n }) => n),
    dataType: 'PR',
    srMethod: 'SHMI',
    trimBy: 0.1,
    multiplier: 100,
    drawAdjusted: true,
    limit: 99,
  })
  const row = rows[place]
  const [lower, upper] = draw_adjusted ? [row?.OD99LCL, row?.OD99UCL] : [row?.LCL99, row?.UCL99]
  if (phi === null || lower === null || lower === undefined || upper === null || upper === undefined) return null
  const side = share.percent > upper ? 'Above' : share.percent < lower ? 'Below' : 'Within'
  const limits = `the 99.8% limits for its size (${number(lower, 1)}% to ${number(upper, 1)}%)`
  const beyond = rows.filter(({ outlier }) => outlier === 1).length
  const widened = draw_adjusted
    ? `, widened because areas differ ${number(phi, 1)} times as much as chance makes them`
    : ', which chance alone would make'
  return `${side} ${limits}${widened}. ${beyond} of ${rows.length} areas lie beyond theirs. Funnel of proportions, winsorised z scores (Spiegelhalter 2005).`
}
