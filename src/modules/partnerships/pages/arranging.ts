import type { FastifyRequest } from 'fastify'
import { listHoldings } from '#modules/identity/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import type { Choice } from '#platform/task-page.ts'
import { listGroups } from '../group-store.ts'
import { ownGroup } from '../keeping/own-group.ts'
import type { Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { partnershipOf, trailOf } from './frame.ts'

/** What the pages share on which a business team keeps its arrangements. */
export const arrangeConfig = { permission: 'partnerships.arrange' }

/** Whether somebody may change what this page shows: it is their own partnership's and their office keeps the arrangements. */
export const mayArrange = (actor: Actor, partnership: Partnership): boolean =>
  partnership.id === actor.partnershipId && may(actor, 'partnerships.arrange')

/** The partnership that an address names when it is the actor's own; 404 for another one, whose arrangements others keep. */
export async function ownPartnership(
  db: Db,
  request: FastifyRequest<{ Params: { slug: string } }>,
): Promise<Partnership> {
  const partnership = await partnershipOf(db, request.params.slug)
  if (partnership.id !== request.actor.partnershipId) throw notFound('Partnership')
  return partnership
}

type GroupRequest = FastifyRequest<{ Params: { slug: string; group: string } }>

/** The group of one's own partnership that an address names, with its page and the way to it. */
export async function groupToKeep(db: Db, request: GroupRequest) {
  const partnership = await ownPartnership(db, request)
  const named = (await listGroups(db, partnership.id)).find((group) => group.slug === request.params.group)
  const group = await ownGroup(db, request.actor, named?.id ?? '')
  const href = partnershipPaths.group(partnership.slug, group.slug)
  return {
    partnership,
    group,
    href,
    trail: trailOf(
      partnership,
      { text: 'Groups', href: partnershipPaths.groups(partnership.slug) },
      { text: group.name, href },
    ),
  }
}

/** The groups of a partnership that have not ended, for a select; `none` is the first entry. */
export async function groupChoices(
  db: Db,
  partnershipId: string,
  today: string,
  none: string,
  without = '',
): Promise<Choice[]> {
  const groups = await listGroups(db, partnershipId)
  return [
    { value: '', text: none },
    ...groups
      .filter((group) => group.id !== without && (group.endsOn === null || group.endsOn >= today))
      .map((group) => ({ value: group.id, text: group.name })),
  ]
}

/** The offices of a partnership with who holds them, for a select: those of `first` organisations before the others. */
export async function officeChoices(
  db: Db,
  partnershipId: string,
  today: string,
  none: string,
  first: readonly string[] = [],
): Promise<Choice[]> {
  const lines = (await listHoldings(db, partnershipId, today)).filter((line) => line.role !== 'system-operator')
  const byOffice = [...Map.groupBy(lines, (line) => line.officeId)].map(([id, held]) => {
    const [line] = held
    const people = [...new Set(held.flatMap((each) => (each.person === null ? [] : [each.person])))]
    return {
      id,
      isFirst: first.includes(line?.organisationId ?? ''),
      text: `${line?.title ?? ''}, ${line?.organisation ?? ''}: ${people.join(', ') || 'vacant'}`,
    }
  })
  const sorted = [...byOffice.filter((each) => each.isFirst), ...byOffice.filter((each) => !each.isFirst)]
  return [{ value: '', text: none }, ...sorted.map(({ id, text }) => ({ value: id, text }))]
}

/** Text of several lines as a list, empty lines left out. */
export const linesOf = (text: string | null): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** 'a version number' as a form carries it; anything else is a conflict by itself. */
export const versionOf = (text: string | null | undefined): number => {
  const version = Number(text)
  return Number.isSafeInteger(version) ? version : -1
}
