import type { FastifyInstance } from 'fastify'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { mayLinkFrom } from '../add-link.ts'
import { listEndedLinks, listLinks } from '../link-list-store.ts'
import { pageOf } from '../page-of.ts'
import { threadPaths } from '../paths.ts'
import { findRecord } from '../record-store.ts'
import { kindWords, stateWords } from '../thread-view.ts'

const [onAPage, mostEnded] = [50, 50] as const

/** Every link of a record, newest first, with who made it and why; and those that were taken back. */
export function listLinksPage(app: FastifyInstance, { db }: Services): void {
  app.get<{ Params: { reference: string }; Querystring: { page?: unknown; done?: unknown } }>(
    threadPaths.linksRoute(),
    { config: { permission: 'thread.read' } },
    async ({ actor, params, query }, reply) => {
      const record = await findRecord(db, actor, params.reference)
      if (record === undefined) throw notFound('Record')
      const { reference } = record
      const page = pageOf(query.page)
      const links = await listLinks(db, actor, record.id, onAPage + 1, (page - 1) * onAPage)
      const mayLink = mayLinkFrom(actor, record)
      return reply.page('thread/pages/list-links.njk', {
        heading: `Links of ${reference}`,
        marking: record.marking,
        done:
          query.done === 'linked' ? 'The records are linked' : query.done === 'ended' ? 'The link was taken back' : '',
        breadcrumbs: [{ text: `Golden thread of ${reference}`, href: threadPaths.show(reference) }],
        title: record.title,
        links: links.slice(0, onAPage).map((link) => ({
          words: link.words,
          title: link.other.title,
          href: threadPaths.show(link.other.reference),
          note: `${kindWords(link.other.kind)} · ${link.other.reference} · ${stateWords(link.other.state)}`,
          reason: link.reason ?? '',
          made: `${link.isByHand ? (link.linkedBy ?? 'Somebody who left') : 'Made with the record'}, ${instantInWords(link.linkedAt)}`,
          removeHref: mayLink && link.isByHand ? threadPaths.removeLink(reference, link.id) : '',
          removeName: `${link.words} ${link.other.title}`,
        })),
        ended: (await listEndedLinks(db, actor, record.id, mostEnded)).map((link) => ({
          words: link.words,
          title: link.other.title,
          href: threadPaths.show(link.other.reference),
          note: `${kindWords(link.other.kind)} · ${link.other.reference}`,
          ended: `${link.endedBy ?? 'Goldenthread'}, ${instantInWords(link.endedAt)}`,
          reason: link.endReason ?? '',
        })),
        addLinkHref: mayLink ? threadPaths.addLink(reference) : '',
        newerHref: page > 1 ? threadPaths.links(reference, page - 1) : '',
        olderHref: links.length > onAPage ? threadPaths.links(reference, page + 1) : '',
      })
    },
  )
}
