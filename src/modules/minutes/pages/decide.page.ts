import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findAgendaItem } from '#modules/meetings/public.ts'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  readDate,
  requiredChoice,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { authorities, quorums, type Authority, type Quorum } from '../decision.ts'
import { decisionPaths, minutesPaths } from '../paths.ts'
import { recordDecision, recordDecisionBetween, type NewDecision } from '../record-decision.ts'
import { checkForGroup } from '../rights.ts'
import { meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'

const template = 'minutes/pages/decide.njk'
const fields = {
  title: requiredText('Enter what was decided', 300, 'What was decided must be 300 characters or fewer'),
  reason: requiredText('Enter the reason for it', 4_000, 'Reason must be 4,000 characters or fewer'),
  options: optionalText(4_000, 'Options must be 4,000 characters or fewer'),
  decidedBy: requiredText('Enter who decided', 300, 'Who decided must be 300 characters or fewer'),
  authority: requiredChoice(Object.keys(authorities) as [Authority, ...Authority[]], 'Select under what authority'),
  quorum: requiredChoice(Object.keys(quorums) as [Quorum, ...Quorum[]], 'Select whether a quorum was present'),
  dissent: optionalText(2_000, 'Dissent must be 2,000 characters or fewer'),
  decidedOn: requiredDate('Enter the date of the decision', 'Date of the decision must be a real date, like 27/3/2027'),
  lookQuestion: optionalText(1_000, 'How you will know must be 1,000 characters or fewer'),
  lookOn: optionalText(40).transform((text, context) => {
    if (text === null) return null
    const date = readDate(text)
    if (date !== null) return date
    context.addIssue({ code: 'custom', message: 'Date on which you look again must be a real date, like 27/3/2027' })
    return z.NEVER
  }),
}
const schema = z.object(fields)
const betweenSchema = z.object({
  group: z.string({ error: 'Select the group that decided' }).refine(isId, 'Select the group that decided'),
  ...fields,
  isSensitive: optionalText(10),
})

const options = <T extends string>(table: Record<T, string>) =>
  Object.entries<string>(table).map(([value, text]) => ({ value, text }))
const shared = { authorities: options(authorities), quorums: options(quorums) }

/** A decision of a meeting, recorded beside its item; or one that was taken between meetings. */
export function decidePage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'minutes.write' }
  type At = { Params: { reference: string; item: string } }

  async function open(actor: Actor, reference: string, itemId: string) {
    const meeting = await openMeeting(db, actor, reference)
    await checkForGroup(db, actor, 'minutes.write', meeting.groupId, clock.today())
    const item = isId(itemId) ? await findAgendaItem(db, actor, itemId) : undefined
    if (!item || item.meetingId !== meeting.id) throw notFound('Item')
    return { meeting, item }
  }
  type Opened = Awaited<ReturnType<typeof open>>

  const view = ({ meeting, item }: Opened, form: Form) => ({
    heading: 'Record a decision',
    marking: item.marking,
    breadcrumbs: [...minutesCrumbs(meeting), { text: 'Take minutes', href: minutesPaths.take(meeting.reference) }],
    form,
    action: minutesPaths.decide(meeting.reference, item.id),
    about: `${meetingWords(meeting)}: ${item.title}`,
    groups: [],
    ...shared,
  })

  app.get<At>(minutesPaths.decide(':reference', ':item'), { config }, async ({ actor, params }, reply) => {
    const opened = await open(actor, params.reference, params.item)
    const { meeting } = opened
    const values = {
      decidedOn: inWords(meeting.heldOn),
      decidedBy: meeting.groupName,
      authority: 'group',
      quorum: 'not said',
    }
    return reply.page(template, view(opened, blankForm(values)))
  })

  app.post<At>(minutesPaths.decide(':reference', ':item'), { config }, async ({ actor, params, body }, reply) => {
    const opened = await open(actor, params.reference, params.item)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(opened, parsed.form), 400)
    const { meeting, item } = opened
    const when = { now: clock.now(), today: clock.today() }
    const decision: NewDecision = parsed.value
    const done = await recordDecision(db, actor, { ...decision, meeting, itemId: item.id, ...when })
    if (!done.ok) return reply.page(template, view(opened, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${minutesPaths.take(meeting.reference)}#item-${item.id}`, 303)
  })

  const betweenView = async (actor: Actor, form: Form) => ({
    heading: 'Record a decision taken between meetings',
    marking: 'OFFICIAL',
    breadcrumbs: [{ text: 'Decisions', href: decisionPaths.list() }],
    form,
    action: decisionPaths.record(),
    about: 'It comes onto the agenda of the group’s next meeting by itself, and is minuted there',
    groups: (await listGroups(db, actor.partnershipId)).map(({ id, name }) => ({ value: id, text: name })),
    ...shared,
  })

  app.get(decisionPaths.record(), { config }, async ({ actor }, reply) => {
    const form = blankForm({ decidedOn: inWords(clock.today()), quorum: 'not said' })
    return reply.page(template, await betweenView(actor, form))
  })

  app.post(decisionPaths.record(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(betweenSchema, body)
    if (!parsed.ok) return reply.page(template, await betweenView(actor, parsed.form), 400)
    const { group, isSensitive, ...decision } = parsed.value
    const marking = isSensitive === 'yes' ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL'
    const when = { now: clock.now(), today: clock.today() }
    const done = await recordDecisionBetween(db, actor, { ...decision, groupId: group, marking, ...when })
    if (!done.ok)
      return reply.page(template, await betweenView(actor, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${decisionPaths.show(done.value.reference)}?done=recorded`, 303)
  })
}
