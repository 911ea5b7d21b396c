import { mayReadMarked } from '#modules/meetings/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'

/** Decisions of these groups that are to be looked at by a day and have not been, earliest first. */
export const listDueLooks = (db: Db, actor: Actor, groupIds: readonly string[], by: string) =>
  db
    .selectFrom('minutes.look as look')
    .innerJoin('minutes.decision as decision', 'decision.id', 'look.decision_id')
    .innerJoin('thread.record as record', 'record.id', 'decision.record_id')
    .where('decision.group_id', 'in', groupIds)
    .where(mayReadMarked(actor, 'decision.marking', 'decision.group_id'))
    .where('look.outcome', 'is', null)
    .where('look.due_on', '<=', by)
    .orderBy('look.due_on')
    .limit(200)
    .select(['record.reference', 'decision.title', 'decision.marking', 'look.due_on as dueOn'])
    .execute()
