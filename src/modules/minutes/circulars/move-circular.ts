import { changeRecord, textOf } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { quarterOf } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { circularPaths } from '../paths.ts'
import { mayActInGroup } from '#modules/partnerships/public.ts'
import {
  findCircular,
  listAddresses,
  listParts,
  markSent,
  putIssue,
  putParts,
  saveCircular,
  type Part,
} from './circular-store.ts'

type Written = { reference: string; version: number; parts: readonly Part[] }

/** Writes the Circular. One that was approved goes back to the chair; one that was sent becomes the next issue. */
export const writeCircular = command<Written, { recordId: string }>({
  name: 'minutes.circular-written',
  permission: 'minutes.circular',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, version, parts }) {
    const circular = await findCircular(tx, actor, reference)
    if (!circular) throw notFound('Circular')
    const issue = circular.state === 'sent' ? circular.issue + 1 : circular.issue
    await saveCircular(tx, circular.id, version, { state: 'draft', issue })
    await putParts(tx, circular.id, parts)
    await changeRecord(tx, circular.recordId, { state: 'draft' })
    return { recordId: circular.recordId }
  },
})

type Approved = { reference: string; version: number; today: string; now: Date }

/** The chair of the Executive approves the words as they stand; the installation’s demonstration may stand in for it. */
export const approveCircular = command<Approved, { recordId: string; issue: number }>({
  name: 'minutes.circular-approved',
  permission: 'minutes.approve-circular',
  subject: ({ recordId }) => recordId,
  details: ({ issue }) => ({ issue }),
  async run(tx, actor, { reference, version, today, now }) {
    const circular = await findCircular(tx, actor, reference)
    if (!circular) throw notFound('Circular')
    if (actor.role !== 'installation' && (await mayActInGroup(tx, actor, circular.groupId, today)) !== 'chair')
      refuse('approve', `Only the chair of ${circular.groupName} approves it`)
    if (circular.state !== 'draft') refuse('approve', 'It has been approved already')
    const parts = (await listParts(tx, circular.id)).filter(({ text }) => text !== '')
    if (parts.length === 0) refuse('approve', 'It says nothing yet')
    await saveCircular(tx, circular.id, version, { state: 'approved' })
    await putIssue(tx, { circularId: circular.id, issue: circular.issue, parts, personId: actor.personId, at: now })
    await changeRecord(tx, circular.recordId, { state: 'approved' })
    return { recordId: circular.recordId, issue: circular.issue }
  },
})

type Sent = { reference: string; version: number; today: string; now: Date; publicUrl: string }

/** Sends the approved Circular to every agency by mail. An agency of which no address is known is listed, so that it is told otherwise. */
export const sendCircular = command<Sent, { recordId: string; mails: number }>({
  name: 'minutes.circular-sent',
  permission: 'minutes.circular',
  subject: ({ recordId }) => recordId,
  details: ({ mails }) => ({ mails }),
  async run(tx, actor, { reference, version, today, now, publicUrl }) {
    const circular = await findCircular(tx, actor, reference)
    if (!circular) throw notFound('Circular')
    if (circular.state !== 'approved') refuse('send', 'The chair approves it before it is sent')
    await saveCircular(tx, circular.id, version, { state: 'sent' })
    await markSent(tx, circular.id, circular.issue, actor.personId, now)
    const parts = (await listParts(tx, circular.id)).filter(({ text }) => text !== '')
    const { label } = quarterOf(circular.quarterOn)
    const title = `Circular of ${circular.groupName}, ${label}${circular.issue > 1 ? `, issue ${circular.issue}` : ''}`
    const text = [
      title,
      ...parts.map((part) => `${part.heading}\n\n${part.text}`),
      `Read it in the service: ${publicUrl}${circularPaths.show(reference)}`,
    ].join('\n\n')
    let mails = 0
    for (const agency of await listAddresses(tx, actor.partnershipId, today)) {
      // What is invented for the demonstration reaches nobody's mailbox.
      const addresses = circular.isInvented ? [] : agency.addresses
      for (const to of addresses) await queueMail(tx, { to, subject: title.slice(0, 160), text, marking: 'OFFICIAL' })
      mails += addresses.length
      await tx
        .insertInto('minutes.circular_copy')
        .values({
          circular_id: circular.id,
          issue: circular.issue,
          organisation_id: agency.organisationId,
          mails: addresses.length,
        })
        .execute()
    }
    const searchText = textOf(...parts.flatMap((part) => [part.heading, part.text]))
    await changeRecord(tx, circular.recordId, { state: 'sent', searchText })
    return { recordId: circular.recordId, mails }
  },
})
