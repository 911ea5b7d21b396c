import {
  evidenceKinds,
  findStateWords,
  isOverdueOn,
  listRecommendationsOn,
  sourceKinds,
  trackerPaths,
  type RecommendationOn,
  type SourceKind,
} from '#modules/tracker/public.ts'
import { inWords } from '#platform/dates.ts'
import { list } from '#platform/words.ts'
import type { Claim } from '../meter.ts'
import type { FigureContext } from './figure.ts'
import { anyInvented, asOn, idsOf, lastDay, nothing, notNone, sourced, type DrawnTable } from './table-kit.ts'

const linked = (reference: string) => ({ reference, href: trackerPaths.show(reference) })
const toTracker = { text: 'Write down what was recommended', href: trackerPaths.raise() }

const evidenceInWords = ({ evidence }: RecommendationOn): string =>
  evidence.length === 0
    ? 'None by then'
    : list(evidence.map((kind) => evidenceKinds[kind].words.toLowerCase())).replace(/^./, (letter) =>
        letter.toUpperCase(),
      )

/** Recommendations of some sources one by one: what became of each, and what evidence there was of a change. */
async function oneByOne(context: FigureContext, sources: readonly SourceKind[], ofWhom: string): Promise<DrawnTable> {
  const { db, actor, report } = context
  const on = lastDay(context)
  const [every, words] = await Promise.all([
    listRecommendationsOn(db, actor, report.startsOn, on),
    findStateWords(db, actor.partnershipId),
  ])
  // What ended before the period is another report's.
  const all = every.filter(
    ({ sourceKind, state, since }) =>
      sources.includes(sourceKind) &&
      (since >= report.startsOn || !['declined', 'superseded', 'sustained'].includes(state)),
  )
  if (all.length === 0)
    return nothing(`No recommendation ${ofWhom} was open or answered in the report’s period. ${notNone}`, toTracker)
  const most = 100
  const kinds = new Set<Claim>(all.flatMap(({ evidence }) => evidence))
  return {
    isEmpty: false,
    isInvented: anyInvented(all),
    records: idsOf(all),
    bears: [...new Set<Claim>(['activity', 'output', ...kinds])],
    blocks: [
      {
        type: 'table',
        caption: `Recommendations ${ofWhom}, ${asOn(context)}`,
        columns: [
          { header: 'Recommendation' },
          { header: 'From' },
          { header: 'Where it stood' },
          { header: 'Evidence' },
          { header: 'Agencies' },
        ],
        rows: all.slice(0, most).map((each) => [
          each.marking === 'OFFICIAL-SENSITIVE'
            ? [
                {
                  text: `${each.reference}: not told here, as it is OFFICIAL-SENSITIVE`,
                  href: linked(each.reference).href,
                },
              ]
            : [{ text: each.title, href: linked(each.reference).href }, { text: `\n${each.reference}` }],
          each.marking === 'OFFICIAL-SENSITIVE'
            ? sourceKinds[each.sourceKind]
            : `${sourceKinds[each.sourceKind]}${each.source === null ? '' : `: ${each.source}`}`,
          `${words(each.state).words} since ${inWords(each.since)}${isOverdueOn(each, on) ? `. Overdue: it was due by ${inWords(each.dueOn ?? on)}` : ''}`,
          evidenceInWords(each),
          each.owners.length === 0 ? 'Not assigned' : list(each.owners),
        ]),
        rowHeaders: true,
        notes: all.length > most ? [`${all.length - most} more stand in the tracker.`] : [],
      },
      sourced(`The partnership’s tracker, ${asOn(context)}.`, trackerPaths.list()),
    ],
  }
}

export const reviewRecommendations = (context: FigureContext): Promise<DrawnTable> =>
  oneByOne(context, ['review', 'rapid-review', 'national-review'], 'of local and national practice reviews')

export const scrutineerRecommendations = (context: FigureContext): Promise<DrawnTable> =>
  oneByOne(context, ['scrutineer'], 'of the independent scrutineer')
