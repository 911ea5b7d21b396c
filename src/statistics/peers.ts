import { present } from './mean.ts'
import type { ImprovementDirection } from './spc-types.ts'

/** Middle value of those that are there; the mean of the two middle ones when their number is even. `used` of `of` values had a figure. */
export function median(values: readonly (number | null)[]): { median: number | null; used: number; of: number } {
  const sorted = present(values).sort((a, b) => a - b)
  const used = sorted.length
  const of = values.length
  const upper = sorted[Math.floor(used / 2)]
  const lower = sorted[Math.ceil(used / 2) - 1]
  if (upper === undefined || lower === undefined) return { median: null, used, of }
  return { median: lower + (upper - lower) / 2, used, of }
}

/** Change from one value to the next in per cent of the size of the first; `null` where either is missing or the first is zero. */
export function percentChange(from: number | null, to: number | null): number | null {
  if (from === null || to === null || from === 0) return null
  return ((to - from) / Math.abs(from)) * 100
}

export type PeerInput = {
  own: number | null
  peers: readonly (number | null)[]
  /** Which way is better. */
  polarity: ImprovementDirection
  /** Interval of the own figure. With one, 'about the same' is that it holds the peers' median (the Fingertips method). */
  interval?: { lower: number; upper: number } | undefined
  /** Without an interval, 'about the same' is within this share of the peers' median; 0.05 when not given. */
  sameWithin?: number | undefined
}

export type PeerComparison = {
  median: number | null
  used: number
  of: number
  difference: number | null
  ratio: number | null
  /** Against the peers' median, by polarity; `null` when nobody can say. */
  standing: 'better' | 'worse' | 'same' | null
  words: string
}

/**
 * One area against the median of its peers (the ten statistical neighbours, say). Words say higher, lower or about the same; better
 * and worse only where the polarity is known. Missing peers are left out of the median and counted: `used` of `of`.
 */
export function compareWithPeers({ own, peers, polarity, interval, sameWithin = 0.05 }: PeerInput): PeerComparison {
  const { median: middle, used, of } = median(peers)
  const blank = { median: middle, used, of, difference: null, ratio: null, standing: null }
  if (own === null) return { ...blank, words: 'no figure for this area' }
  if (middle === null) return { ...blank, words: 'no figures for peers' }
  const difference = own - middle
  const ratio = middle === 0 ? null : own / middle
  const same =
    interval === undefined
      ? Math.abs(difference) <= Math.abs(middle) * sameWithin
      : interval.lower <= middle && middle <= interval.upper
  const compared = { ...blank, difference, ratio }
  if (same) return { ...compared, standing: 'same', words: 'about the same as peers' }
  const words = difference > 0 ? 'higher than peers' : 'lower than peers'
  if (polarity === 'neutral') return { ...compared, words }
  const standing = difference > 0 === (polarity === 'increase') ? 'better' : 'worse'
  return { ...compared, standing, words: `${words}, which is ${standing}` }
}
