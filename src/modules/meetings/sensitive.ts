import { sql } from 'kysely'
import { executive, type Role } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { meetingTeam } from './permissions.ts'

/**
 * Those who read what is marked OFFICIAL-SENSITIVE in every group: the business team, the Executive and the scrutineer. A lead member
 * or an elected member reads it only where their office sits in the group; an inspector is given it as files.
 */
const everywhere: readonly string[] = [
  ...meetingTeam,
  ...executive.filter((role: Role) => role !== 'lead-member'),
  'installation',
]

export const readsSensitiveEverywhere = (actor: Actor): boolean => everywhere.includes(actor.role)

/**
 * The condition under which an actor reads a marked row: it is not OFFICIAL-SENSITIVE, or the actor reads such in every group, or their
 * office sits in the group. The database's own policies say the same a second time.
 *
 * @param marking the column of the marking, such as 'item.marking'
 * @param group the column of the group, such as 'm.group_id'
 */
export const mayReadMarked = (actor: Actor, marking: string, group: string) =>
  readsSensitiveEverywhere(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.ref(marking)} <> 'OFFICIAL-SENSITIVE' or meetings.sits_in(${sql.ref(group)}))`
