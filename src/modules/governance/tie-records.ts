import { listGroups, partnershipPaths } from '#modules/partnerships/public.ts'
import { findRecord, linkRecords, registerOnce } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'

type Tie = { reference: string; to: string | null; groupId: string | null; reason: string; today: string }

/** Kinds of this module's own records that a person may tie to others. */
const ownKinds = ['document', 'protocol', 'guidance', 'agreement', 'assurance']

/**
 * Ties a record of this module to another one of the golden thread (an indicator, a review, a priority) or to a group (such as the one
 * that steers the MASH): the record serves it.
 */
export const tieRecords = command<Tie, { recordId: string }>({
  name: 'governance.records-tied',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { to, groupId }) => ({ to, group: groupId }),
  async run(tx, actor, { reference, to, groupId, reason, today }) {
    const own = await findRecord(tx, actor, reference)
    if (!own || !ownKinds.includes(own.kind)) throw notFound('Record')
    if ((to === null) === (groupId === null)) refuse('to', 'Enter a reference or select a group, one of the two')
    const target = to === null ? await groupRecord(tx, actor, groupId ?? '', today) : await findRecord(tx, actor, to)
    if (!target)
      refuse(to === null ? 'group' : 'to', 'There is no such record in this partnership. Check the reference')
    if (target.id === own.id) refuse('to', 'A record cannot be tied to itself')
    await linkRecords(tx, own.id, 'serves', target.id, reason)
    return { recordId: own.id }
  },
})

async function groupRecord(tx: Tx, actor: Actor, groupId: string, today: string): Promise<{ id: string } | undefined> {
  const group = (await listGroups(tx, actor.partnershipId)).find(({ id }) => id === groupId)
  return group
    ? registerOnce(tx, {
        partnershipId: actor.partnershipId,
        kind: 'group',
        title: group.name,
        state: 'in use',
        page: () => partnershipPaths.group(actor.partnershipSlug, group.slug),
        year: Number(today.slice(0, 4)),
      })
    : undefined
}
