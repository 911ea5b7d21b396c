import { inWords } from '#platform/dates.ts'
import { periodInWords, shortValue } from '../display.ts'
import type { Indicator } from '../indicator.ts'
import { indicatorPaths } from '../paths.ts'
import { ordinal, quartileInWords, type Position } from '../position.ts'
import type { Among } from '../position-store.ts'
import type { RankInterval } from '../rank-interval.ts'
import { drawnOnce, drawStrip, drawYears } from '../published-drawing.ts'

/** 'Department for Education, Referrals and re-referrals, 2013 to 2025, released 30 October 2025 (Explore Education Statistics)'. */
export function sourceInWords({ source }: Position): string {
  const released =
    source.released === null ? ', date of release not recorded' : `, released ${inWords(source.released)}`
  return `${source.publisher}, ${source.title}${released}. Crown copyright, ${source.licence}.`
}

/** Where a rank stands, in words: '133rd of 153 areas (1st is the lowest, which is best)'. */
export const rankInWords = (position: Position): string =>
  position.rank === null
    ? 'Not ranked: no figure that counts'
    : `${ordinal(position.rank.position)} of ${position.rank.of} areas with a figure (${position.rank.direction})`

/** 'Anywhere from 88th to 105th: …', or that the rank is the only one that fits. */
const intervalInWords = ({ best, worst }: RankInterval): string =>
  best === worst
    ? `Only ${ordinal(best)}, even seeing that a percentage of few cases moves by chance (95% intervals)`
    : `Anywhere from ${ordinal(best)} to ${ordinal(worst)}, seeing that a percentage of few cases moves by chance (95% intervals)`

/** What cannot be said of a rank whose counts are not published; nothing where there is no rank, or its interval is known. */
export const rankCaution = (among: Among | null): string[] =>
  among?.position.rank && among.rankInterval === null
    ? [
        `How far the rank of the published figure could move by chance cannot be said: the counts behind it are not among the published figures here.`,
      ]
    : []

/** What `published.njk` shows of one area’s published figures of one indicator. */
export function publishedView(
  indicator: Indicator,
  { position, areas, rankInterval, funnel, drawings }: Among,
  laCode: string,
  /** False where the page has said it already. */
  withWords: boolean,
) {
  const cell = (value: number | null, state = 'value') =>
    shortValue(indicator, value, value === null && state === 'value' ? 'missing' : state)
  return {
    words: withWords ? position.words : null,
    years: drawnOnce(drawings, 'years', indicator, position, () => drawYears(indicator, position)),
    strip: drawnOnce(drawings, 'strip', indicator, position, () => drawStrip(indicator, position, areas)),
    facts: [
      { key: position.areaName, value: cell(position.own.value, position.own.state) },
      { key: 'England', value: cell(position.england.value, position.england.state) },
      ...(position.region.name === ''
        ? []
        : [{ key: position.region.name, value: cell(position.region.value, position.region.state) }]),
      {
        key: 'Median of statistical neighbours',
        value:
          position.neighbours.of === 0
            ? 'None are published for this area'
            : `${cell(position.neighbours.median)} (${position.neighbours.used} of ${position.neighbours.of})`,
      },
      { key: 'Beside its neighbours', value: position.standingWords },
      { key: 'Rank', value: rankInWords(position) },
      ...(rankInterval === null
        ? []
        : [{ key: 'Rank, given the size of areas', value: intervalInWords(rankInterval) }]),
      ...(funnel === null ? [] : [{ key: 'Beside all areas', value: funnel }]),
      { key: 'Quarter', value: position.quartileWords ?? 'Not ranked' },
    ],
    periodWords: position.periodWords,
    areaName: position.areaName,
    regionName: position.region.name,
    rankDirection: position.rank?.direction ?? 'not ranked',
    rows: position.history.toReversed().map((year) => ({
      period: periodInWords(year),
      own: cell(year.own.value, year.own.state),
      england: cell(year.england.value, year.england.state),
      region: cell(year.region.value, year.region.state),
      neighbours: year.neighbours.median === null ? 'no figure' : cell(year.neighbours.median),
      used: `${year.neighbours.used} of ${year.neighbours.of}`,
      rank: year.rank === null ? 'not ranked' : `${year.rank.position} of ${year.rank.of}`,
      quarter: quartileInWords(year.quartile, indicator.polarity)?.replace(' quarter of areas', '') ?? 'not ranked',
    })),
    model:
      position.neighbours.of === 0
        ? 'The Department publishes no statistical neighbours for this area.'
        : `${position.neighbours.modelTitle}: ${position.neighbours.names.join(', ')}. The median leaves out neighbours whose figure is suppressed or missing.`,
    source: sourceInWords(position),
    note: position.source.note,
    csv: indicatorPaths.areaFigures(laCode, indicator.slug, 'csv'),
    xlsx: indicatorPaths.areaFigures(laCode, indicator.slug, 'xlsx'),
  }
}
