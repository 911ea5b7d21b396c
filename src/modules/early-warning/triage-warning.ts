import { listGroups, partnershipPaths } from '#modules/partnerships/public.ts'
import { changeRecord, linkRecords, registerOnce } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { findOffice } from '#modules/identity/public.ts'
import type { Decision } from './warning.ts'
import { findWarning, saveWarning } from './warning-store.ts'

type Triage = {
  reference: string
  version: number
  decision: Decision
  reason: string
  groupId: string | null
  officeId: string | null
  dueOn: string | null
  today: string
}

/** The analyst's judgement of a warning, with its reason: give it to a group and an owner with a date, or close it. */
export const triageWarning = command<Triage, { recordId: string }>({
  name: 'early-warning.warning-triaged',
  permission: 'early-warning.triage',
  subject: ({ recordId }) => recordId,
  details: (_value, { decision, groupId, officeId, dueOn }) => ({
    decision,
    group: groupId,
    owner: officeId,
    due: dueOn,
  }),
  async run(tx, actor, { reference, version, decision, reason, groupId, officeId, dueOn, today }) {
    const warning = await findWarning(tx, actor, reference)
    if (!warning) throw notFound('Warning')
    if (warning.state === 'closed') refuse('decision', 'This warning is closed. Reopen it first')
    const decided = { decision, decision_reason: reason, decided_at: new Date(), decided_by: actor.personId }
    if (decision !== 'act') {
      await saveWarning(tx, warning.id, version, {
        ...decided,
        state: 'closed',
        closed_at: new Date(),
        closed_by: actor.personId,
        close_ground: 'reason',
        answer: reason,
      })
      await changeRecord(tx, warning.recordId, { state: 'closed' })
      return { recordId: warning.recordId }
    }
    if (groupId === null) refuse('group', 'Select the group that must answer')
    if (officeId === null) refuse('owner', 'Select who owns the answer')
    if (dueOn === null) refuse('dueOn', 'Enter the date by which the group must answer')
    if (dueOn < today) refuse('dueOn', 'Date for the answer must be today or later')
    const group = (await listGroups(tx, actor.partnershipId)).find((each) => each.id === groupId)
    if (!group) refuse('group', 'Select one of the groups of this partnership')
    if (!(await findOffice(tx, actor.partnershipId, officeId, today)))
      refuse('owner', 'Select one of the offices of this partnership')
    await saveWarning(tx, warning.id, version, {
      ...decided,
      state: 'with-group',
      group_id: groupId,
      owner_office_id: officeId,
      due_on: dueOn,
    })
    await changeRecord(tx, warning.recordId, { state: 'with a group' })
    const about = await registerOnce(tx, {
      partnershipId: actor.partnershipId,
      kind: 'group',
      title: group.name,
      state: 'in use',
      page: () => partnershipPaths.group(actor.partnershipSlug, group.slug),
      year: Number(today.slice(0, 4)),
    })
    await linkRecords(tx, warning.recordId, 'given to', about.id)
    return { recordId: warning.recordId }
  },
})

/** Takes a closing back, with a reason; the warning is new again, and what was answered stays in its history. */
export const reopenWarning = command<{ reference: string; version: number; reason: string }, { recordId: string }>({
  name: 'early-warning.warning-reopened',
  permission: 'early-warning.triage',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, version, reason }) {
    const warning = await findWarning(tx, actor, reference)
    if (!warning) throw notFound('Warning')
    if (warning.state !== 'closed') refuse('reason', 'This warning is open already')
    await saveWarning(tx, warning.id, version, {
      state: 'new',
      decision: null,
      decision_reason: null,
      reopened_reason: reason,
      closed_at: null,
      closed_by: null,
      close_ground: null,
    })
    await changeRecord(tx, warning.recordId, { state: 'new' })
    return { recordId: warning.recordId }
  },
})
