import { command, refuse } from '#platform/command.ts'
import type { MeasureKind, Priority, SourceKind, Strength } from './kinds.ts'
import type { Moment } from './moving.ts'
import { raiseAction, raiseRecommendation, type Raised } from './raise.ts'

type Proposal = {
  kind: 'recommendation' | 'action'
  title: string
  sourceKind: SourceKind
  /** The reference of a record of this partnership that it came from; else a source outside. */
  sourceReference: string | null
  sourceTitle: string | null
  sourceDate: string | null
  sourcePage: string | null
  raisedOn: string
  theme: string | null
  priority: Priority
  strength: Strength | null
  childWouldNotice: string | null
  measure: { kind: MeasureKind; words: string } | null
  groupId: string | null
  ownerOfficeId: string | null
  dueOn: string | null
  moment: Moment
}

/** Writes down a recommendation, which somebody then accepts or declines, or an action that an office owes at once. */
export const proposeItem = command<Proposal, Raised>({
  name: 'tracker.raised',
  permission: 'tracker.raise',
  subject: ({ recordId }) => recordId,
  details: ({ reference }, { kind, sourceKind }) => ({ reference, kind, source: sourceKind }),
  async run(tx, actor, proposal) {
    const { kind, sourceKind, sourceReference, sourceTitle, sourceDate, sourcePage, moment, ...rest } = proposal
    const { raisedOn, ownerOfficeId, dueOn } = rest
    if (raisedOn > moment.today) refuse('raisedOn', 'Date it was raised must be today or earlier')
    if (sourceReference === null && sourceTitle === null)
      refuse('sourceReference', 'Enter the reference of the record it came from, or the title of what it came from')
    const record =
      sourceReference === null
        ? undefined
        : await tx
            .selectFrom('thread.record')
            .where('reference', '=', sourceReference.toUpperCase())
            .where('partnership_id', '=', actor.partnershipId)
            .where('is_restricted', '=', false)
            .select('id')
            .executeTakeFirst()
    if (sourceReference !== null && record === undefined)
      refuse('sourceReference', 'Enter the reference of a record of this partnership, such as LSCP-WRN-2026-004')
    const when = { today: moment.today, at: moment.now }
    if (kind === 'action') {
      if (record === undefined) refuse('sourceReference', 'Enter the reference of the record that the action came from')
      if (ownerOfficeId === null) refuse('owner', 'Select who owes it')
      if (dueOn === null) refuse('dueOn', 'Enter the date by which it is due')
      if (dueOn < moment.today) refuse('dueOn', 'Date due must be today or later')
      const { title, theme, priority, groupId } = rest
      const action = { title, theme, priority, groupId, ownerOfficeId, dueOn, sourceKind, sourceRecordId: record.id }
      return raiseAction(tx, actor, { ...action, ...when })
    }
    const { title, theme, priority, groupId, strength, childWouldNotice, measure } = rest
    const words = { title, theme, priority, groupId, strength, childWouldNotice, measure, raisedOn, ...when }
    return raiseRecommendation(
      tx,
      actor,
      record === undefined
        ? { ...words, sourceKind, sourceTitle: sourceTitle ?? '', sourceDate, sourcePage }
        : { ...words, sourceKind, sourceRecordId: record.id },
    )
  },
})
