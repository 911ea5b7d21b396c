import type { FastifyInstance } from 'fastify'
import { blocksToHtml } from '#platform/documents/to-html.ts'
import { notFound } from '#platform/errors.ts'
import { attachment, published } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { writeCsv, type CsvValue } from '#platform/sheets/write-csv.ts'
import { number } from '#platform/words.ts'
import { trainingPaths } from '../paths.ts'
import { listTrainingYears } from '../training-store.ts'
import { attendanceTable, coursesTable, topTenTable } from '../training-tables.ts'
import {
  countInWords,
  eLearningSentences,
  trainingChecks,
  trainingTotals,
  type TrainingYear,
} from '../training-year.ts'

const config = { permission: 'training.read' }
const heading = 'Training'

function view(year: TrainingYear, years: readonly TrainingYear[]) {
  const totals = trainingTotals(year)
  const { eLearning, notes } = year
  const top = eLearning && topTenTable(eLearning)
  const attendanceSources = [...new Set(year.deliveries.map((each) => each.source))].join('; ')
  return {
    heading,
    title: year.periodWords,
    lead: `${countInWords(totals.courses)} courses were delivered, with ${countInWords(totals.attendances)} attendances; with events and associate trainers ${countInWords(totals.allAttendances)}.`,
    registerNote: totals.registersMissing === 0 ? '' : notes.register.replace(/^\*\s*/, ''),
    tables: [
      { label: 'Courses delivered', html: blocksToHtml([coursesTable(year)]), source: notes.source },
      { label: 'Attendances of every kind', html: blocksToHtml([attendanceTable(year)]), source: attendanceSources },
    ],
    checks: trainingChecks(year).map(({ text, agrees }) => ({
      text,
      words: agrees ? 'Adds up' : 'Does not add up',
      tag: agrees ? 'govuk-tag--green' : 'govuk-tag--red',
    })),
    headlines: notes.headlines,
    flags: notes.flags,
    eLearning: eLearning && {
      sentences: eLearningSentences(eLearning).join(' '),
      completions: eLearning.completions === null ? 'not known' : number(eLearning.completions),
      table: top ? blocksToHtml([top]) : '',
      source: eLearning.source,
    },
    years: years.map((each) => ({
      text: each.periodWords,
      href: trainingPaths.show(each.startsOn),
      isShown: each.id === year.id,
    })),
    file: trainingPaths.csv(year.startsOn),
  }
}

function csvRows(year: TrainingYear): CsvValue[][] {
  const totals = trainingTotals(year)
  return [
    ['Kind', 'Name', 'When', 'Courses delivered', 'Attended', 'Register missing'],
    ...year.deliveries.map((each) => [
      each.kind,
      each.name,
      each.held,
      each.courses,
      each.attendees,
      each.isRegisterMissing || each.attendees === null ? 'yes: the count is at least this' : 'no',
    ]),
    [
      'total',
      'All courses',
      null,
      totals.courses.count,
      totals.attendances.count,
      totals.attendances.isAtLeast ? 'yes: the count is at least this' : 'no',
    ],
    [
      'total',
      'All attendances',
      null,
      null,
      totals.allAttendances.count,
      totals.allAttendances.isAtLeast ? 'yes: the count is at least this' : 'no',
    ],
  ]
}

export function showTrainingPage(app: FastifyInstance, { db }: Services): void {
  app.get<{ Querystring: { year?: string } }>(trainingPaths.show(), { config }, async ({ actor, query }, reply) => {
    const years = await listTrainingYears(db, actor.partnershipId)
    const year = query.year === undefined ? years[0] : years.find((each) => each.startsOn === query.year)
    if (year) return reply.page('training/pages/show-training.njk', view(year, years))
    if (query.year !== undefined) throw notFound('Year of training')
    return reply.page('training/pages/no-training.njk', { heading, partnership: actor.partnershipName })
  })

  app.get<{ Params: { startsOn: string } }>(
    trainingPaths.csv(':startsOn'),
    { config },
    async ({ actor, params }, reply) => {
      const year = (await listTrainingYears(db, actor.partnershipId)).find((each) => each.startsOn === params.startsOn)
      if (!year) throw notFound('Year of training')
      return reply
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          attachment(`${actor.partnershipSlug}-training-${year.startsOn.slice(0, 4)}`, published, 'csv'),
        )
        .send(writeCsv(csvRows(year)))
    },
  )
}
