import { findGroupById } from '#modules/partnerships/public.ts'
import { linkRecords, registerRecord } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { addDays, inWords, quarterOf } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { listDecisions } from '../decision-store.ts'
import { findSetting } from '../feedback/arrangements-store.ts'
import { listFeedback, listParts as feedbackParts } from '../feedback/feedback-store.ts'
import { circularPaths } from '../paths.ts'
import { insertCircular, listCirculars, putParts, type Part } from './circular-store.ts'

type Input = { groupId: string; quarterOn: string; today: string; isInvented?: boolean }

/**
 * Drafts the quarter’s Circular from what the Executive decided and what the groups fed back. By rule nothing of it comes from a matter
 * or decision marked OFFICIAL-SENSITIVE. Source: Kent’s framework 2024, section 3, "Updates within the quarterly Executive Circular".
 */
export const draftCircular = command<Input, { recordId: string; reference: string }>({
  name: 'minutes.circular-drafted',
  permission: 'minutes.circular',
  subject: ({ recordId }) => recordId,
  details: (_output, { quarterOn }) => ({ quarter: quarterOn }),
  broken: {
    circular_partnership_id_quarter_on_key: ['quarter', 'The Circular of this quarter has been begun already'],
  },
  async run(tx, actor, { groupId, quarterOn, today, isInvented = false }) {
    const group = await findGroupById(tx, actor.partnershipId, groupId)
    if (!group) throw notFound('Group')
    const quarter = quarterOf(quarterOn)
    if (quarter.startsOn !== quarterOn || quarter.endsOn >= today) refuse('quarter', 'Select a quarter that has ended')
    if ((await listCirculars(tx, actor)).some((each) => each.quarterOn === quarterOn))
      refuse('quarter', 'The Circular of this quarter has been begun already')
    const [decisions, feedback, { circularDays }] = await Promise.all([
      listDecisions(tx, actor, { groupId, from: quarterOn, to: quarter.endsOn, most: 200 }),
      listFeedback(tx, actor, { quarterOn, state: 'sent' }),
      findSetting(tx, actor.partnershipId),
    ])
    const told = decisions.filter(({ marking }) => marking === 'OFFICIAL')
    const parts = await feedbackParts(
      tx,
      feedback.map(({ id }) => id),
    )
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'circular',
      title: `Circular of ${group.name}, ${quarter.label}`,
      state: 'draft',
      page: circularPaths.show,
      year: Number(quarterOn.slice(0, 4)),
      isInvented,
    })
    const dueOn = addDays(quarter.endsOn, circularDays)
    const id = await insertCircular(tx, actor, { recordId: record.id, groupId, quarterOn, dueOn, isInvented })
    const drafted: Part[] = [
      {
        heading: `What ${group.name} decided`,
        text: told.map(({ title, reason, decidedOn }) => `${inWords(decidedOn)}: ${title}. Why: ${reason}`).join('\n'),
      },
      ...feedback.map((each) => ({
        heading: `From ${each.groupName}`,
        text: parts
          .filter(({ feedbackId, text }) => feedbackId === each.id && text !== '')
          .map(({ name, text }) => `${name}: ${text}`)
          .join('\n'),
      })),
      { heading: 'What every agency is asked to do', text: '' },
    ]
    await putParts(tx, id, drafted)
    for (const { recordId } of told) await linkRecords(tx, recordId, 'reported in', record.id)
    for (const { recordId } of feedback) await linkRecords(tx, recordId, 'reported in', record.id)
    return { recordId: record.id, reference: record.reference }
  },
})
