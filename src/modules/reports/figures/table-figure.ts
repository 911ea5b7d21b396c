import {
  accountBlocks,
  accountsBetween,
  contributionsBlocks,
  fundingPaths,
  periodMismatch,
  type Account,
} from '#modules/funding/public.ts'
import { returnPaths, returnsPosition, type ReturnPosition } from '#modules/returns/public.ts'
import { notificationBlocks, notificationsBetween, reviewPaths } from '#modules/reviews/public.ts'
import {
  attendanceBlocks,
  courseBlocks,
  eLearningBlocks,
  trainingBetween,
  trainingPaths,
  type TrainingYear,
} from '#modules/training/public.ts'
import { inWords, lastCompleteQuarter } from '#platform/dates.ts'
import type { Block } from '#platform/documents/document.ts'
import { plural } from '#platform/words.ts'
import { isTableKey, tables, type TableKey } from '../tables.ts'
import { inventedNote, titleBlock, type Figure, type FigureContext } from './figure.ts'
import { decisions } from './decision-tables.ts'
import { reviewRecommendations, scrutineerRecommendations } from './each-recommendation.ts'
import { agenciesOwe, familyEvidence, impactEvidence } from './evidence-tables.ts'
import { agreements } from './agreement-table.ts'
import { arrangementChanges, reforms, structureChanges } from './governance-tables.ts'
import { educationPresent, meetingsHeld, partnersPresent } from './meeting-tables.ts'
import { planChanges, planProgress, scrutinyChallenges } from './plan-tables.ts'
import { recommendations, recommendationThemes } from './recommendation-tables.ts'
import { inset, nothing, type DrawnTable } from './table-kit.ts'

const trace = (href: string): Block => ({ type: 'paragraph', text: [{ text: 'Where this figure comes from', href }] })

async function accounts(
  { db, actor, report }: FigureContext,
  blocksOf: (account: Account) => Block[],
): Promise<DrawnTable> {
  const found = await accountsBetween(db, actor.partnershipId, report.startsOn, report.endsOn)
  if (found.length === 0)
    return nothing('No account that touches the report’s period is recorded. Nothing can be said of the money.')
  const blocks = found.flatMap((account) => {
    const mismatch = periodMismatch(account, report.startsOn, report.endsOn)
    return [
      ...(mismatch === null ? [] : [inset(mismatch)]),
      ...blocksOf(account),
      trace(fundingPaths.show(account.startsOn)),
    ]
  })
  return { isEmpty: false, blocks }
}

async function training(
  { db, actor, report }: FigureContext,
  blocksOf: (year: TrainingYear) => Block[],
): Promise<DrawnTable> {
  const years = await trainingBetween(db, actor.partnershipId, report.startsOn, report.endsOn)
  const found = years.map((year) => ({ year, blocks: blocksOf(year) })).filter(({ blocks }) => blocks.length > 0)
  if (found.length === 0)
    return nothing('No training is recorded for the report’s period. That is not the same as none.')
  const blocks = found.flatMap(({ year, blocks: own }) => {
    const isSame = year.startsOn === report.startsOn && year.endsOn === report.endsOn
    const mismatch = `The figures cover ${inWords(year.startsOn)} to ${inWords(year.endsOn)}; the report covers ${inWords(report.startsOn)} to ${inWords(report.endsOn)}.`
    return [...(isSame ? [] : [inset(mismatch)]), ...own, trace(trainingPaths.show(year.startsOn))]
  })
  return { isEmpty: false, blocks }
}

async function notifications({ db, actor, report }: FigureContext): Promise<DrawnTable> {
  const { counts, before } = await notificationsBetween(db, actor.partnershipId, report.startsOn, report.endsOn)
  if (counts.length === 0)
    return nothing('No counts of notifications are recorded for the report’s period. That is not the same as none.')
  return { isEmpty: false, blocks: [...notificationBlocks(counts, before), trace(reviewPaths.notifications())] }
}

function sentInWords({ isSignedOff, daysLate }: ReturnPosition): string {
  const late = daysLate === 0 ? '' : `, ${plural(daysLate, 'day')} late`
  return isSignedOff ? `Signed off${daysLate === 0 ? ' in time' : late}` : `Not signed off${late}`
}

async function returns({ db, actor, report, today }: FigureContext): Promise<DrawnTable> {
  const positions = await returnsPosition(db, actor.partnershipId, today)
  const inside = positions.filter(({ dueOn }) => {
    const { endsOn } = lastCompleteQuarter(dueOn)
    return endsOn >= report.startsOn && endsOn <= report.endsOn
  })
  if (inside.length === 0) return nothing('No quarter of returns in the report’s period is recorded here.')
  const blocks: Block[] = [
    {
      type: 'table',
      caption: `Quarterly returns, ${[...new Set(inside.map((each) => each.quarterLabel))].join(', ')}`,
      columns: [
        { header: 'Agency' },
        { header: 'Sent' },
        { header: 'Figures given', kind: 'number' },
        { header: 'Not available', kind: 'number' },
      ],
      rows: inside.map((each) => [
        each.organisation,
        sentInWords(each),
        `${each.complete.filled} of ${each.complete.of}`,
        String(each.complete.missing),
      ]),
      rowHeaders: true,
    },
    { type: 'source', text: `The partnership’s returns as on ${inWords(today)}.` },
    trace(returnPaths.list()),
  ]
  return { isEmpty: false, blocks }
}

const drawing: Record<TableKey, (context: FigureContext) => Promise<DrawnTable>> = {
  'plan-progress': planProgress,
  'plan-changes': planChanges,
  decisions,
  recommendations,
  'review-recommendations': reviewRecommendations,
  'recommendation-themes': recommendationThemes,
  'agencies-owe': agenciesOwe,
  'impact-evidence': impactEvidence,
  'family-evidence': familyEvidence,
  'scrutiny-challenges': scrutinyChallenges,
  'scrutineer-recommendations': scrutineerRecommendations,
  'meetings-held': meetingsHeld,
  'partners-present': partnersPresent,
  'education-present': educationPresent,
  'arrangement-changes': arrangementChanges,
  'structure-changes': structureChanges,
  reforms,
  agreements,
  contributions: (context) => accounts(context, contributionsBlocks),
  account: (context) => accounts(context, accountBlocks),
  'training-courses': (context) => training(context, courseBlocks),
  'training-attendance': (context) => training(context, attendanceBlocks),
  'e-learning': (context) => training(context, eLearningBlocks),
  notifications,
  'returns-timeliness': returns,
}

/** Draws a table once for each reading of a report, however many sections show it or ask whether it holds anything. */
function drawOnce(context: FigureContext, key: TableKey): Promise<DrawnTable> {
  const known = context.drawn.get(key)
  if (known) return known
  const { name, right } = tables[key]
  const drawn =
    right === null || context.actor.permissions.has(right)
      ? drawing[key](context)
      : Promise.resolve(nothing(`${name}: the partnership has switched this off, or your office may not read it.`))
  context.drawn.set(key, drawn)
  return drawn
}

/** One of the tables of a report, read in its period. */
export async function tableFigure(context: FigureContext, key: string): Promise<Figure> {
  if (!isTableKey(key))
    return { title: key, isInvented: false, blocks: [{ type: 'paragraph', text: `There is no table '${key}'.` }] }
  const { blocks, isInvented = false, ...rest } = await drawOnce(context, key)
  const hasTitle = blocks.some(({ type }) => type === 'table')
  return {
    title: tables[key].name,
    isInvented,
    blocks: [...(hasTitle ? [] : [titleBlock(tables[key].name)]), ...(isInvented ? [inventedNote] : []), ...blocks],
    ...rest,
  }
}
