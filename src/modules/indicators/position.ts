import { compareWithPeers } from '#statistics/peers.ts'
import { displayValue, periodInWords, shortPeriod, shortValue } from './display.ts'
import { directionOf, type Indicator } from './indicator.ts'

/** A published figure, or why there is none. */
export type PublishedFigure = { value: number | null; state: string }

/** One published period of one area beside its comparators. */
export type PublishedYear = {
  /** As the publisher prints it. */
  period: string
  startsOn: string | null
  endsOn: string
  own: PublishedFigure
  england: PublishedFigure
  region: PublishedFigure
  neighbours: { median: number | null; used: number; of: number }
  rank: { position: number; of: number } | null
  /** 1 to 4; 1 is the best quarter, or the highest where neither high nor low is good. */
  quartile: number | null
}

export type Neighbours = {
  median: number | null
  /** How many of the neighbours have a figure that counts. */
  used: number
  of: number
  model: string
  modelTitle: string
  datedOn: string
  /** Closest first. */
  names: readonly string[]
}

export type PublishedSource = {
  title: string
  publisher: string
  licence: string
  released: string | null
  note: string | null
}

/** Where an area stands among others by its newest published figure. */
export type Position = Omit<PublishedYear, 'neighbours' | 'rank'> & {
  /** 'year ending 31 March 2025'. */
  periodWords: string
  areaName: string
  region: PublishedFigure & { name: string }
  neighbours: Neighbours
  rank: { position: number; of: number; direction: string } | null
  /** 'best quarter of areas', 'highest quarter of areas'. */
  quartileWords: string | null
  /** Against the neighbours’ median: better and worse only where the indicator says which way is better. */
  standing: 'better' | 'worse' | 'same' | null
  standingWords: string
  /** All of it in sentences, with the period and how many neighbours have a figure. */
  words: string
  source: PublishedSource
  history: readonly PublishedYear[]
}

/** The quarter of a rank among `of`: PHEindicatormethods’ quantile for four groups; null for fewer areas than groups. */
export const quarterOfRank = (rank: number, of: number): number | null =>
  of < 4 ? null : Math.max(1, Math.floor(5 - Math.ceil((of + 1 - rank) / (of / 4))))

/**
 * The neighbours' median when at least half of them have a figure, else null. Suppressed figures are small ones, so that the median of the few that
 * remain is no fair peer: it is shown with its count and compared with nothing.
 */
export const comparableMedian = ({
  median,
  used,
  of,
}: {
  median: number | null
  used: number
  of: number
}): number | null => (used * 2 >= of ? median : null)

/** 1st, 2nd, 3rd, 4th, 11th. */
export function ordinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th')
  return `${count}${ending}`
}

/** Which figure is first: the best one, or the highest where neither high nor low is good. */
export function rankDirection(polarity: Indicator['polarity']): string {
  switch (polarity) {
    case 'higher-better':
      return '1st is the highest, which is best'
    case 'lower-better':
      return '1st is the lowest, which is best'
    case 'none':
      return '1st is the highest; neither high nor low is good in itself'
  }
}

const quarters = {
  ranked: ['best quarter', 'second best quarter', 'second worst quarter', 'worst quarter'],
  neutral: ['highest quarter', 'second highest quarter', 'second lowest quarter', 'lowest quarter'],
} as const

/** 'worst quarter of areas'; never better or worse where the indicator is neutral. */
export function quartileInWords(quartile: number | null, polarity: Indicator['polarity']): string | null {
  const words = quartile === null ? undefined : quarters[polarity === 'none' ? 'neutral' : 'ranked'][quartile - 1]
  return words === undefined ? null : `${words} of areas`
}

const beside = (indicator: Indicator, name: string, { value, state }: PublishedFigure): string =>
  `${name} ${shortValue(indicator, value, state)}`

/** 'median of 9 of 10 statistical neighbours 23.1%'. */
export function neighboursInWords(
  indicator: Indicator,
  { median, used, of }: { median: number | null; used: number; of: number },
): string {
  if (of === 0) return 'no statistical neighbours are published for this area'
  if (median === null) return `none of its ${of} statistical neighbours has a figure`
  return `median of statistical neighbours ${shortValue(indicator, median)} (${used} of ${of} have a figure)`
}

export type PositionInput = {
  indicator: Indicator
  areaName: string
  regionName: string | null
  model: { model: string; title: string; datedOn: string } | null
  neighbourNames: readonly string[]
  source: PublishedSource
  latest: PublishedYear
  history: readonly PublishedYear[]
}

/** Puts a published figure beside its peers in words. */
export function readPosition(input: PositionInput): Position {
  const { indicator, areaName, regionName, model, neighbourNames, source, latest, history } = input
  const { own, neighbours } = latest
  const median = comparableMedian(neighbours)
  const compared = compareWithPeers({
    own: own.value,
    peers: median === null ? [] : [median],
    polarity: directionOf(indicator.polarity),
  })
  const standingWords = compared.words.replace('peers', 'its statistical neighbours')
  const quartileWords = quartileInWords(latest.quartile, indicator.polarity)
  const rank = latest.rank && { ...latest.rank, direction: rankDirection(indicator.polarity) }
  const others = [
    beside(indicator, 'England', latest.england),
    ...(regionName === null ? [] : [beside(indicator, regionName, latest.region)]),
    neighboursInWords(indicator, neighbours),
  ]
  const sentences = [
    `${areaName}, ${periodInWords(latest)}: ${displayValue(indicator, own.value, own.state)}.`,
    `${others.join('; ')}.`,
    ...(own.value === null || median === null ? [] : [`That is ${standingWords}.`]),
    ...(rank ? [`${ordinal(rank.position)} of ${rank.of} areas with a figure (${rank.direction}).`] : []),
  ]
  return {
    ...latest,
    periodWords: periodInWords(latest),
    areaName,
    region: { ...latest.region, name: regionName ?? '' },
    neighbours: {
      ...neighbours,
      model: model?.model ?? '',
      modelTitle: model?.title ?? '',
      datedOn: model?.datedOn ?? '',
      names: neighbourNames,
    },
    rank,
    quartileWords,
    standing: median === null ? null : compared.standing,
    standingWords:
      neighbours.of === 0
        ? 'no neighbours to compare with'
        : median === null
          ? `too few neighbours have a figure to compare with (${neighbours.used} of ${neighbours.of})`
          : standingWords,
    words: sentences.join(' '),
    source,
    history,
  }
}

/** The name of a published period on an axis; two that would read alike are told apart by their publisher’s own words. */
export function axisPeriods(history: readonly PublishedYear[]): string[] {
  const short = history.map(shortPeriod)
  return short.map((name, at) =>
    short.indexOf(name) === short.lastIndexOf(name) ? name : (history[at]?.period ?? name),
  )
}
