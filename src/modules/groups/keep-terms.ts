import { findGroupById, ownersOfGroup, partnershipPaths } from '#modules/partnerships/public.ts'
import { changeRecord, linkRecords, registerOnce, registerRecord, textOf } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { groupPaths } from './paths.ts'
import { findTerms, listTerms } from './terms-store.ts'

type Propose = { groupId: string; body: string; whatChanged: string; today: string; isInvented?: boolean }

/** Proposes a version of a group's terms of reference, after its earlier ones. A joint group has one for all its owners. */
export const proposeTerms = command<Propose, { id: string; reference: string }>({
  name: 'groups.terms-proposed',
  permission: 'groups.keep',
  subject: ({ id }) => id,
  details: (_output, { groupId }) => ({ group: groupId }),
  broken: { terms_group_id_number_key: ['body', 'Somebody else proposed a version just now: look at it first'] },
  async run(tx, actor, { groupId, body, whatChanged, today, isInvented = false }) {
    const group = await findGroupById(tx, actor.partnershipId, groupId)
    if (!group) throw notFound('Group')
    const [last] = await listTerms(tx, group.id)
    const year = Number(today.slice(0, 4))
    const number = (last?.number ?? 0) + 1
    const of = { partnershipId: actor.partnershipId, year, isInvented }
    const record = await registerRecord(tx, {
      ...of,
      kind: 'terms',
      title: `Terms of reference of ${group.name}, version ${number}`,
      state: 'proposed',
      page: (reference) => groupPaths.version(reference),
      searchText: textOf(whatChanged, body),
      sharedWith: await ownersOfGroup(tx, group.id),
    })
    await tx
      .insertInto('groups.terms')
      .values({
        id: record.id,
        partnership_id: actor.partnershipId,
        group_id: group.id,
        number,
        body,
        what_changed: whatChanged,
        proposed_on: today,
      })
      .execute()
    const page = partnershipPaths.group(actor.partnershipSlug, group.slug)
    const place = await registerOnce(tx, {
      ...of,
      kind: 'group',
      title: group.name,
      state: 'operating',
      page: () => page,
    })
    await linkRecords(tx, record.id, 'part of', place.id)
    // A link is seen with both its ends: an earlier version that another owner registered is theirs too.
    if (last) await linkRecords(tx, record.id, 'supersedes', last.id)
    return record
  },
})

type Approve = {
  reference: string
  version: number
  approvedOn: string
  approvedBy: string
  inForceFrom: string
  today: string
}

/** Records that a group approved a version, and from when it is in force; what was in force before is superseded that day. */
export const approveTerms = command<Approve, { id: string; groupId: string }>({
  name: 'groups.terms-approved',
  permission: 'groups.keep',
  subject: ({ id }) => id,
  details: (_output, { approvedOn, approvedBy, inForceFrom }) => ({ approvedOn, approvedBy, inForceFrom }),
  async run(tx, actor, { reference, version, approvedOn, approvedBy, inForceFrom, today }) {
    const terms = await findTerms(tx, reference)
    if (!terms) throw notFound('Terms of reference')
    if (terms.approvedOn !== null) throw conflict('This version is approved already.')
    if (approvedOn > today) refuse('approvedOn', 'Day of the approval must be today or in the past')
    if (approvedOn < terms.proposedOn)
      refuse('approvedOn', `Day of the approval must be on or after ${inWords(terms.proposedOn)}, when it was proposed`)
    if (inForceFrom < approvedOn)
      refuse('inForceFrom', 'The day from which it is in force must be on or after the approval')
    if (!(await findGroupById(tx, actor.partnershipId, approvedBy)))
      refuse('approvedBy', 'Choose the group that approved it from the list')
    const { numUpdatedRows } = await tx
      .updateTable('groups.terms')
      .set({ approved_on: approvedOn, approved_by: approvedBy, in_force_from: inForceFrom, version: version + 1 })
      .where('id', '=', terms.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed this version while you had the page open.')
    await changeRecord(tx, terms.id, { state: 'approved' })
    return { id: terms.id, groupId: terms.groupId }
  },
})
