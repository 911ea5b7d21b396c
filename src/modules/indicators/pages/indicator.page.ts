import type { FastifyInstance } from 'fastify'
import { threadOfPage } from '#modules/thread/public.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { pointWords } from '#statistics/spc-course.ts'
import { courseOf, type SuppliedCourse } from '../course-store.ts'
import { drawCourse, isComparable } from '../course-drawing.ts'
import { courseMethod } from '../course.ts'
import { figureInWords, usualRange, whatCannotBeSaid, withinBounds } from '../course-sentence.ts'
import { courseStates, stateOf } from '../course-state.ts'
import { shortValue, stateInWords, unitWords } from '../display.ts'
import { courseTable } from '../figure-table.ts'
import { sinceNoted } from '../since-noted.ts'
import { ownerWords, polarityWords, type Indicator } from '../indicator.ts'
import { findIndicator } from '../indicator-store.ts'
import { ownAreaOf } from '../own-area.ts'
import { indicatorPaths } from '../paths.ts'
import type { Position } from '../position.ts'
import { positionAmong } from '../position-store.ts'
import { smallNumbersRule } from '../publishable.ts'
import type { IndicatorServices } from '../services.ts'
import { courseTasks, doneWords } from './manage-course.ts'
import { publishedView, rankCaution } from './published-view.ts'
import { sendTable } from './send-table.ts'

const config = { permission: 'indicators.read' }

async function indicatorOf(db: IndicatorServices['db'], slug: string): Promise<Indicator> {
  const indicator = await findIndicator(db, slug)
  // The code finds it too, but a page has one address.
  if (indicator?.slug !== slug) throw notFound('Indicator')
  return indicator
}

/** Definition, method and origin, as a list of facts. */
function workedOut(indicator: Indicator, course: SuppliedCourse | null) {
  const facts = [
    { key: 'Definition', value: indicator.definition },
    { key: 'Numerator', value: indicator.numerator },
    ...(indicator.denominator === null ? [] : [{ key: 'Denominator', value: indicator.denominator }]),
    { key: 'Unit', value: unitWords(indicator) || 'a count' },
    { key: 'Which way is better', value: polarityWords(indicator.polarity) },
    { key: 'Whose figure it is', value: ownerWords(indicator.ownerKind) },
    ...(course === null ? [] : [{ key: 'Small numbers', value: smallNumbersRule(indicator) }]),
    { key: 'How sure the definition is', value: indicator.certaintyWords },
    { key: 'Why it is watched', value: indicator.priority },
  ]
  if (course) {
    facts.push(
      { key: 'Supplied each quarter by', value: course.organisation ?? 'nobody' },
      {
        key: 'Method',
        value: courseMethod(course),
      },
    )
    if (course.target !== null) {
      facts.push({
        key: 'Target',
        value: `${shortValue(indicator, course.target)}${course.targetNote === null ? '' : `. ${course.targetNote}`}`,
      })
    }
  }
  return [
    ...facts,
    ...(course?.annotations ?? []).map(({ startsOn, text, isRebase, reason, author }) => ({
      key: `Noted at ${inWords(startsOn)}`,
      value: `${text}.${isRebase ? ` New limits start here${reason ? `: ${reason}` : ''}.` : ''} ${author}.`,
    })),
    ...indicator.seriesBreaks.map((each) => ({ key: `Break from ${inWords(each.from)}`, value: each.note })),
  ]
}

function courseRows(course: SuppliedCourse) {
  const { indicator, points, spc, canSay } = course
  const words = pointWords(spc)
  return points
    .map((point, at) => {
      const limits = spc.limits.find((group) => group.rebase_group === spc.rebase_group[at])
      const limit = (value: number | null | undefined) =>
        value === null || value === undefined ? '' : shortValue(indicator, withinBounds(indicator.unit, value))
      return {
        label: point.label,
        value: shortValue(indicator, point.value, point.state),
        numerator:
          point.numerator === null ? '' : shortValue({ ...indicator, unit: 'count', decimals: 0 }, point.numerator),
        denominator:
          point.denominator === null ? '' : shortValue({ ...indicator, unit: 'count', decimals: 0 }, point.denominator),
        limits: course.run !== null || limits?.lpl == null ? '' : `${limit(limits.lpl)} to ${limit(limits.upl)}`,
        said:
          point.value === null ? (point.reason ?? stateInWords(point.state)) : canSay.enough ? (words[at] ?? '') : '',
      }
    })
    .toReversed()
}

function courseView(course: SuppliedCourse, areaName: string, position: Position | null, isPublished: boolean) {
  const asked = isPublished ? '?as=published' : ''
  const { indicator, latest } = course
  return {
    chart: drawCourse(course, areaName, position),
    isCompared: isComparable(course, position),
    now: latest === null ? 'No figure yet' : figureInWords(indicator, latest),
    nowPeriod: latest?.label ?? '',
    range: usualRange(course),
    target: course.target === null ? null : shortValue(indicator, course.target),
    targetNote: course.targetNote,
    organisation: course.organisation ?? 'nobody',
    hasCounts: course.points.some((point) => point.denominator !== null),
    rows: courseRows(course),
    csv: `${indicatorPaths.figures(indicator.slug, 'csv')}${asked}`,
    xlsx: `${indicatorPaths.figures(indicator.slug, 'xlsx')}${asked}`,
  }
}

type Asked = { Params: { slug: string }; Querystring: { done?: string; as?: string } }

export function indicatorPage(app: FastifyInstance, { db, clock, indicatorExtras }: IndicatorServices): void {
  app.get<Asked>(indicatorPaths.show(':slug'), { config }, async ({ actor, params, query }, reply) => {
    const isPublished = query.as === 'published'
    const [indicator, area] = await Promise.all([indicatorOf(db, params.slug), ownAreaOf(db, actor)])
    const [course, among, extras] = await Promise.all([
      courseOf(db, actor.partnershipId, indicator, { published: isPublished }),
      area.id === null ? null : positionAmong(db, area.id, indicator),
      indicatorExtras ? indicatorExtras(actor, indicator.id) : [],
    ])
    const isSupplied = course.organisation !== null || course.points.length > 0
    const position = among?.position ?? null
    const state = courseStates[stateOf(course)]
    return reply.page('indicators/pages/indicator.njk', {
      heading: indicator.question,
      breadcrumbs: [
        { text: 'Data', href: indicatorPaths.dashboard() },
        { text: indicator.name, href: indicatorPaths.show(indicator.slug) },
      ],
      done: doneWords(query),
      invented: course.isInvented,
      arrows: isPublished ? null : await threadOfPage(db, actor, indicatorPaths.show(indicator.slug), clock.today()),
      code: indicator.code,
      name: indicator.name,
      areaName: area.name,
      sentence: isSupplied
        ? course.sentence
        : (position?.words ?? 'Nobody supplies a figure yet, and none is published for this area.'),
      state: isSupplied ? state : null,
      course: course.points.length > 0 ? courseView(course, area.name, position, isPublished) : null,
      isSupplied,
      isPublished,
      otherViewHref: `${indicatorPaths.show(indicator.slug)}${isPublished ? '' : '?as=published'}`,
      smallNumbers: smallNumbersRule(indicator),
      tasks: course.organisation === null || isPublished ? [] : courseTasks(actor, indicator, course.target),
      sinceNoted: sinceNoted(course),
      cannotSay: [...whatCannotBeSaid(course), ...rankCaution(among)],
      published: among ? publishedView(indicator, among, area.laCode, isSupplied) : null,
      workedOut: workedOut(indicator, isSupplied ? course : null),
      extras,
      catalogueHref: indicatorPaths.catalogue(),
    })
  })

  for (const kind of ['csv', 'xlsx'] as const) {
    app.get<Asked>(indicatorPaths.figures(':slug', kind), { config }, async ({ actor, params, query }, reply) => {
      const indicator = await indicatorOf(db, params.slug)
      const isPublished = query.as === 'published'
      const course = await courseOf(db, actor.partnershipId, indicator, { published: isPublished })
      if (course.points.length === 0) throw notFound('Figures')
      return sendTable(reply, courseTable(course, actor.partnershipSlug, clock.today(), isPublished), kind)
    })
  }
}
