import type { FastifyRequest } from 'fastify'
import { listGroups, partnershipPaths } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'

export type Params = { Params: { slug: string; group: string } }

const trail = (actor: Actor, group: { slug: string; name: string }) => [
  { text: 'Partnerships', href: partnershipPaths.list() },
  { text: actor.partnershipName, href: partnershipPaths.show(actor.partnershipSlug) },
  { text: 'Groups', href: partnershipPaths.groups(actor.partnershipSlug) },
  { text: group.name, href: partnershipPaths.group(actor.partnershipSlug, group.slug) },
]

/** The group of the actor's own partnership that an address names; 404 for any other. */
export async function groupOf(db: Db, request: FastifyRequest<Params>) {
  const { actor, params } = request
  const groups = params.slug === actor.partnershipSlug ? await listGroups(db, actor.partnershipId) : []
  const group = groups.find((each) => each.slug === params.group)
  if (!group) throw notFound('Group')
  return { ...group, trail: trail(actor, group), href: partnershipPaths.group(actor.partnershipSlug, group.slug) }
}

/** The group that something belongs to, by its id; 404 when it is none of the actor's partnership. */
export async function groupById(db: Db, actor: Actor, id: string) {
  const group = (await listGroups(db, actor.partnershipId)).find((each) => each.id === id)
  if (!group) throw notFound('Group')
  return { ...group, trail: trail(actor, group), href: partnershipPaths.group(actor.partnershipSlug, group.slug) }
}

/** What a form carries of the row that it was opened on; anything but a number is a conflict by itself. */
export const versionOf = (text: string | null): number => {
  const version = Number(text)
  return Number.isSafeInteger(version) ? version : -1
}
