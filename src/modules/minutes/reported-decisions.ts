import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { outcomes, type LookOutcome } from './decision.ts'
import { listDecisions } from './decision-store.ts'

/** A decision as a yearly report tells it, with what was found when it was looked at again by the last day. */
export type ReportedDecision = {
  recordId: string
  reference: string
  title: string
  group: string
  decidedOn: string
  reason: string
  /** 'It is working'; null: nobody had looked again by then. */
  found: string | null
  foundOn: string | null
  isInvented: boolean
}

/**
 * Decisions of some groups between two days, oldest first; at most 300. What is marked OFFICIAL-SENSITIVE is not among them, whoever
 * reads: a yearly report is OFFICIAL.
 */
export async function listReportedDecisions(
  db: Db | Tx,
  actor: Actor,
  { from, to, groupIds }: { from: string; to: string; groupIds: ReadonlySet<string> },
): Promise<ReportedDecision[]> {
  const all = await listDecisions(db, actor, { from, to, most: 1_000 })
  const decisions = all
    .filter(({ marking, groupId }) => marking !== 'OFFICIAL-SENSITIVE' && groupIds.has(groupId))
    .slice(0, 300)
    .toReversed()
  if (decisions.length === 0) return []
  const looks = await db
    .selectFrom('minutes.look')
    .where(
      'decision_id',
      'in',
      decisions.map(({ id }) => id),
    )
    .where('looked_on', '<=', to)
    .where('outcome', 'is not', null)
    .orderBy('looked_on')
    .select(['decision_id as decisionId', 'outcome', 'looked_on as lookedOn'])
    .execute()
  return decisions.map(({ id, recordId, reference, title, groupName, decidedOn, reason, isInvented }) => {
    const last = looks.findLast(({ decisionId }) => decisionId === id)
    return {
      recordId,
      reference,
      title,
      group: groupName,
      decidedOn,
      reason,
      found: last === undefined ? null : outcomes[last.outcome as LookOutcome],
      foundOn: last?.lookedOn ?? null,
      isInvented,
    }
  })
}
