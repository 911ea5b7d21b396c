import { command } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import { conflict } from '#platform/errors.ts'
import { acceptFigure, type FigureKey } from './held-store.ts'

/** Accepts a published figure that was held because it lies outside the range of the authorities: a person has checked it. */
export const acceptHeldFigure = command<FigureKey & { today: string }, null>({
  name: 'indicators.held-figure-accepted',
  permission: 'indicators.annotate',
  subject: (_nothing, { measureId, areaId, period }) => `${measureId}/${areaId}/${period}`,
  details: (_nothing, { measureId, areaId, period }) => ({ measure: measureId, area: areaId, period }),
  async run(tx, _actor, { today, ...key }) {
    if (!(await acceptFigure(tx, key, inWords(today)))) throw conflict('This figure is held no more.')
    return null
  },
})
