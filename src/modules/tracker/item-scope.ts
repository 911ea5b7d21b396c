import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '#platform/actor.ts'

/**
 * Which rows of `tracker.item as item` an actor may know of: those of the acting partnership, and those that a group follows which it
 * owns with others. Groups as a list that is read once, so that two indexes answer.
 */
export const isSeenBy = ({ partnershipId }: Actor): RawBuilder<SqlBool> => sql<SqlBool>`
  (item.partnership_id = ${partnershipId} or item.group_id = any(array(
    select own.group_id from partnerships.group_partnership own where own.partnership_id = ${partnershipId})))`
