import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { badRequest } from '#platform/errors.ts'
import { parseForm } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { number } from '#platform/words.ts'
import { acceptHeldFigure } from '../accept-held-figure.ts'
import { periodInWords } from '../display.ts'
import { listHeld, type HeldFigure } from '../held-store.ts'
import { indicatorPaths } from '../paths.ts'
import { manageConfig as config } from './manage-course.ts'

const schema = z.object({
  measure: z.coerce.number().int().positive().max(2_147_483_647),
  area: z.coerce.number().int().positive().max(32_767),
  period: z.string().min(1).max(40),
})

const plain = (value: number): string => number(value, Number.isInteger(value) ? 0 : 1)

/** 'higher than 1.5 times the largest of 151 authorities, which lie between 12 and 480'. */
const reasonOf = ({ value, smallest, largest, count }: HeldFigure): string =>
  `${value > largest ? 'Higher' : 'Lower'} than any authority can explain: ${count} authorities lie between ${plain(smallest)} and ${plain(largest)}`

/** Published figures of England and regions that wait for a person, who accepts them or leaves them as they are. */
export function heldPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Querystring: { done?: string } }>(indicatorPaths.held(), { config }, async ({ query }, reply) => {
    const held = await listHeld(db)
    return reply.page('indicators/pages/held.njk', {
      heading: 'Published figures that are held',
      breadcrumbs: [{ text: 'Data', href: indicatorPaths.dashboard() }],
      done: query.done === 'accepted' ? 'The figure is accepted and shown from now on' : '',
      action: indicatorPaths.held(),
      figures: held.map((figure) => ({
        measureId: figure.measureId,
        areaId: figure.areaId,
        period: figure.period,
        measure: figure.measure,
        area: figure.area,
        when: periodInWords(figure),
        value: plain(figure.value),
        reason: reasonOf(figure),
        source: figure.source,
      })),
    })
  })

  app.post(indicatorPaths.held(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) throw badRequest('This form does not say which figure it is about.')
    const { measure, area, period } = parsed.value
    await acceptHeldFigure(db, actor, { measureId: measure, areaId: area, period, today: clock.today() })
    return reply.redirect(`${indicatorPaths.held()}?done=accepted`, 303)
  })
}
