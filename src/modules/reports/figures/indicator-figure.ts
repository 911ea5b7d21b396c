import {
  courseMethod,
  courseOf,
  courseSvg,
  displayValue,
  findIndicator,
  indicatorPaths,
  positionOf,
  smallNumbersRule,
  type Indicator,
  type Observation,
  type Position,
  type SuppliedCourse,
} from '#modules/indicators/public.ts'
import { inWords, spanInWords } from '#platform/dates.ts'
import type { Block, Table } from '#platform/documents/document.ts'
import { number } from '#platform/words.ts'
import { inventedNote, sourceWithTrace, titleBlock, type Figure, type FigureContext } from './figure.ts'

/** A phrase as it stands inside a sentence; 'GP reports' stays as it is. */
const inSentence = (text: string): string => text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

const count = (value: number | null): string => (value === null ? '' : number(value))

function pointsTable(indicator: Indicator, points: readonly Observation[], period: string): Table {
  const hasDenominator = indicator.denominator !== null
  return {
    type: 'table',
    caption: `${indicator.name}, ${period}`,
    columns: [
      { header: 'Period' },
      { header: 'Figure', kind: 'number' },
      { header: 'Numerator', kind: 'number' },
      ...(hasDenominator ? [{ header: 'Denominator', kind: 'number' as const }] : []),
    ],
    rows: points.map((point) => [
      point.label,
      displayValue(indicator, point.value, point.state),
      count(point.numerator),
      ...(hasDenominator ? [count(point.denominator)] : []),
    ]),
    notes: points.flatMap((point) => (point.reason === null ? [] : [`${point.label}: ${point.reason}`])),
    rowHeaders: true,
  }
}

/** First and last figure of the period in a sentence, without judging the difference. */
function inPeriod(indicator: Indicator, points: readonly Observation[]): string {
  const known = points.filter((point) => point.value !== null)
  const [first, last] = [known.at(0), known.at(-1)]
  if (!first || !last) return 'No quarterly figure is known for the report’s period.'
  const say = (point: Observation) => `${displayValue(indicator, point.value, point.state)} in ${point.label}`
  return first === last ? `The figure was ${say(first)}.` : `The figure was ${say(first)} and ${say(last)}.`
}

/** The newest published position that the report's period reaches. */
async function publishedIn({ db, area, report }: FigureContext, indicator: Indicator): Promise<Position | null> {
  if (area === null) return null
  const newest = await positionOf(db, area.id, indicator)
  const period = newest?.history.findLast((year) => year.endsOn <= report.endsOn)
  if (!newest || !period) return null
  return period.period === newest.period ? newest : positionOf(db, area.id, indicator, period.period)
}

function publishedBlocks(position: Position): Block[] {
  const { source, neighbours } = position
  const released = source.released === null ? '' : `, released ${inWords(source.released)}`
  const model = neighbours.modelTitle === '' ? '' : ` Neighbours: ${neighbours.modelTitle}.`
  return [
    { type: 'paragraph', text: [{ text: 'Published: ', bold: true }, { text: position.words }] },
    { type: 'source', text: `${source.publisher}, ${source.title}${released}. ${source.licence}.${model}` },
  ]
}

function quarterlyBlocks(
  course: SuppliedCourse,
  context: FigureContext,
  id: string,
): { blocks: Block[]; isInvented: boolean } {
  const { report } = context
  const { indicator } = course
  const points = course.points.filter(
    (point) => point.id !== null && point.endsOn >= report.startsOn && point.endsOn <= report.endsOn,
  )
  if (points.length === 0)
    return {
      blocks: [{ type: 'paragraph', text: 'No quarterly figure was recorded for the report’s period.' }],
      isInvented: false,
    }
  const svg = courseSvg(course, { id, ...(context.area ? { areaName: context.area.name } : {}) })
  const [, width = '720', height = '400'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  const period = spanInWords(report.startsOn, report.endsOn)
  const isInvented = points.some((point) => point.isInvented)
  return {
    isInvented,
    blocks: [
      ...(isInvented ? [inventedNote] : []),
      { type: 'paragraph', text: inPeriod(indicator, points) },
      { type: 'paragraph', text: course.sentence },
      pointsTable(indicator, points, period),
      {
        type: 'figure',
        svg,
        alt: `${indicator.name}. ${course.sentence}`,
        caption: `${indicator.name}: its course up to the end of the report’s period`,
        width: Number(width),
        height: Number(height),
      },
      { type: 'source', text: `Method: ${courseMethod(course)} ${smallNumbersRule(indicator)}` },
    ],
  }
}

/** An indicator in the report's period: its figures, chart and sentence, and where the area stood by the published figures. */
export async function indicatorFigure(context: FigureContext, slug: string, id: string): Promise<Figure> {
  const { db, actor } = context
  const indicator = await findIndicator(db, slug)
  if (!indicator)
    return {
      title: slug,
      isInvented: false,
      blocks: [{ type: 'paragraph', text: 'This indicator is no longer in the catalogue.' }],
    }
  const [course, position] = await Promise.all([
    courseOf(db, actor.partnershipId, indicator, { until: context.report.endsOn, published: true }),
    publishedIn(context, indicator),
  ])
  const quarterly = quarterlyBlocks(course, context, id)
  const denominator = indicator.denominator === null ? '' : ` of ${inSentence(indicator.denominator)}`
  const supplier =
    course.organisation === null ? 'The catalogue of indicators' : `Quarterly returns of ${course.organisation}`
  return {
    title: indicator.name,
    isInvented: quarterly.isInvented,
    blocks: [
      titleBlock(indicator.name),
      ...quarterly.blocks,
      ...(position ? publishedBlocks(position) : []),
      sourceWithTrace(
        `${supplier}. What is counted: ${inSentence(indicator.numerator)}${denominator}.`,
        indicatorPaths.show(indicator.slug),
      ),
    ],
  }
}
