import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { blocksToHtml } from '#platform/documents/to-html.ts'
import type { Services } from '#platform/services.ts'
import { countOrUnknown } from '../notification-count.ts'
import { listNotificationCounts } from '../notification-store.ts'
import { newestChange, notificationsTable } from '../notification-tables.ts'
import { reviewPaths } from '../paths.ts'

export function showNotificationsPage(app: FastifyInstance, { db }: Services): void {
  app.get(reviewPaths.notifications(), { config: { permission: 'reviews.read-counts' } }, async ({ actor }, reply) => {
    const counts = await listNotificationCounts(db, actor.partnershipId)
    const newest = counts.at(-1)
    const heading = 'Serious incident notifications'
    if (!newest)
      return reply.page('reviews/pages/no-notifications.njk', { heading, partnership: actor.partnershipName })
    return reply.page('reviews/pages/show-notifications.njk', {
      heading,
      lead: `${newest.periodWords}: ${countOrUnknown(newest.combined)} notifications and portal referrals, of which ${countOrUnknown(newest.notified)} were notified to the National Panel with a rapid review.`,
      change: newestChange(counts),
      rules: [...new Set(counts.map((count) => count.countingRule))],
      table: blocksToHtml([notificationsTable(counts)]),
      casesHref: may(actor, 'reviews.cases') ? reviewPaths.cases() : '',
      source: [...new Set(counts.map((count) => count.source))].join('; '),
    })
  })
}
