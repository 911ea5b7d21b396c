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
import { isTableKey, tableNames, type TableKey } from '../report.ts'
import type { Figure, FigureContext } from './figure.ts'

const inset = (text: string): Block => ({ type: 'note', kind: 'inset', text })
const trace = (href: string): Block => ({ type: 'paragraph', text: [{ text: 'Where this figure comes from', href }] })

async function accounts(
  { db, actor, report }: FigureContext,
  blocksOf: (account: Account) => Block[],
): Promise<Block[]> {
  const found = await accountsBetween(db, actor.partnershipId, report.startsOn, report.endsOn)
  if (found.length === 0)
    return [inset('No account that touches the report’s period is recorded. Nothing can be said of the money.')]
  return found.flatMap((account) => {
    const mismatch = periodMismatch(account, report.startsOn, report.endsOn)
    return [
      ...(mismatch === null ? [] : [inset(mismatch)]),
      ...blocksOf(account),
      trace(fundingPaths.show(account.startsOn)),
    ]
  })
}

async function training(
  { db, actor, report }: FigureContext,
  blocksOf: (year: TrainingYear) => Block[],
): Promise<Block[]> {
  const years = await trainingBetween(db, actor.partnershipId, report.startsOn, report.endsOn)
  const found = years.map((year) => ({ year, blocks: blocksOf(year) })).filter(({ blocks }) => blocks.length > 0)
  if (found.length === 0)
    return [inset('No training is recorded for the report’s period. That is not the same as none.')]
  return found.flatMap(({ year, blocks }) => {
    const isSame = year.startsOn === report.startsOn && year.endsOn === report.endsOn
    const mismatch = `The figures cover ${inWords(year.startsOn)} to ${inWords(year.endsOn)}; the report covers ${inWords(report.startsOn)} to ${inWords(report.endsOn)}.`
    return [...(isSame ? [] : [inset(mismatch)]), ...blocks, trace(trainingPaths.show(year.startsOn))]
  })
}

async function notifications({ db, actor, report }: FigureContext): Promise<Block[]> {
  const { counts, before } = await notificationsBetween(db, actor.partnershipId, report.startsOn, report.endsOn)
  if (counts.length === 0)
    return [inset('No counts of notifications are recorded for the report’s period. That is not the same as none.')]
  return [...notificationBlocks(counts, before), trace(reviewPaths.notifications())]
}

function sentInWords({ isSignedOff, daysLate }: ReturnPosition): string {
  const late = daysLate === 0 ? '' : `, ${plural(daysLate, 'day')} late`
  return isSignedOff ? `Signed off${daysLate === 0 ? ' in time' : late}` : `Not signed off${late}`
}

async function returns({ db, actor, report, today }: FigureContext): Promise<Block[]> {
  const positions = await returnsPosition(db, actor.partnershipId, today)
  const inside = positions.filter(({ dueOn }) => {
    const { endsOn } = lastCompleteQuarter(dueOn)
    return endsOn >= report.startsOn && endsOn <= report.endsOn
  })
  if (inside.length === 0) return [inset('No quarter of returns in the report’s period is recorded here.')]
  return [
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
}

const drawn: Record<TableKey, (context: FigureContext) => Promise<Block[]>> = {
  contributions: (context) => accounts(context, contributionsBlocks),
  account: (context) => accounts(context, accountBlocks),
  'training-courses': (context) => training(context, courseBlocks),
  'training-attendance': (context) => training(context, attendanceBlocks),
  'e-learning': (context) => training(context, eLearningBlocks),
  notifications,
  'returns-timeliness': returns,
}

/** One of the tables of the year's account, training, notifications or returns, read in the report's period. */
export async function tableFigure(context: FigureContext, key: string): Promise<Figure> {
  if (!isTableKey(key))
    return { title: key, isInvented: false, blocks: [{ type: 'paragraph', text: `There is no table '${key}'.` }] }
  const blocks = await drawn[key](context)
  return { title: tableNames[key], isInvented: false, blocks }
}
