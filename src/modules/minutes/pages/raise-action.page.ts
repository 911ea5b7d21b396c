import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { everyRole, listOfficesOfRole, members } from '#modules/identity/public.ts'
import { findAgendaItem } from '#modules/meetings/public.ts'
import { listMembersOfGroup } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { listDecisions } from '../decision-store.ts'
import { listLines } from '../line-store.ts'
import { minutesPaths } from '../paths.ts'
import { raiseFromItem } from '../raise-from-item.ts'
import { checkForGroup } from '../rights.ts'
import { meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'

const template = 'minutes/pages/raise-action.njk'
const schema = z.object({
  title: requiredText('Enter what is to be done', 500, 'What is to be done must be 500 characters or fewer'),
  ownerOffice: z.string({ error: 'Select who owes it' }).refine(isId, 'Select who owes it'),
  dueOn: requiredDate(
    'Enter the date by which it is due',
    'Date by which it is due must be a real date, like 27/3/2027',
  ),
  decision: optionalText(60),
  line: optionalText(60),
})

/** An action raised from the item, line or decision that it came from. The tracker follows it from then on. */
export function raiseActionPage(app: FastifyInstance, { db, clock }: Services): void {
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

  async function view(actor: Actor, { meeting, item }: Opened, form: Form) {
    const roles = everyRole.filter((role) => members.includes(role))
    const [decisions, lines, seated, all] = await Promise.all([
      listDecisions(db, actor, { meetingId: meeting.id, most: 200 }),
      listLines(db, meeting.id),
      listMembersOfGroup(db, meeting.groupId, clock.today()),
      listOfficesOfRole(db, actor.partnershipId, roles, clock.today()),
    ])
    const offices = new Map(all.map((office) => [office.id, office]))
    const inGroup = new Set(seated.flatMap(({ officeId }) => (officeId === null ? [] : [officeId])))
    return {
      heading: 'Raise an action',
      marking: item.marking,
      breadcrumbs: [...minutesCrumbs(meeting), { text: 'Take minutes', href: minutesPaths.take(meeting.reference) }],
      form,
      action: minutesPaths.raise(meeting.reference, item.id),
      about: `${meetingWords(meeting)}: ${item.title}`,
      decisions: decisions
        .filter(({ itemId }) => itemId === item.id)
        .map(({ id, title }) => ({ value: id, text: title })),
      lines: lines
        .filter(({ itemId }) => itemId === item.id)
        .map(({ id, text }) => ({ value: id, text: text.slice(0, 120) })),
      owners: [...offices.values()]
        .toSorted((a, b) => Number(inGroup.has(b.id)) - Number(inGroup.has(a.id)))
        .map(({ id, title, organisation, holder }) => ({
          value: id,
          text: `${title}, ${organisation} (${holder ?? 'vacant'})`,
        })),
    }
  }

  app.get<At>(minutesPaths.raise(':reference', ':item'), { config }, async ({ actor, params }, reply) => {
    const opened = await open(actor, params.reference, params.item)
    return reply.page(template, await view(actor, opened, blankForm()))
  })

  app.post<At>(minutesPaths.raise(':reference', ':item'), { config }, async ({ actor, params, body }, reply) => {
    const opened = await open(actor, params.reference, params.item)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, opened, parsed.form), 400)
    const { title, ownerOffice, dueOn, decision, line } = parsed.value
    const { meeting, item } = opened
    const done = await raiseFromItem(db, actor, {
      meeting,
      itemId: item.id,
      decisionId: decision,
      lineId: line,
      title,
      ownerOfficeId: ownerOffice,
      dueOn,
      now: clock.now(),
      today: clock.today(),
    })
    if (!done.ok)
      return reply.page(template, await view(actor, opened, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${minutesPaths.take(meeting.reference)}#item-${item.id}`, 303)
  })
}
