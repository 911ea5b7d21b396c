import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { linkRecords } from './link-store.ts'
import { makesSense, mayNotCircle, readSide } from './link-rules.ts'
import { findRecord, type ThreadRecord } from './record-store.ts'

export type NewLink = { reference: string; otherReference: string; side: string; reason: string }
type Made = { fromId: string; relation: string; toId: string }

/** Who acts for the whole partnership links any record; an agency's leads link their own agency's. */
export const mayLinkFrom = (actor: Actor, record: Pick<ThreadRecord, 'organisationId'>): boolean =>
  actor.permissions.has('thread.link') &&
  (actor.reach === 'partnership' || (record.organisationId !== null && record.organisationId === actor.organisationId))

const leadsTo = async (tx: Tx, start: string, relation: string, target: string): Promise<boolean> => {
  const { rows } = await sql<{
    leads: boolean
  }>`select thread.leads_to(${start}, ${relation}, ${target}) as leads`.execute(tx)
  return rows[0]?.leads ?? false
}

/**
 * Links two records as a person says they belong together, with the reason.
 *
 * Refused: a relation that makes no sense between the two kinds, the record itself, and a circle of 'serves', 'is part of' or
 * 'supersedes'.
 */
export const addLink = command<NewLink, Made>({
  name: 'thread.records-linked',
  permission: 'thread.link',
  subject: ({ fromId }) => fromId,
  details: ({ relation, toId }) => ({ relation, to: toId }),
  broken: { link_to_id_check: ['other', 'A record cannot be linked to itself'] },
  async run(tx, actor, { reference, otherReference, side, reason }) {
    const own = await findRecord(tx, actor, reference)
    if (own === undefined || !mayLinkFrom(actor, own)) throw notFound('Record')
    const other = await findRecord(tx, actor, otherReference)
    if (other === undefined) return refuse('other', 'Choose the other record again: it is no longer there for you')
    if (other.id === own.id) return refuse('other', 'A record cannot be linked to itself')
    const chosen = readSide(side)
    const [from, to] = chosen?.backwards === true ? [other, own] : [own, other]
    if (chosen === null || !makesSense(from.kind, chosen.relation, to.kind))
      return refuse('side', 'Select how the two records belong together')
    const { relation } = chosen
    if (mayNotCircle(relation)) {
      // One at a time in a partnership: two links made at once could otherwise close a circle that neither sees.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`thread ${relation} ${actor.partnershipId}`}, 0))`.execute(
        tx,
      )
      if (await leadsTo(tx, to.id, relation, from.id))
        return refuse('side', 'This would go round in a circle: the two are already linked the other way round')
    }
    const known = await tx
      .selectFrom('thread.link')
      .where('from_id', '=', from.id)
      .where('to_id', '=', to.id)
      .where('relation', '=', relation)
      .select('id')
      .executeTakeFirst()
    if (known !== undefined) return refuse('side', 'The two records are already linked in this way')
    await linkRecords(tx, from.id, relation, to.id, reason, actor.personId)
    return { fromId: from.id, relation, toId: to.id }
  },
})
