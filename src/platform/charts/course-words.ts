import type { CourseMark, CourseSpec } from './course-types.ts'
import { plainNumber } from './lettering.ts'

/** What the chart says, for people who do not see it. */
export function courseWords(spec: CourseSpec): string {
  if (spec.description !== undefined) return spec.description
  const format = spec.format ?? plainNumber
  const there = spec.values.flatMap((value, i) => (value === null ? [] : [i]))
  const first = there[0]
  const last = there.at(-1)
  const sentences: string[] = []
  if (spec.invented === true) sentences.push('Invented demonstration figures.')
  if (first === undefined || last === undefined) return [...sentences, 'There are no figures to draw.'].join(' ')
  const at = (i: number): string => `${format(spec.values[i] ?? 0)} in ${spec.periods[i] ?? ''}`
  const unit = spec.unit === undefined ? '' : ` (${spec.unit})`
  sentences.push(
    there.length === 1
      ? `${spec.label}${unit}: ${at(last)}, the only figure.`
      : `${spec.label}${unit}: from ${at(first)} to ${at(last)}.`,
  )
  const highest = there.reduce((best, i) => ((spec.values[i] ?? 0) > (spec.values[best] ?? 0) ? i : best), first)
  const lowest = there.reduce((best, i) => ((spec.values[i] ?? 0) < (spec.values[best] ?? 0) ? i : best), first)
  if (there.length > 2) sentences.push(`Highest ${at(highest)}, lowest ${at(lowest)}.`)
  const limits = spec.limits?.at(-1)
  if (limits !== undefined && limits.mean !== null) {
    const range =
      limits.lower === null || limits.upper === null
        ? ''
        : `, process limits ${format(limits.lower)} to ${format(limits.upper)}`
    sentences.push(`${spec.centre ?? 'Mean'} ${format(limits.mean)}${range}.`)
  }
  sentences.push(...signalSentences(spec))
  if (spec.target !== undefined) sentences.push(`${spec.target.label ?? 'Target'} ${format(spec.target.value)}.`)
  for (const { label, values } of spec.comparators ?? []) {
    const end = values.findLastIndex((value) => value !== null)
    const value = values[end] ?? null
    if (value !== null) sentences.push(`${label} ${format(value)} in ${spec.periods[end] ?? ''}.`)
  }
  for (const { index, label } of spec.annotations ?? []) sentences.push(`From ${spec.periods[index] ?? ''}: ${label}.`)
  const gaps = spec.periods.length - there.length
  if (gaps > 0) sentences.push(`${gapWords(gaps)}.`)
  return sentences.join(' ')
}

/** How many periods are missing, in words. */
export const gapWords = (gaps: number): string =>
  gaps === 1 ? '1 period has no figure' : `${gaps} periods have no figure`

const markNouns: Record<CourseMark, string> = { improvement: 'Improvement', concern: 'Concern', change: 'Change' }

/** One sentence a run of points with the same mark. */
function signalSentences({ marks = [], markWords = [], periods }: CourseSpec): string[] {
  const sentences: string[] = []
  let from = 0
  for (let i = 1; i <= periods.length; i++) {
    const mark = marks[from] ?? null
    if (i < periods.length && (marks[i] ?? null) === mark) continue
    if (mark !== null) {
      const when =
        i - 1 === from ? `in ${periods[from] ?? ''}` : `from ${periods[from] ?? ''} to ${periods[i - 1] ?? ''}`
      const why = markWords[from] ?? null
      sentences.push(`${markNouns[mark]} ${when}${why === null ? '' : `: ${why}`}.`)
    }
    from = i
  }
  return sentences
}

/** The tooltip of one point. */
export function pointTitle(spec: CourseSpec, i: number): string {
  const period = spec.periods[i] ?? ''
  const value = spec.values[i] ?? null
  if (value === null) {
    const why = spec.missing?.[i] ?? null
    return `${period}: no figure${why === null ? '' : ` (${why})`}`
  }
  const mark = spec.marks?.[i] ?? null
  const why = spec.markWords?.[i] ?? null
  const meaning = mark === null ? '' : `, ${mark}${why === null ? '' : `: ${why}`}`
  return `${period}: ${(spec.format ?? plainNumber)(value)}${meaning}`
}
