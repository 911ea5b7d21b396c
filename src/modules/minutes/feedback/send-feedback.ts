import { listMembersOfGroup } from '#modules/partnerships/public.ts'
import { changeRecord, textOf } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { quarterOf } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { feedbackPaths } from '../paths.ts'
import { checkForGroup } from '../rights.ts'
import { listDestinations } from './arrangements-store.ts'
import { findFeedback, listParts, saveFeedback, type Feedback } from './feedback-store.ts'

type Input = { reference: string; version: number; today: string; now: Date; publicUrl: string }

/** Sends a group’s feedback to each destination of the partnership: members of a group get it by mail, the others find it here. */
export const sendFeedback = command<Input, { recordId: string; mails: number }>({
  name: 'minutes.feedback-sent',
  permission: 'minutes.feedback',
  subject: ({ recordId }) => recordId,
  details: ({ mails }) => ({ mails }),
  async run(tx, actor, { reference, version, today, now, publicUrl }) {
    const feedback = await findFeedback(tx, actor, reference)
    if (!feedback) throw notFound('Feedback')
    await checkForGroup(tx, actor, 'minutes.feedback', feedback.groupId, today)
    if (feedback.state === 'sent') refuse('send', 'This feedback has been sent already')
    const parts = await listParts(tx, [feedback.id])
    if (parts.every(({ text }) => text === ''))
      refuse('send', 'Nothing is written under any heading: write something first')
    const destinations = await listDestinations(tx, actor)
    if (destinations.length === 0)
      refuse('send', 'Your partnership has no destinations for feedback yet: add them first')
    await saveFeedback(tx, feedback.id, version, { state: 'sent', sent_at: now, sent_by: actor.personId })
    let mails = 0
    for (const { id, groupId } of destinations) {
      // What is invented for the demonstration reaches nobody's mailbox.
      const sent =
        groupId === null || feedback.isInvented ? 0 : await mailMembers(tx, groupId, feedback, parts, today, publicUrl)
      mails += sent
      await tx
        .insertInto('minutes.feedback_delivery')
        .values({ feedback_id: feedback.id, destination_id: id, mails: sent })
        .execute()
    }
    const searchText = textOf(...parts.map((part) => part.text))
    await changeRecord(tx, feedback.recordId, { state: 'sent', searchText })
    return { recordId: feedback.recordId, mails }
  },
})

async function mailMembers(
  tx: Tx,
  groupId: string,
  feedback: Feedback,
  parts: readonly { name: string; text: string }[],
  today: string,
  publicUrl: string,
): Promise<number> {
  const members = await listMembersOfGroup(tx, groupId, today)
  const addresses = new Set(members.flatMap(({ email }) => (email === null ? [] : [email])))
  const { label } = quarterOf(feedback.quarterOn)
  const text = [
    `${feedback.groupName} gives its feedback on ${label}.`,
    ...parts.filter((part) => part.text !== '').map((part) => `${part.name}\n\n${part.text}`),
    `Read it in the service: ${publicUrl}${feedbackPaths.show(feedback.reference)}`,
  ].join('\n\n')
  for (const to of addresses)
    await queueMail(tx, {
      to,
      subject: `Feedback of ${feedback.groupName}, ${label}`.slice(0, 160),
      text,
      marking: 'OFFICIAL',
    })
  return addresses.size
}
