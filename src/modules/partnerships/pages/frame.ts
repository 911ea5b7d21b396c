import type { FastifyRequest } from 'fastify'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { findPartnership, type Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'

/** The partnership that an address names; 404 when this installation has none of that name. */
export async function partnershipOf(db: Db, slug: string): Promise<Partnership> {
  const partnership = await findPartnership(db, slug)
  if (partnership === undefined || partnership.slug !== slug) throw notFound('Partnership')
  return partnership
}

/** The way from the list of partnerships down to a page. */
export const trailOf = (partnership: Partnership | null, ...further: { text: string; href: string }[]) => [
  { text: 'Partnerships', href: partnershipPaths.list() },
  ...(partnership === null ? [] : [{ text: partnership.shortName, href: partnershipPaths.show(partnership.slug) }]),
  ...further,
]

/** The pages of one partnership, for the links under its name. */
export const pagesOf = ({ slug }: Partnership, request: FastifyRequest) =>
  [
    { text: 'At a glance', href: partnershipPaths.show(slug) },
    { text: 'Structure', href: partnershipPaths.structure(slug) },
    { text: 'Groups', href: partnershipPaths.groups(slug) },
    ...(request.actor.partnershipSlug === slug ? [{ text: 'Officers', href: partnershipPaths.officers(slug) }] : []),
    { text: 'Agencies', href: partnershipPaths.agencies(slug) },
  ].map((page) => ({ ...page, current: request.url.split('?')[0] === page.href }))
