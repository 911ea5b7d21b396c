import { command } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { mayLinkFrom } from './add-link.ts'
import { findLinkOf } from './link-list-store.ts'
import { unlinkRecords } from './link-store.ts'
import { findRecord } from './record-store.ts'
import type { Relation } from './record.ts'

export type EndedLink = { reference: string; linkId: string; reason: string; at: Date }

/**
 * Takes a link back that a person made, with the reason; it stays readable with who ended it and when. A link that another page made
 * by itself is changed there. Throws notFound when there is no such link any more.
 */
export const removeLink = command<EndedLink, { fromId: string; relation: Relation; toId: string }>({
  name: 'thread.link-removed',
  permission: 'thread.link',
  subject: ({ fromId }) => fromId,
  details: ({ relation, toId }) => ({ relation, to: toId }),
  async run(tx, actor, { reference, linkId, reason, at }) {
    const record = await findRecord(tx, actor, reference)
    if (record === undefined || !mayLinkFrom(actor, record)) throw notFound('Record')
    const link = await findLinkOf(tx, actor, record.id, linkId)
    if (link === undefined || !link.isByHand) throw notFound('Link')
    const { fromId, relation, toId } = link
    const ended = await unlinkRecords(tx, fromId, relation, toId, { by: actor.personId, reason, at })
    if (!ended) throw notFound('Link')
    return { fromId, relation, toId }
  },
})
