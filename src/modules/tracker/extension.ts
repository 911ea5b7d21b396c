import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { lockItem } from './item-store.ts'
import { movePart, type Moment } from './moving.ts'
import { listParts } from './part-store.ts'
import { chosenPart } from './who.ts'

type Request = { reference: string; partId: string | null; toDueOn: string; reason: string; moment: Moment }

/** An owner asks for a later date, with the reason. The first date stays and is shown. */
export const askExtension = command<Request, { recordId: string }>({
  name: 'tracker.extension-asked',
  permission: 'tracker.update',
  subject: ({ recordId }) => recordId,
  details: (_value, { toDueOn }) => ({ to: toDueOn }),
  broken: {
    extension_part_id_undecided_key: ['toDueOn', 'A later date has been asked for already and waits to be decided'],
  },
  async run(tx, actor, { reference, partId, toDueOn, reason, moment }) {
    const item = await lockItem(tx, actor, reference)
    const part = chosenPart(actor, await listParts(tx, item.id), partId)
    if (part.state === 'delivered') refuse('toDueOn', 'This part is delivered already')
    if (toDueOn <= part.dueOn)
      refuse('toDueOn', `The new date must be after ${inWords(part.dueOn)}, when it is due now`)
    if (toDueOn <= moment.today) refuse('toDueOn', 'The new date must be after today')
    await tx
      .insertInto('tracker.extension')
      .values({
        item_id: item.id,
        part_id: part.id,
        asked_on: moment.today,
        asked_by: actor.personId,
        reason,
        from_due_on: part.dueOn,
        to_due_on: toDueOn,
      })
      .execute()
    const values = { state: 'extension-requested' } as const
    await movePart(tx, actor, item, part, { name: 'ask-extension', reason, moment, values, field: 'toDueOn' })
    return { recordId: item.recordId }
  },
})

type Decision = {
  reference: string
  extensionId: string
  decision: 'granted' | 'refused'
  reason: string
  moment: Moment
}

/** The team grants a later date or refuses it, with the reason; once. */
export const decideExtension = command<Decision, { recordId: string }>({
  name: 'tracker.extension-decided',
  permission: 'tracker.decide',
  subject: ({ recordId }) => recordId,
  details: (_value, { decision }) => ({ decision }),
  async run(tx, actor, { reference, extensionId, decision, reason, moment }) {
    const item = await lockItem(tx, actor, reference)
    const asked = (await listExtensions(tx, item.id)).find((each) => each.id === extensionId)
    if (asked === undefined) refuse('decision', 'Open this again: no such later date was asked for')
    if (asked.decision !== null) refuse('decision', `This was ${asked.decision} already`)
    const part = (await listParts(tx, item.id)).find((each) => each.id === asked.partId)
    if (part === undefined) refuse('decision', 'Open this again: its part is gone')
    await tx
      .updateTable('tracker.extension')
      .set({ decision, decision_reason: reason, decided_on: moment.today, decided_by: actor.personId })
      .where('id', '=', asked.id)
      .execute()
    const granted = decision === 'granted'
    const name = granted ? 'grant-extension' : 'refuse-extension'
    const values = { state: 'in-progress', ...(granted ? { due_on: asked.toDueOn } : {}) } as const
    await movePart(tx, actor, item, part, { name, reason, moment, values, field: 'decision' })
    return { recordId: item.recordId }
  },
})

/** The later dates that were asked for, newest first, with what was decided. */
export const listExtensions = (db: Db | Tx, itemId: string) =>
  db
    .selectFrom('tracker.extension as extension')
    .where('extension.item_id', '=', itemId)
    .orderBy('extension.asked_on', 'desc')
    .orderBy('extension.id', 'desc')
    .select([
      'extension.id',
      'extension.part_id as partId',
      'extension.asked_on as askedOn',
      'extension.reason',
      'extension.from_due_on as fromDueOn',
      'extension.to_due_on as toDueOn',
      'extension.decision',
      'extension.decision_reason as decisionReason',
      'extension.decided_on as decidedOn',
    ])
    .execute()
