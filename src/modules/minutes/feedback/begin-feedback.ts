import { findGroupById, partnershipPaths } from '#modules/partnerships/public.ts'
import { linkRecords, registerOnce, registerRecord } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { addDays, quarterOf } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { feedbackPaths } from '../paths.ts'
import { checkForGroup } from '../rights.ts'
import { findSetting, listHeadings } from './arrangements-store.ts'
import { whatHappened, type WarningsAnswered } from './draft-feedback.ts'
import { insertFeedback, listFeedback, putPart } from './feedback-store.ts'

type Input = { groupId: string; quarterOn: string; warnings: WarningsAnswered; today: string; isInvented?: boolean }

/** Begins a group's feedback on a quarter with a draft of what happened, under the partnership's own headings. */
export const beginFeedback = command<Input, { recordId: string; reference: string }>({
  name: 'minutes.feedback-begun',
  permission: 'minutes.feedback',
  subject: ({ recordId }) => recordId,
  details: (_output, { groupId, quarterOn }) => ({ group: groupId, quarter: quarterOn }),
  broken: {
    feedback_partnership_id_group_id_quarter_on_key: [
      'quarter',
      'This group’s feedback of the quarter has been begun already',
    ],
  },
  async run(tx, actor, { groupId, quarterOn, warnings, today, isInvented = false }) {
    await checkForGroup(tx, actor, 'minutes.feedback', groupId, today)
    const group = await findGroupById(tx, actor.partnershipId, groupId)
    if (!group) throw notFound('Group')
    const quarter = quarterOf(quarterOn)
    if (quarter.startsOn !== quarterOn || quarter.endsOn >= today) refuse('quarter', 'Select a quarter that has ended')
    const [known] = await listFeedback(tx, actor, { groupId, quarterOn })
    if (known) refuse('quarter', 'This group’s feedback of the quarter has been begun already')
    const headings = await listHeadings(tx, actor)
    if (headings.length === 0) refuse('quarter', 'Your partnership has no headings for feedback yet: add them first')
    const { feedbackDays } = await findSetting(tx, actor.partnershipId)
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'feedback',
      title: `Feedback of ${group.name}, ${quarter.label}`,
      state: 'draft',
      page: feedbackPaths.show,
      year: Number(quarterOn.slice(0, 4)),
      isInvented,
    })
    const dueOn = addDays(quarter.endsOn, feedbackDays)
    const id = await insertFeedback(tx, actor, { recordId: record.id, groupId, quarterOn, dueOn, isInvented })
    const happened = await whatHappened(tx, actor, groupId, { from: quarterOn, to: quarter.endsOn }, warnings)
    for (const heading of headings)
      await putPart(tx, id ?? '', heading.id, heading.drawsOn.flatMap((each) => happened[each]).join('\n'))
    const about = await registerOnce(tx, {
      partnershipId: actor.partnershipId,
      kind: 'group',
      title: group.name,
      state: 'in use',
      page: () => partnershipPaths.group(actor.partnershipSlug, group.slug),
      year: Number(today.slice(0, 4)),
    })
    await linkRecords(tx, record.id, 'came from', about.id)
    return { recordId: record.id, reference: record.reference }
  },
})
