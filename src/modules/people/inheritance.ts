import { businessTeam, listHoldings, roles, type Holding, type Role } from '#modules/identity/public.ts'
import { eventWords } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'

export type Line = { text: string; href: string }

/**
 * The lines of an office whose inheritance the actor may read: its holder, its deputy, and the business team.
 * @throws notFound for anybody else, who may not know what the office did
 */
export async function inherited(
  db: Db,
  actor: Actor,
  officeId: string,
  today: string,
): Promise<[Holding, ...Holding[]]> {
  const lines = isId(officeId) ? await listHoldings(db, actor.partnershipId, today, { officeId }) : []
  const [first, ...others] = lines
  const holds = lines.some((line) => line.personId === actor.personId && line.state !== 'to-come')
  const isTeam = businessTeam.some((role) => role === actor.role)
  if (!first || !(holds || isTeam || actor.officeId === officeId)) throw notFound('Office')
  return [first, ...others]
}

/**
 * The office itself as an actor, to ask what it owes. It reads within what the person who asks may see: the database still knows who asks.
 */
export function asOffice(actor: Actor, office: Holding, rights: ReadonlySet<string>): Actor {
  if (actor.officeId === office.officeId) return actor
  return {
    ...actor,
    officeId: office.officeId,
    officeTitle: office.title,
    organisationId: office.organisationId,
    organisationName: office.organisation,
    role: office.role,
    reach: roles[office.role as Role].reach,
    permissions: new Set([...rights].filter((right) => !actor.modulesOff.has(right.split('.')[0] ?? ''))),
    authorities: new Set(),
  }
}

/** Events that decide something in the name of an office. */
const decisions = [
  'returns.return-signed-off',
  'returns.return-accepted',
  'returns.return-returned',
  'returns.return-reopened',
  'early-warning.warning-triaged',
  'early-warning.warning-answered',
  'early-warning.warning-reopened',
  'indicators.target-set',
  'reports.section-written',
]

export type Deed = { at: Date; words: string; person: string; title: string; href: string }

/** What was done in an office, newest first; signing in and changing office are left out. */
export async function listDeeds(
  db: Db,
  actor: Actor,
  officeId: string,
  which: 'decisions' | 'others',
  most: number,
): Promise<Deed[]> {
  const rows = await db
    .selectFrom('platform.audit_event as event')
    .leftJoin('identity.person as person', 'person.id', 'event.person_id')
    .leftJoin('thread.record as record', (join) =>
      join
        .on((on) => on(on.cast('record.id', 'text'), '=', on.ref('event.subject')))
        .on('record.partnership_id', '=', actor.partnershipId),
    )
    .where('event.partnership_id', '=', actor.partnershipId)
    .where('event.office_id', '=', officeId)
    .where('event.name', which === 'decisions' ? 'in' : 'not in', decisions)
    .where('event.name', 'not like', 'identity.%')
    .orderBy('event.at', 'desc')
    .limit(most)
    .select(['event.at', 'event.name', 'person.name as person', 'record.title', 'record.page'])
    .execute()
  return rows.map(({ at, name, person, title, page }) => ({
    at,
    words: eventWords(name),
    person: person ?? 'Somebody whom you may not see',
    title: title ?? '',
    href: page ?? '',
  }))
}
