import { courseOf, drawCourse, indicatorPaths, listIndicators, type Indicator } from '#modules/indicators/public.ts'
import type { ChartMark, MeasureChart } from '#modules/tracker/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/** The indicator that somebody meant: 'B5', 'B5: re-referrals', or its whole name. */
export function indicatorMeant<Each extends Pick<Indicator, 'code' | 'name'>>(
  measure: string,
  indicators: readonly Each[],
): Each | undefined {
  const words = plain(measure)
  return (
    indicators.find(({ name }) => plain(name) === words) ??
    indicators.find(({ code }) => `${words} `.startsWith(`${plain(code)} `))
  )
}

/**
 * The chart of an indicator by which a recommendation is measured, as the indicator's own page draws it, with the days on which it was
 * delivered and evidenced. Undefined for whoever may not see indicators; `chart` is '' where there is nothing to draw.
 */
export const measureChart =
  (db: Db) =>
  async (actor: Actor, measure: string, marks: readonly ChartMark[]): Promise<MeasureChart | undefined> => {
    if (!may(actor, 'indicators.read')) return undefined
    const indicator = indicatorMeant(measure, await listIndicators(db))
    if (indicator === undefined)
      return { name: '', href: indicatorPaths.dashboard(), chart: '', sentence: '', outside: [], isInvented: false }
    const course = await courseOf(db, actor.partnershipId, indicator)
    // A mark stands at the quarter in which its day falls; the first has no line before it.
    const quarterOf = ({ on }: ChartMark) =>
      course.points.slice(1).find((each) => each.startsOn <= on && on <= each.endsOn)
    const notes = marks.flatMap((mark) => {
      const quarter = quarterOf(mark)
      return quarter === undefined
        ? []
        : [{ startsOn: quarter.startsOn, text: mark.label, isRebase: false, author: '' }]
    })
    return {
      name: `${indicator.code} ${indicator.name}`,
      href: indicatorPaths.show(indicator.slug),
      chart:
        course.points.length === 0
          ? ''
          : drawCourse({ ...course, annotations: [...course.annotations, ...notes] }, actor.partnershipName, null),
      sentence: course.sentence,
      outside: marks.filter((mark) => quarterOf(mark) === undefined),
      isInvented: course.isInvented,
    }
  }
