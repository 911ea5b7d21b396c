import { raiseMatter } from '#modules/meetings/public.ts'
import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, refuse } from '#platform/command.ts'
import { addDays } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { lookAheadDays } from './decision.ts'
import { decisionPaths } from './paths.ts'

const permission = 'minutes.keep-watch'

/** The next look of a partnership whose time has come, locked; one that another worker holds is passed over. */
const takeOne = (tx: Tx, partnershipId: string, by: string) =>
  tx
    .selectFrom('minutes.look as look')
    .innerJoin('minutes.decision as decision', 'decision.id', 'look.decision_id')
    .innerJoin('thread.record as record', 'record.id', 'decision.record_id')
    .where('decision.partnership_id', '=', partnershipId)
    .where('look.raised_on', 'is', null)
    .where('look.outcome', 'is', null)
    .where('look.due_on', '<=', by)
    .orderBy('look.due_on')
    .limit(1)
    .forUpdate('look')
    .skipLocked()
    .select([
      'look.id',
      'look.due_on as dueOn',
      'decision.group_id as groupId',
      'decision.title',
      'decision.look_question as question',
      'decision.marking',
      'decision.record_id as recordId',
      'decision.is_invented as isInvented',
      'record.reference',
    ])
    .executeTakeFirst()

const raiseLook = command<{ today: string }, { recordId: string }>({
  name: 'minutes.decision-came-back',
  permission,
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { today }) {
    const look = await takeOne(tx, actor.partnershipId, addDays(today, lookAheadDays))
    if (!look) refuse('look', 'Another worker has it')
    const { id } = await raiseMatter(tx, actor, {
      groupId: look.groupId,
      title: `Did it work? ${look.title}`.slice(0, 200),
      summary: look.question ?? '',
      purpose: 'assure',
      marking: look.marking === 'OFFICIAL-SENSITIVE' ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL',
      dueOn: look.dueOn,
      sourceKey: `decision-look:${look.id}`,
      sourceWords: `Decision ${look.reference} is to be looked at again`,
      sourceHref: decisionPaths.show(look.reference),
      sourceRecordId: look.recordId,
      isInvented: look.isInvented,
      year: Number(today.slice(0, 4)),
    })
    await tx.updateTable('minutes.look').set({ raised_on: today, matter_id: id }).where('id', '=', look.id).execute()
    return { recordId: look.recordId }
  },
})

/**
 * Brings each decision back on its group’s forward plan four weeks before the day on which it is to be looked at again, once, however
 * many workers run this.
 *
 * @param db the owner's connection: it looks through every partnership
 * @returns how many came back
 */
export async function raiseLooks(db: Db, clock: Clock): Promise<number> {
  const today = clock.today()
  let raised = 0
  for (const partnership of await listPartnerships(db)) {
    const actor = installation(partnership, [permission])
    const waiting = () =>
      db
        .selectFrom('minutes.look as look')
        .innerJoin('minutes.decision as decision', 'decision.id', 'look.decision_id')
        .where('decision.partnership_id', '=', partnership.id)
        .where('look.raised_on', 'is', null)
        .where('look.outcome', 'is', null)
        .where('look.due_on', '<=', addDays(today, lookAheadDays))
        .select('look.id')
        .limit(1)
        .executeTakeFirst()
    // Asked first, so that a night on which nothing comes back leaves no event.
    while (await waiting()) {
      if (!(await raiseLook(db, actor, { today })).ok) break
      raised += 1
    }
  }
  return raised
}
