import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findMatterById, meetingPaths } from '#modules/meetings/public.ts'
import { listGroups, partnershipPaths } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredChoice, requiredText, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { chooseEscalated } from '../choose-escalated.ts'
import { filterChoices, type FilterChoice } from '../filter.ts'
import { listEscalated, type Escalated } from '../filter-store.ts'
import { lifeOf } from '../matter-life.ts'
import { findNextMeeting } from '../meeting-store.ts'
import { decisionPaths } from '../paths.ts'
import { checkForGroup, mayForGroup } from '../rights.ts'

const schema = z.object({
  choice: requiredChoice(
    Object.keys(filterChoices) as [FilterChoice, ...FilterChoice[]],
    'Select what becomes of this matter',
  ),
  reason: requiredText('Enter the reason', 2_000, 'Reason must be 2,000 characters or fewer'),
})
const done = { chosen: 'It is recorded, and stands in the matter’s history.' }

/** A matter's whole life across groups and meetings, and what the Executive does with what was escalated to it. */
export function mattersPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { reference: string } }>(
    decisionPaths.life(':reference'),
    { config: { permission: 'minutes.read' } },
    async ({ actor, params }, reply) => {
      const found = await lifeOf(db, actor, params.reference)
      if (!found) throw notFound('Matter')
      const { matter, events } = found
      return reply.page('minutes/pages/matter-life.njk', {
        heading: `The whole life of: ${matter.title}`,
        marking: matter.marking,
        breadcrumbs: [{ text: matter.reference, href: meetingPaths.matter(matter.reference) }],
        reference: matter.reference,
        now:
          matter.state === 'closed'
            ? `Closed: ${matter.closedReason ?? ''}`
            : `With ${matter.groupName}${matter.dueOn === null ? '' : `, due ${inWords(matter.dueOn)}`}`,
        isInvented: matter.isInvented,
        events,
      })
    },
  )

  async function open(actor: Actor, slug: string) {
    const group = (await listGroups(db, actor.partnershipId)).find((each) => each.slug === slug)
    if (!group) throw notFound('Group')
    return group
  }
  type At = { Params: { group: string }; Querystring: { done?: string } }

  app.get<At>(
    decisionPaths.filter(':group'),
    { config: { permission: 'minutes.read' } },
    async ({ actor, params, query }, reply) => {
      const group = await open(actor, params.group)
      const [escalated, mayChoose] = await Promise.all([
        listEscalated(db, group.id),
        mayForGroup(db, actor, 'minutes.filter', group.id, clock.today()),
      ])
      const lines = await Promise.all(
        escalated.map(async (each) => ({ ...each, matter: await findMatterById(db, actor, each.matterId) })),
      )
      const known = lines.flatMap(({ matter, ...each }) => (matter ? [{ ...each, matter }] : []))
      return reply.page('minutes/pages/filter.njk', {
        heading: `Escalated to ${group.name}`,
        marking: known.some(({ matter }) => matter.marking === 'OFFICIAL-SENSITIVE')
          ? 'OFFICIAL-SENSITIVE'
          : 'OFFICIAL',
        breadcrumbs: [{ text: group.name, href: partnershipPaths.group(actor.partnershipSlug, group.slug) }],
        done: wordsFor(done, query.done),
        matters: known.map(({ matter, fromGroup, reason, at }) => ({
          title: matter.title,
          href: decisionPaths.life(matter.reference),
          from: fromGroup,
          reason,
          at: instantInWords(at),
          chooseHref: mayChoose ? decisionPaths.choose(group.slug, matter.id) : '',
        })),
      })
    },
  )

  const config = { permission: 'minutes.filter' }
  async function openChoice(actor: Actor, slug: string, matterId: string) {
    const group = await open(actor, slug)
    await checkForGroup(db, actor, 'minutes.filter', group.id, clock.today())
    const waiting = isId(matterId)
      ? (await listEscalated(db, group.id)).find((each) => each.matterId === matterId)
      : undefined
    const matter = waiting && (await findMatterById(db, actor, waiting.matterId))
    if (!waiting || !matter) throw notFound('Matter')
    return { group, waiting, matter }
  }
  type Choice = Awaited<ReturnType<typeof openChoice>> & { waiting: Escalated }

  async function view(actor: Actor, { group, waiting, matter }: Choice, form: Form) {
    const next = await findNextMeeting(db, actor, group.id, clock.now())
    return {
      heading: 'What becomes of this matter?',
      marking: matter.marking,
      breadcrumbs: [{ text: `Escalated to ${group.name}`, href: decisionPaths.filter(group.slug) }],
      form,
      action: decisionPaths.choose(group.slug, matter.id),
      title: matter.title,
      asked: `${waiting.fromGroup} escalated it: ${waiting.reason}`,
      next: next ? `Its next meeting is on ${inWords(next.heldOn)}.` : 'It has no meeting to come.',
      choices: Object.entries(filterChoices).map(([value, { text }]) => ({ value, text })),
    }
  }
  type OneOf = { Params: { group: string; matter: string } }

  app.get<OneOf>(decisionPaths.choose(':group', ':matter'), { config }, async ({ actor, params }, reply) => {
    const opened = await openChoice(actor, params.group, params.matter)
    return reply.page('minutes/pages/choose.njk', await view(actor, opened, blankForm()))
  })

  app.post<OneOf>(decisionPaths.choose(':group', ':matter'), { config }, async ({ actor, params, body }, reply) => {
    const opened = await openChoice(actor, params.group, params.matter)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page('minutes/pages/choose.njk', await view(actor, opened, parsed.form), 400)
    const { group, matter } = opened
    const input = { groupId: group.id, matterId: matter.id, ...parsed.value, today: clock.today(), now: clock.now() }
    const saved = await chooseEscalated(db, actor, input)
    if (!saved.ok) {
      const form = formWithErrors(parsed.values, saved.problems)
      return reply.page('minutes/pages/choose.njk', await view(actor, opened, form), 400)
    }
    return reply.redirect(`${decisionPaths.filter(group.slug)}?done=chosen`, 303)
  })
}
