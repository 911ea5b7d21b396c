import { list, plural } from '#platform/words.ts'
import type { RunChart } from './run-chart.ts'
import { RUNS_FROM } from './runs-limits.ts'

const ruleSetInShort = { nhs: 'NHS', anhoej: 'Anhøj' } as const

/** What a run chart says, what it cannot say and what is left to a person. It never gives a cause. */
export function runChartSentence(chart: Omit<RunChart, 'dates' | 'values' | 'sentence'>): string {
  if (chart.points === 0) return 'There are no points yet, so nothing can be said.'
  const said = [whatIsSeen(chart)]
  const useful = chart.above + chart.below
  if (useful === 0) said.push('Every point is on the median.')
  else if (!chart.sidesCanBeRead) {
    said.push(
      `${chart.onMedian} of ${chart.points} points are on the median, with ${chart.above} above and ${chart.below} below it: too uneven for the rules about its sides.`,
    )
  } else if (useful < RUNS_FROM) {
    said.push(`Runs are counted from ${RUNS_FROM} points off the median; ${useful} are there so far.`)
  }
  if (chart.missing > 0) said.push(`${plural(chart.missing, 'date')} without a figure left out.`)
  said.push('Whether a point lies so far off that anyone would call it unusual is for a person to say.')
  return said.join(' ')
}

function whatIsSeen({ points, signals }: Pick<RunChart, 'points' | 'signals'>): string {
  if (signals.length === 0)
    return `No signal by the NHS or the Anhøj rules in ${plural(points, 'point')}; that does not show that nothing changed.`
  const seen = signals.map(({ words, ruleSet }) => `${words} (${ruleSetInShort[ruleSet]} rule)`)
  return `Seen in ${plural(points, 'point')}: ${list(seen)}. It does not say why.`
}
