import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { checkForGroup } from '../rights.ts'
import { listHeadings } from './arrangements-store.ts'
import { findFeedback, putPart, saveFeedback } from './feedback-store.ts'

type Input = { reference: string; version: number; parts: ReadonlyMap<string, string>; today: string }

/** What the chair or the business team writes under each heading. */
export const writeFeedback = command<Input, { recordId: string }>({
  name: 'minutes.feedback-written',
  permission: 'minutes.feedback',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, version, parts, today }) {
    const feedback = await findFeedback(tx, actor, reference)
    if (!feedback) throw notFound('Feedback')
    await checkForGroup(tx, actor, 'minutes.feedback', feedback.groupId, today)
    if (feedback.state === 'sent') refuse('parts', 'This feedback has been sent, so it is not changed any more')
    await saveFeedback(tx, feedback.id, version, {})
    for (const { id } of await listHeadings(tx, actor, true)) {
      const text = parts.get(id)
      if (text !== undefined) await putPart(tx, feedback.id, id, text)
    }
    return { recordId: feedback.recordId }
  },
})
