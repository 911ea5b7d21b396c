import type { FastifyInstance } from 'fastify'
import { listGroups, mayActInGroup } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { listFeeds } from '../feed-store.ts'
import { makeFeed, withdrawFeed } from '../make-feed.ts'
import type { TodayServices } from '../module.ts'
import { each } from '../owed-lines.ts'
import { todayPaths } from '../paths.ts'
import { feedAddress } from './feed.page.ts'

const template = 'today/pages/calendar.njk'
const config = { permission: 'today.subscribe' }

/** The calendars that a person subscribes to: made, shown once, renewed, withdrawn. */
export function calendarPage(app: FastifyInstance, services: TodayServices): void {
  const { db, clock, publicUrl } = services

  /** The groups in which the office that acts sits. */
  async function groupsOf(actor: Actor) {
    const all = await listGroups(db, actor.partnershipId)
    const seats = await each(all, ({ id }) => mayActInGroup(db, actor, id, clock.today()))
    return all.filter((_group, index) => seats[index] !== null)
  }

  async function view(actor: Actor, more: { address?: string; addressOf?: string; done?: string; problem?: string }) {
    const [feeds, groups] = await Promise.all([listFeeds(db, actor.personId ?? ''), groupsOf(actor)])
    const ways = [
      { groupId: null, text: 'All that you owe and attend, in every partnership' },
      ...groups.map(({ id, name }) => ({ groupId: id, text: `${name}: its meetings` })),
    ]
    // One made while acting in another office still works, and can be withdrawn here.
    const others = feeds.filter(({ groupId }) => !ways.some((way) => way.groupId === groupId))
    const lines = [...ways, ...others.map(({ groupId }) => ({ groupId, text: 'A group of another of your offices' }))]
    return {
      heading: 'Your dates in your own calendar',
      breadcrumbs: [{ text: 'Today', href: todayPaths.show() }],
      done: more.done ?? '',
      problem: more.problem ?? '',
      address: more.address ?? '',
      addressOf: more.addressOf ?? '',
      makeAction: todayPaths.makeFeed(),
      feeds: lines.map(({ groupId, text }) => {
        const feed = feeds.find((known) => known.groupId === groupId)
        const isOwn = ways.some((way) => way.groupId === groupId)
        return {
          text,
          group: groupId ?? '',
          standing: !feed
            ? 'Not made yet'
            : `Made ${instantInWords(feed.madeAt)}. ${feed.lastUsedOn === null ? 'Not fetched yet' : `Last fetched ${inWords(feed.lastUsedOn)}`}`,
          makeWords: !isOwn ? '' : feed ? 'Make a new address' : 'Make the address',
          withdrawAction: feed ? todayPaths.withdrawFeed(feed.id) : '',
        }
      }),
    }
  }

  app.get<{ Querystring: { done?: unknown } }>(todayPaths.calendar(), { config }, async ({ actor, query }, reply) =>
    reply.page(template, await view(actor, query.done === 'withdrawn' ? { done: 'The address works no longer.' } : {})),
  )

  app.post<{ Body: { group?: unknown } | undefined }>(todayPaths.makeFeed(), { config }, async (request, reply) => {
    const { actor, body } = request
    const group = typeof body?.group === 'string' ? body.group : ''
    if (group !== '' && !isId(group)) throw notFound('Group')
    const groupId = group === '' ? null : group
    const made = await makeFeed(db, actor, { groupId, today: clock.today(), at: clock.now() })
    if (!made.ok) return reply.page(template, await view(actor, { problem: made.problems[0]?.text ?? '' }), 400)
    // Shown in this answer and never again: a redirect would have to carry it in an address.
    return reply.page(
      template,
      await view(actor, {
        address: feedAddress(publicUrl, made.value.token),
        addressOf: groupId === null ? 'all that you owe and attend' : 'the meetings of the group',
      }),
    )
  })

  app.post<{ Params: { id: string } }>(todayPaths.withdrawFeed(':id'), { config }, async (request, reply) => {
    await withdrawFeed(db, request.actor, { id: request.params.id, at: clock.now() })
    return reply.redirect(`${todayPaths.calendar()}?done=withdrawn`, 303)
  })
}
