import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { must } from '#platform/command.ts'
import type { Services } from '#platform/services.ts'
import { removeAnnotation } from '../annotate-chart.ts'
import { findAnnotation } from '../annotation-store.ts'
import { indicatorPaths } from '../paths.ts'
import { indicatorBreadcrumbs, manageConfig as config, openSupplied } from './manage-course.ts'

type Params = { slug: string; id: string }

/** Asks whether a note goes from a chart, and takes it away. */
export function removeAnnotationPage(app: FastifyInstance, { db }: Services): void {
  async function open(actor: Actor, { slug, id }: Params) {
    const { indicator } = await openSupplied(db, actor, slug)
    const note = await findAnnotation(db, actor.partnershipId, indicator.id, id)
    if (!note) throw notFound('Note')
    return { indicator, note }
  }

  app.get<{ Params: Params }>(
    indicatorPaths.removeAnnotation(':slug', ':id'),
    { config },
    async ({ actor, params }, reply) => {
      const { indicator, note } = await open(actor, params)
      return reply.page('indicators/pages/remove-annotation.njk', {
        heading: 'Remove this note from the chart?',
        breadcrumbs: [
          ...indicatorBreadcrumbs(indicator),
          { text: 'Note a change', href: indicatorPaths.annotate(indicator.slug) },
        ],
        name: indicator.name,
        on: inWords(note.startsOn),
        text: note.text,
        isRebase: note.isRebase,
        reason: note.reason,
        author: note.author,
        action: indicatorPaths.removeAnnotation(indicator.slug, note.id),
        cancelHref: indicatorPaths.annotate(indicator.slug),
      })
    },
  )

  app.post<{ Params: Params }>(
    indicatorPaths.removeAnnotation(':slug', ':id'),
    { config },
    async ({ actor, params }, reply) => {
      const { indicator, note } = await open(actor, params)
      must(await removeAnnotation(db, actor, note))
      return reply.redirect(`${indicatorPaths.show(indicator.slug)}?done=removed`, 303)
    },
  )
}
