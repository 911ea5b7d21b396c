import {
  courseAnnotations,
  courseAxes,
  courseEndLabels,
  courseFoot,
  inventedBand,
  placeAnnotations,
} from './course-surround.ts'
import { courseFrame } from './course-frame.ts'
import { comparatorLine, dataLine, limitLines, targetLine } from './course-lines.ts'
import type { CourseSpec } from './course-types.ts'
import { courseWords } from './course-words.ts'
import { drawing } from './svg.ts'

/**
 * The course of an indicator as an SVG: its line with gaps where nothing is known, mean and process limits, target, comparators named at
 * their right ends, changes of definition, and points of special cause told by shape and word. Draw it twice, wide and `compact`, with
 * different ids, and let the page show one. Throws a RangeError when the lists are not of the periods' length.
 */
export function courseChart(spec: CourseSpec): string {
  check(spec)
  const annotations = placeAnnotations(spec)
  const band = spec.invented === true ? 30 : 0
  const unit = spec.unit === undefined ? 0 : 20
  const above = band + unit + annotations.height + 10
  const frame = courseFrame(spec, above)
  const foot = courseFoot(spec, frame)
  const comparators = spec.comparators ?? []
  return drawing(
    {
      id: spec.id,
      title: spec.title,
      description: courseWords(spec),
      width: frame.size.width,
      height: foot.bottom,
      className: `gt-chart--course${spec.compact === true ? ' gt-chart--compact' : ''}`,
      fontSize: frame.size.font,
    },
    inventedBand(spec, frame.size.width),
    limitLines(spec, frame),
    courseAxes(spec, frame, band),
    courseAnnotations(annotations, frame, band + unit),
    ...comparators.map((comparator, i) => comparatorLine(comparator, i, frame)),
    targetLine(spec, frame),
    dataLine(spec, frame),
    courseEndLabels(frame),
    foot.drawn,
  )
}

function check({ periods, values, marks, missing, markWords, comparators = [] }: CourseSpec): void {
  const lists = {
    values,
    marks,
    missing,
    markWords,
    ...Object.fromEntries(comparators.map((one) => [one.label, one.values])),
  }
  for (const [name, list] of Object.entries(lists)) {
    if (list !== undefined && list.length !== periods.length) {
      throw new RangeError(`${name}: ${list.length} entries for ${periods.length} periods`)
    }
  }
}
