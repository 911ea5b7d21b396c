import {
  everyState,
  findStateWords,
  hasImpact,
  isOverdueOn,
  listRecommendationsOn,
  medianAge,
  sourceKinds,
  trackerPaths,
  type RecommendationOn,
  type SourceKind,
} from '#modules/tracker/public.ts'
import { inWords } from '#platform/dates.ts'
import { plural } from '#platform/words.ts'
import type { FigureContext } from './figure.ts'
import {
  anyInvented,
  asOn,
  idsOf,
  lastDay,
  nothing,
  notNone,
  references,
  sourced,
  told,
  type DrawnTable,
} from './table-kit.ts'

const linked = (reference: string) => ({ reference, href: trackerPaths.show(reference) })
const toTracker = { text: 'Write down what was recommended', href: trackerPaths.raise() }

/** Content 8: recommendations by where they stood, each figure with the recommendations that it counts. */
export async function recommendations(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const on = lastDay(context)
  const [all, words] = await Promise.all([
    listRecommendationsOn(db, actor, report.startsOn, on),
    findStateWords(db, actor.partnershipId),
  ])
  if (all.length === 0)
    return nothing(`No recommendation had been written down by ${inWords(on)}. ${notNone}`, toTracker)
  const shown = everyState.map((state) => words(state)).filter((word, index) => word.state === everyState[index])
  const lines = shown.map((word): [string, RecommendationOn[]] => [
    word.words,
    all.filter(({ state }) => words(state).state === word.state),
  ])
  const within: [string, RecommendationOn[]][] = [
    ['Raised in the period', all.filter(({ raisedOn }) => raisedOn >= report.startsOn)],
    ['Overdue on the last day', all.filter((each) => isOverdueOn(each, on))],
    ['Opened again in the period', all.filter(({ openedAgain }) => openedAgain)],
    ['Lapsed in the period: nobody tested again whether it still held', all.filter(({ lapsed }) => lapsed)],
  ]
  const takenUp = all.filter(({ state }) => !['proposed', 'declined', 'superseded'].includes(state))
  const age = medianAge(all, on)
  const row = ([name, counted]: [string, RecommendationOn[]]) => [
    name,
    String(counted.length),
    references(counted.map(({ reference }) => linked(reference))),
  ]
  const columns = [{ header: '' }, { header: 'How many', kind: 'number' as const }, { header: 'Which' }]
  return {
    isEmpty: false,
    isInvented: anyInvented(all),
    records: idsOf(all),
    blocks: [
      {
        type: 'paragraph',
        text: `Of ${plural(takenUp.length, 'recommendation')} taken up, ${takenUp.filter(hasImpact).length} had evidence that practice, experience or outcomes changed. ${age === null ? 'None was open.' : `Half of those still open had been raised ${plural(Math.round(age), 'day')} before or earlier.`}`,
      },
      {
        type: 'table',
        caption: `Recommendations by where they stood, ${asOn(context)}`,
        columns: columns.with(0, { header: 'State' }),
        rows: lines.filter(([, counted]) => counted.length > 0).map(row),
        totalsRow: ['All', String(all.length), ''],
        rowHeaders: true,
        notes: shown
          .filter((word) => all.some(({ state }) => words(state).state === word.state))
          .map((word) => `${word.words}: ${word.meaning}.`),
      },
      {
        type: 'table',
        caption: `Recommendations, ${told(context)}`,
        columns: columns.with(0, { header: 'What happened' }),
        rows: within.map(row),
        rowHeaders: true,
      },
      sourced(`The partnership’s tracker, ${asOn(context)}.`, trackerPaths.list()),
    ],
  }
}

/** Content 4: themes from aggregated methods of scrutiny. What each says stands in the tracker; here how often, and from where. */
export async function recommendationThemes(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const sources: readonly SourceKind[] = [
    'review',
    'rapid-review',
    'national-review',
    'audit',
    'section-11',
    'scrutineer',
    'inspection',
    'cdop',
    'survey',
    'escalation',
  ]
  const raised = (await listRecommendationsOn(db, actor, report.startsOn, lastDay(context))).filter(
    ({ sourceKind, raisedOn }) => sources.includes(sourceKind) && raisedOn >= report.startsOn,
  )
  if (raised.length === 0)
    return nothing(
      `No recommendation of a review, an audit or scrutiny was raised in the report’s period. ${notNone}`,
      toTracker,
    )
  const themes = [...Map.groupBy(raised, ({ theme }) => theme ?? 'No theme was given')].toSorted(
    ([one, some], [other, others]) => others.length - some.length || one.localeCompare(other),
  )
  return {
    isEmpty: false,
    isInvented: anyInvented(raised),
    records: idsOf(raised),
    blocks: [
      {
        type: 'table',
        caption: `Themes of recommendations raised, ${told(context)}`,
        columns: [{ header: 'Theme' }, { header: 'How many', kind: 'number' }, { header: 'From' }, { header: 'Which' }],
        rows: themes.map(([theme, own]) => [
          theme,
          String(own.length),
          [...Map.groupBy(own, ({ sourceKind }) => sourceKind)]
            .map(([kind, of]) => `${sourceKinds[kind]} (${of.length})`)
            .join(', '),
          references(own.map(({ reference }) => linked(reference))),
        ]),
        totalsRow: ['All', String(raised.length), '', ''],
        rowHeaders: true,
      },
      sourced(`Recommendations as they were raised, from the partnership’s tracker.`, trackerPaths.list()),
    ],
  }
}
