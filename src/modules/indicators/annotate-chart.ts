import { command } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { deleteAnnotation, insertAnnotation, type Annotation } from './annotation-store.ts'

type Note = { indicatorId: string; startsOn: string; text: string; isRebase: boolean; reason: string | null }

/** Notes a change on an indicator’s chart; with `isRebase` new limits start there. */
export const annotateChart = command<Note, { id: string }>({
  name: 'indicators.chart-annotated',
  permission: 'indicators.annotate',
  subject: ({ id }) => id,
  details: (_note, { indicatorId, startsOn, isRebase }) => ({ indicator: indicatorId, on: startsOn, isRebase }),
  async run(tx, { partnershipId, personName, officeTitle }, note) {
    return { id: await insertAnnotation(tx, partnershipId, { ...note, author: `${personName}, ${officeTitle}` }) }
  },
})

/** Takes a note from a chart; limits that began there go on as before it. */
export const removeAnnotation = command<Annotation, { id: string }>({
  name: 'indicators.annotation-removed',
  permission: 'indicators.annotate',
  subject: ({ id }) => id,
  details: (_note, { indicatorId, startsOn, isRebase }) => ({ indicator: indicatorId, on: startsOn, isRebase }),
  async run(tx, { partnershipId }, { id }) {
    if (!(await deleteAnnotation(tx, partnershipId, id))) throw notFound('Note')
    return { id }
  },
})
