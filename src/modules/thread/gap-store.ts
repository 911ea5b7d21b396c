import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { gapRules, type Filling, type GapRule } from './gap-rules.ts'
import type { ThreadRecord } from './record-store.ts'

/** Whether nothing fills the gap of a rule, of the row `record` that the query around it has. */
function isOpen({ filledBy, orThroughItsParts }: GapRule): RawBuilder<boolean> {
  const filled = filledBy.flatMap((filling) => [
    isFilled(filling, sql`= record.id`),
    ...(orThroughItsParts === true && filling.way === 'in'
      ? [
          isFilled(
            filling,
            sql`in (select part.from_id from thread.link part where part.to_id = record.id and part.relation in ('serves', 'part of'))`,
          ),
        ]
      : []),
  ])
  return sql`not (${sql.join(filled, sql` or `)})`
}

function isFilled({ way, relations, kinds }: Filling, own: RawBuilder<unknown>): RawBuilder<boolean> {
  const [near, far] = way === 'in' ? [sql`link.to_id`, sql`link.from_id`] : [sql`link.from_id`, sql`link.to_id`]
  const ofKind =
    kinds === undefined
      ? sql``
      : sql`and exists (select from thread.record far where far.id = ${far} and far.kind = any(${[...kinds]}::text[]))`
  return sql`exists (select from thread.link link where ${near} ${own} and link.relation = any(${[...relations]}::text[]) ${ofKind})`
}

/** Whether a rule asks anything of a record in this state. */
export const asksOf = ({ onlyIn, notIn }: GapRule, state: string): boolean =>
  (onlyIn?.includes(state) ?? true) && !(notIn?.includes(state) ?? false)

const isAsked = ({ onlyIn, notIn }: GapRule): RawBuilder<boolean> =>
  sql`${onlyIn === undefined ? sql`true` : sql`record.state = any(${[...onlyIn]}::text[])`}
    and ${notIn === undefined ? sql`true` : sql`record.state <> all(${[...notIn]}::text[])`}`

/** What is missing around one record as it stands now, without what was set aside until a later day. */
export async function listMissing(db: Db, record: ThreadRecord, today: string): Promise<GapRule[]> {
  const rules = gapRules.filter((rule) => rule.kind === record.kind && asksOf(rule, record.state))
  if (rules.length === 0) return []
  const checks = rules.map(
    (rule) => sql`select ${rule.key} as rule from thread.record record where record.id = ${record.id}
    and ${isOpen(rule)} and not exists (select from thread.gap gap where gap.record_id = record.id and gap.rule = ${rule.key}
      and gap.closed_on is null and gap.set_aside_until > ${today})`,
  )
  const { rows } = await sql<{ rule: string }>`${sql.join(checks, sql` union all `)}`.execute(db)
  return rules.filter(({ key }) => rows.some(({ rule }) => rule === key))
}

/**
 * Brings the gaps of a partnership up to date: each new one is kept once, each one that is filled, or whose record is in a state that
 * is not asked any more, is closed. One at a time for a partnership.
 */
export async function keepGaps(tx: Tx, actor: Actor, today: string): Promise<{ found: number; closed: number }> {
  const partnership = actor.partnershipId
  await sql`select pg_advisory_xact_lock(hashtextextended(${`thread gaps ${partnership}`}, 0))`.execute(tx)
  const kinds = await tx
    .selectFrom('thread.record')
    .where('partnership_id', '=', partnership)
    .groupBy('kind')
    .select('kind')
    .execute()
  const done = { found: 0, closed: 0 }
  for (const rule of gapRules.filter(({ kind }) => kinds.some((each) => each.kind === kind))) {
    const found = await sql`
      insert into thread.gap (partnership_id, record_id, rule, found_on)
      select record.partnership_id, record.id, ${rule.key}, ${today} from thread.record record
      where record.partnership_id = ${partnership} and record.kind = ${rule.kind} and not record.is_restricted
        and (record.registered_at at time zone 'Europe/London')::date <= ${addDays(today, -rule.afterDays)}
        and ${isAsked(rule)} and ${isOpen(rule)}
      on conflict (record_id, rule) where closed_on is null do nothing`.execute(tx)
    const closed = await sql`
      update thread.gap gap set closed_on = greatest(gap.found_on, ${today}::date), version = gap.version + 1
      from thread.record record
      where record.id = gap.record_id and gap.partnership_id = ${partnership} and gap.rule = ${rule.key} and gap.closed_on is null
        and not (${isAsked(rule)} and ${isOpen(rule)})`.execute(tx)
    done.found += Number(found.numAffectedRows ?? 0)
    done.closed += Number(closed.numAffectedRows ?? 0)
  }
  const ofOldRules = await sql`
    update thread.gap set closed_on = greatest(found_on, ${today}::date), version = version + 1
    where partnership_id = ${partnership} and closed_on is null and rule <> all(${gapRules.map(({ key }) => key)}::text[])`.execute(
    tx,
  )
  done.closed += Number(ofOldRules.numAffectedRows ?? 0)
  return done
}
