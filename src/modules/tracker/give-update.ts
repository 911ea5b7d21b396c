import { command, refuse } from '#platform/command.ts'
import { insertEvidence, type NewEvidence } from './evidence-store.ts'
import { lockItem } from './item-store.ts'
import type { Standing } from './kinds.ts'
import { checkMove, followParts, movePart, type Moment } from './moving.ts'
import { listParts } from './part-store.ts'
import { addProgress } from './progress-store.ts'
import { nextUpdateOn } from './rhythm.ts'
import { chosenPart } from './who.ts'

type Update = {
  reference: string
  partId: string | null
  standing: Standing
  words: string
  evidence: NewEvidence | null
  moment: Moment
}

/**
 * An owner's dated update: it is added and writes nothing over, so that two people who give one at once lose nothing. The first one
 * begins the work.
 */
export const giveUpdate = command<Update, { recordId: string }>({
  name: 'tracker.update-given',
  permission: 'tracker.update',
  subject: ({ recordId }) => recordId,
  details: (_value, { standing, evidence }) => ({
    standing,
    evidence: evidence?.kind ?? null,
    file: evidence?.file?.kind ?? null,
  }),
  async run(tx, actor, { reference, partId, standing, words, evidence, moment }) {
    const item = await lockItem(tx, actor, reference)
    const part = chosenPart(actor, await listParts(tx, item.id), partId)
    checkMove('start', item, 'words')
    if (part.state === 'delivered') refuse('words', 'This part is delivered: it owes no update')
    await addProgress(tx, actor, { itemId: item.id, partId: part.id, standing, words, moment })
    if (evidence !== null) await insertEvidence(tx, actor, item, part.id, evidence, moment)
    const given = {
      last_update_on: moment.today,
      update_due_on: nextUpdateOn(item.priority, moment.today),
    }
    await tx.updateTable('tracker.part').set(given).where('id', '=', part.id).execute()
    const begins = part.state === 'assigned' && standing !== 'not-started'
    if (begins) {
      const values = { state: 'in-progress' } as const
      await movePart(tx, actor, item, part, { name: 'start', reason: null, moment, values, field: 'words' })
    } else {
      await followParts(tx, actor, item, moment, null)
    }
    return { recordId: item.recordId }
  },
})
