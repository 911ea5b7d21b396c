import type { FastifyInstance } from 'fastify'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { type DutyPack, dutyPackInForce, dutyPacks } from '#statute/duty-packs.ts'
import { certaintyWords, groupsInWords } from '../words.ts'
import { dutyPaths } from '../paths.ts'

const inForceWords = ({ inForceFrom, inForceTo }: DutyPack): string =>
  inForceTo === null ? `from ${inWords(inForceFrom)}` : `${inWords(inForceFrom)} to ${inWords(inForceTo)}`

/** The table of statutory clocks under one edition of the guidance: the one in force today, or another that was asked for. */
export function listDutiesPage(app: FastifyInstance, { clock }: Services): void {
  app.get<{ Querystring: { edition?: string } }>(
    dutyPaths.list(),
    { config: { permission: 'duties.read' } },
    async ({ query }, reply) => {
      const today = dutyPackInForce(clock.today())
      const pack = query.edition === undefined ? today : dutyPacks.find(({ id }) => id === query.edition)
      if (pack === undefined) throw notFound('Edition')
      return reply.page('duties/pages/list-duties.njk', {
        heading: 'Statutory deadlines',
        name: pack.name,
        inForce: `In force ${inForceWords(pack)}.`,
        certainty: `How sure that first day is: ${certaintyWords[pack.inForceFromCertainty].toLowerCase()}.`,
        note: pack.note ?? '',
        isToday: pack === today,
        editions: dutyPacks.map((each) => ({
          text: each.name,
          href: dutyPaths.list(each.id),
          isShown: each === pack,
          inForce: inForceWords(each),
        })),
        groups: groupsInWords(pack),
        workOutHref: dutyPaths.workOut(),
        calendarHref: dutyPaths.calendar(),
      })
    },
  )
}
