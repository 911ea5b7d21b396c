import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

/** Something that changed about a group of a partnership from a day on. */
export type StructureChange = {
  group: string
  slug: string
  what: 'began' | 'ended' | 'name' | 'frequency' | 'operating'
  /** What it is from then on, in the group's own words; '' where it began or ended. */
  words: string
  before: string | null
  on: string
  source: string
}

/**
 * What changed about the groups of a partnership between two days, oldest first: begun, ended, another name or frequency, operating or not.
 * Only what was changed here has a day; what documents say at two dates does not tell when it changed. At most 200.
 */
export async function listStructureChanges(
  db: Db | Tx,
  partnershipId: string,
  from: string,
  to: string,
): Promise<StructureChange[]> {
  const { rows } = await sql<StructureChange>`
    with own as (select g.id, g.name, g.slug, g.starts_on, g.ends_on, g.end_outcome from partnerships."group" g
        join partnerships.group_partnership place on place.group_id = g.id where place.partnership_id = ${partnershipId}),
      fact as (select own.name, own.slug, f.kind, f.words, f.starts_on, f.source,
          lag(f.words) over (partition by f.group_id, f.kind order by f.starts_on nulls first, f.position) as before
        from partnerships.group_fact f join own on own.id = f.group_id where f.kind in ('name', 'frequency', 'operating'))
    select name as "group", slug, kind as what, words, before, starts_on as "on", source from fact
      where starts_on between ${from}::date and ${to}::date
    union all select name, slug, 'began', '', null, starts_on, '' from own where starts_on between ${from}::date and ${to}::date
    union all select name, slug, 'ended', coalesce(end_outcome, ''), null, ends_on, '' from own
      where ends_on between ${from}::date and ${to}::date
    order by 6, 1, 3 limit 200`.execute(db)
  return rows
}
