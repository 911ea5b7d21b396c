import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { chartPair } from '#platform/charts/chart-pair.ts'
import { threadChart } from '#platform/charts/thread-chart.ts'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { eventWords } from '../event-words.ts'
import type { ThreadServices } from '../module.ts'
import { threadPaths } from '../paths.ts'
import { readWith } from '../record.ts'
import { mayLinkFrom } from '../add-link.ts'
import { listMissing } from '../gap-store.ts'
import { listHistory } from '../history-store.ts'
import { listNeighbours } from '../link-store.ts'
import { findRecord } from '../record-store.ts'
import { gapsOf, kindWords, stateWords, threadDrawing, threadLists } from '../thread-view.ts'

/** Kinds of record that are figures, or that speak of them. */
const figureKinds: ReadonlySet<string> = new Set(['indicator', 'return', 'warning', 'report', 'report-section'])

export function showRecordPage(app: FastifyInstance, { db, clock, trailOf }: ThreadServices): void {
  app.get<{ Params: { reference: string } }>(
    threadPaths.showRoute(),
    { config: { permission: 'thread.read' } },
    async ({ actor, params }, reply) => {
      const record = await findRecord(db, actor, params.reference)
      if (record === undefined) throw notFound('Record')
      const mayOpen = may(actor, readWith(record.kind))
      const neighbours = await listNeighbours(db, actor, record)
      const history = await listHistory(db, actor, record.id)
      const missing = await listMissing(db, record, clock.today())
      const drawing = threadDrawing(record, neighbours, missing)
      const title = `Golden thread of ${record.reference}`
      return reply.page('thread/pages/show-record.njk', {
        heading: record.title,
        marking: record.marking,
        invented: record.is_invented && figureKinds.has(record.kind),
        isInvented: record.is_invented && !figureKinds.has(record.kind),
        breadcrumbs: [
          ...(mayOpen ? [{ text: `${kindWords(record.kind)} ${record.reference}`, href: record.page }] : []),
          { text: 'Golden thread', href: threadPaths.show(record.reference) },
        ],
        reference: record.reference,
        kind: kindWords(record.kind),
        state: stateWords(record.state),
        page: mayOpen ? record.page : '',
        isLinked: neighbours.length > 0,
        chart: chartPair('thread', (id, compact) => threadChart({ id, title, compact, ...drawing })),
        gaps: gapsOf(missing),
        linksHref: threadPaths.links(record.reference),
        addLinkHref: mayLinkFrom(actor, record) ? threadPaths.addLink(record.reference) : '',
        ...threadLists(record, neighbours),
        trailHref: trailOf(actor, record.reference) ?? '',
        history: history.map(({ at, name, person, office }) => ({
          what: eventWords(name),
          who: person,
          office,
          when: instantInWords(at),
        })),
      })
    },
  )
}
