import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { actorsOf } from '#modules/identity/public.ts'
import { calendarFeed, feedRefresh } from '#platform/calendar.ts'
import { notFound } from '#platform/errors.ts'
import { rateLimits } from '#platform/rate-limit.ts'
import { entriesOfGroup, entriesOfPerson } from '../feed-entries.ts'
import { findFeed } from '../feed-store.ts'
import type { TodayServices } from '../module.ts'
import { todayPaths } from '../paths.ts'

const file = /^([A-Za-z0-9_-]{43})\.ics$/

/**
 * The calendar behind a secret address, for programmes that have no session. It holds what the person may know of today, with the limits
 * of a sign-in by their organisation; once they have left it is empty. The service writes no log of addresses, and a failure is reported
 * by its request's number alone.
 */
export function feedPage(app: FastifyInstance, services: TodayServices): void {
  const { db, clock, rights, production } = services
  const limits = rateLimits(db, clock)
  app.get<{ Params: { file: string } }>('/calendar/:file', { config: { open: true } }, async (request, reply) => {
    const token = file.exec(request.params.file)?.[1]
    if (token === undefined) throw notFound()
    await limits.take('feed-address', request.ip)
    const feed = await findFeed(db, token, clock.today())
    if (!feed) throw notFound()
    await limits.take('feed', feed.id)
    const all = await actorsOf(db, feed.personId, clock.today(), rights, { withSamplePeople: !production })
    const { groupId } = feed
    const entries =
      groupId === null
        ? await entriesOfPerson(services, all)
        : await entriesOfGroup(
            services,
            all.filter(({ actor }) => actor.partnershipId === feed.partnershipId),
            groupId,
          )
    const text = calendarFeed(groupId === null ? 'Goldenthread: what I owe' : 'Goldenthread: group', entries)
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
    reply.headers({
      etag,
      'cache-control': `private, max-age=${feedRefresh}`,
      'content-disposition': 'inline; filename="goldenthread.ics"',
      // The address is the secret: no search engine keeps it.
      'x-robots-tag': 'noindex',
    })
    const known = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''))
    if (known.includes(etag) || known.includes('*')) return reply.status(304).send()
    return reply.type('text/calendar; charset=utf-8').send(text)
  })
}

export const feedAddress = (publicUrl: string, token: string): string => `${publicUrl}${todayPaths.feed(token)}`
