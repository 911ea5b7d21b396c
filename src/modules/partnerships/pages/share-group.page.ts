import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, optionalText, parseForm, ticked, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { field, taskTemplate, taskView } from '#platform/task-page.ts'
import { listOwners } from '../group-store.ts'
import { shareGroup, takeOnGroup } from '../keeping/change-group.ts'
import { listOffers } from '../keeping/offer-store.ts'
import { listPartnerships, type Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupChoices, groupToKeep, ownPartnership, versionOf } from './arranging.ts'
import { trailOf } from './frame.ts'

type Params = { Params: { slug: string; group: string } }

const sharing = z.object({ version: optionalText(), offerTo: ticked() })
const takingOn = z.object({ reportsTo: optionalText() })

/** Naming further owners of a group, and taking on a group of which one is named an owner. */
export function shareGroupPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = async (kept: Awaited<ReturnType<typeof groupToKeep>>, form: Form) => {
    const owners = new Set((await listOwners(db, kept.group.id)).map((owner) => owner.id))
    const others = (await listPartnerships(db)).filter((each) => !owners.has(each.id))
    return taskView({
      heading: `Share ${kept.group.name}`,
      breadcrumbs: kept.trail,
      lines: [
        'A group that several partnerships own is one group: each sees the same seats, meetings and terms, and either changes them for all.',
        others.length === 0
          ? 'Every partnership that uses this service owns it already.'
          : 'The others must take it into their own structure before it is theirs.',
      ],
      form,
      action: partnershipPaths.shareGroup(kept.partnership.slug, kept.group.slug),
      cancelHref: kept.href,
      button: 'Share group',
      fields: [
        field('hidden', 'version'),
        field('ticks', 'offerTo', 'Partnerships that own it too', {
          items: others.map((each) => ({ value: each.id, text: each.name })),
        }),
      ],
    })
  }
  const path = partnershipPaths.shareGroup(':slug', ':group')
  app.get<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    return reply.page(taskTemplate, await view(kept, blankForm({ version: String(kept.group.version) })))
  })
  app.post<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const parsed = parseForm(sharing, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(kept, parsed.form), 400)
    const { version, offerTo } = parsed.value
    const input = { groupId: kept.group.id, version: versionOf(version), offerTo, today: clock.today() }
    const done = await shareGroup(db, request.actor, input)
    if (!done.ok) return reply.page(taskTemplate, await view(kept, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(kept.href, 303)
  })

  const offered = async (partnership: Partnership, slug: string) => {
    const found = (await listOffers(db, partnership.id)).find((each) => each.slug === slug)
    if (!found) throw notFound('Group')
    return found
  }
  const takeOnView = async (
    partnership: Partnership,
    group: { name: string; slug: string; owners: string[] },
    form: Form,
  ) =>
    taskView({
      heading: `Take on ${group.name}`,
      breadcrumbs: trailOf(partnership, { text: 'Groups', href: partnershipPaths.groups(partnership.slug) }),
      lines: [`${group.owners.join(' and ')} name ${partnership.shortName} as an owner of this group.`],
      form,
      action: partnershipPaths.takeOnGroup(partnership.slug, group.slug),
      cancelHref: partnershipPaths.groups(partnership.slug),
      button: 'Take on group',
      fields: [
        field('list', 'reportsTo', `Group of ${partnership.shortName} to which it reports`, {
          items: await groupChoices(db, partnership.id, clock.today(), 'No group'),
        }),
      ],
    })
  const takeOnPath = partnershipPaths.takeOnGroup(':slug', ':group')
  app.get<Params>(takeOnPath, { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const group = await offered(partnership, request.params.group)
    return reply.page(taskTemplate, await takeOnView(partnership, group, blankForm()))
  })
  app.post<Params>(takeOnPath, { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const group = await offered(partnership, request.params.group)
    const parsed = parseForm(takingOn, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await takeOnView(partnership, group, parsed.form), 400)
    const input = { groupId: group.id, reportsTo: parsed.value.reportsTo, today: clock.today() }
    const done = await takeOnGroup(db, request.actor, input)
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page(taskTemplate, await takeOnView(partnership, group, form), 400)
    }
    return reply.redirect(partnershipPaths.group(partnership.slug, group.slug), 303)
  })
}
