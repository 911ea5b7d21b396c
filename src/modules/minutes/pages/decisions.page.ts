import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { meetingPaths } from '#modules/meetings/public.ts'
import { listGroups, partnershipPaths } from '#modules/partnerships/public.ts'
import { findRecordsById, threadOf, threadPaths } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { conflict, notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  readDate,
  requiredChoice,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { authorities, outcomes, quorums, type LookOutcome } from '../decision.ts'
import { findDecision, listDecisions, listLooks, listRaised, type Decision, type Look } from '../decision-store.ts'
import { lookAgain } from '../look-again.ts'
import { decisionPaths, minutesPaths } from '../paths.ts'
import { checkForGroup, mayForGroup } from '../rights.ts'

const perPage = 50
const schema = z.object({
  outcome: requiredChoice(Object.keys(outcomes) as [LookOutcome, ...LookOutcome[]], 'Select whether it is working'),
  found: requiredText('Enter what you saw', 4_000, 'What you saw must be 4,000 characters or fewer'),
  nextOn: optionalText(40).transform((text, context) => {
    if (text === null) return null
    const date = readDate(text)
    if (date !== null) return date
    context.addIssue({ code: 'custom', message: 'Date on which to look again must be a real date, like 27/3/2027' })
    return z.NEVER
  }),
})
const done = { recorded: 'The decision is recorded.', looked: 'What was found is recorded.' }

export const lookWords = (look: Look): string =>
  look.outcome === null
    ? `To be looked at on ${inWords(look.dueOn)}${look.raisedOn === null ? '' : ', and on the group’s forward plan'}`
    : `${outcomes[look.outcome]} (${inWords(look.lookedOn ?? look.dueOn)}${look.person === null ? '' : `, ${look.person}`}): ${look.found ?? ''}`

/** Decisions: all of them, one with how it came about and whether it works, and the look itself. */
export function decisionsPage(app: FastifyInstance, { db, clock }: Services): void {
  type Filter = { Querystring: { group?: string; look?: string; q?: string; page?: string } }

  app.get<Filter>(decisionPaths.list(), { config: { permission: 'minutes.read' } }, async ({ actor, query }, reply) => {
    const groups = await listGroups(db, actor.partnershipId)
    const group = groups.find(({ slug }) => slug === query.group)
    const look = query.look === 'open' || query.look === 'none' ? query.look : undefined
    const words = typeof query.q === 'string' && query.q.trim() !== '' ? query.q.trim().slice(0, 100) : undefined
    const number = /^[1-9]\d{0,3}$/.test(query.page ?? '') ? Number(query.page) : 1
    const found = await listDecisions(db, actor, {
      ...(group === undefined ? {} : { groupId: group.id }),
      ...(look === undefined ? {} : { look }),
      ...(words === undefined ? {} : { words }),
      offset: (number - 1) * perPage,
      most: perPage + 1,
    })
    const at = (page: number) => {
      const chosen = { group: group?.slug ?? '', look: look ?? '', q: words ?? '', page: String(page) }
      return `${decisionPaths.list()}?${new URLSearchParams(chosen).toString()}`
    }
    return reply.page('minutes/pages/list-decisions.njk', {
      heading: 'Decisions',
      groups: groups.map(({ slug, name }) => ({ slug, name })),
      chosenGroup: group?.slug ?? '',
      chosenLook: look ?? '',
      words: words ?? '',
      decisions: found.slice(0, perPage).map((decision) => ({
        title: decision.title,
        href: decisionPaths.show(decision.reference),
        reference: decision.reference,
        group: decision.groupName,
        on: inWords(decision.decidedOn),
        look: decision.lookOn === null ? '' : inWords(decision.lookOn),
        between: decision.isBetweenMeetings,
      })),
      earlier: number > 1 ? at(number - 1) : '',
      later: found.length > perPage ? at(number + 1) : '',
      recordHref: may(actor, 'minutes.write') ? decisionPaths.record() : '',
    })
  })

  async function open(actor: Actor, reference: string): Promise<Decision> {
    const decision = await findDecision(db, actor, reference)
    if (!decision) throw notFound('Decision')
    return decision
  }
  type At = { Params: { reference: string }; Querystring: { done?: string } }

  app.get<At>(
    decisionPaths.show(':reference'),
    { config: { permission: 'minutes.read' } },
    async ({ actor, params, query }, reply) => {
      const decision = await open(actor, params.reference)
      const [looks, raised, mayLook] = await Promise.all([
        listLooks(db, decision.id),
        listRaised(db, { decisionId: decision.id }),
        mayForGroup(db, actor, 'minutes.look', decision.groupId, clock.today()),
      ])
      const actions = await findRecordsById(
        db,
        actor,
        raised.map(({ recordId }) => recordId),
      )
      return reply.page('minutes/pages/show-decision.njk', {
        heading: decision.title,
        marking: decision.marking,
        breadcrumbs: [{ text: 'Decisions', href: decisionPaths.list() }],
        done: wordsFor(done, query.done),
        reference: decision.reference,
        isInvented: decision.isInvented,
        threadHref: threadPaths.show(decision.reference),
        arrows: await threadOf(db, actor, decision.recordId, clock.today()),
        rows: rowsOf(actor, decision),
        looks: looks.map(lookWords),
        lookHref:
          mayLook && looks.some(({ outcome }) => outcome === null) ? decisionPaths.look(decision.reference) : '',
        actions: actions.map(({ title, page, state }) => ({ title, href: page, state })),
      })
    },
  )

  const look = { permission: 'minutes.look' }
  async function openLook(actor: Actor, reference: string) {
    const decision = await open(actor, reference)
    await checkForGroup(db, actor, 'minutes.look', decision.groupId, clock.today())
    const waiting = (await listLooks(db, decision.id)).find(({ outcome }) => outcome === null)
    if (!waiting) throw conflict('What was found is recorded already. Open the decision to read it.')
    return { decision, waiting }
  }
  const lookView = ({ decision, waiting }: Awaited<ReturnType<typeof openLook>>, form: Form) => ({
    heading: 'Does this decision work?',
    marking: decision.marking,
    breadcrumbs: [
      { text: 'Decisions', href: decisionPaths.list() },
      { text: decision.reference, href: decisionPaths.show(decision.reference) },
    ],
    form,
    action: decisionPaths.look(decision.reference),
    title: decision.title,
    reason: decision.reason,
    question: decision.lookQuestion ?? '',
    due: inWords(waiting.dueOn),
    outcomes: Object.entries(outcomes).map(([value, text]) => ({ value, text })),
  })

  app.get<At>(decisionPaths.look(':reference'), { config: look }, async ({ actor, params }, reply) => {
    const opened = await openLook(actor, params.reference)
    return reply.page('minutes/pages/look-again.njk', lookView(opened, blankForm()))
  })

  app.post<At>(decisionPaths.look(':reference'), { config: look }, async ({ actor, params, body }, reply) => {
    const opened = await openLook(actor, params.reference)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page('minutes/pages/look-again.njk', lookView(opened, parsed.form), 400)
    const { reference } = opened.decision
    const input = { reference, lookId: opened.waiting.id, ...parsed.value, today: clock.today() }
    const saved = await lookAgain(db, actor, input)
    if (!saved.ok) {
      const form = formWithErrors(parsed.values, saved.problems)
      return reply.page('minutes/pages/look-again.njk', lookView(opened, form), 400)
    }
    return reply.redirect(`${decisionPaths.show(reference)}?done=looked`, 303)
  })
}

const rowsOf = (actor: Actor, decision: Decision): { key: string; text: string; href: string }[] => {
  const row = (key: string, text: string | null, href = '') => (text === null ? [] : [{ key, text, href }])
  const { meetingReference, matterReference, minutedReference } = decision
  return [
    ...row('Reason', decision.reason),
    ...row('Options considered', decision.options ?? 'Not said'),
    ...row('Decided by', decision.decidedBy),
    ...row('Authority', authorities[decision.authority]),
    ...row('Quorum', quorums[decision.quorum]),
    ...row('Dissent', decision.dissent ?? 'None recorded'),
    ...row('Date', inWords(decision.decidedOn)),
    ...row('Group', decision.groupName, partnershipPaths.group(actor.partnershipSlug, decision.groupSlug)),
    ...(meetingReference === null ? [] : row('Meeting', decision.meetingTitle, minutesPaths.show(meetingReference))),
    ...(matterReference === null ? [] : row('Matter', decision.matterTitle, meetingPaths.matter(matterReference))),
    ...(decision.isBetweenMeetings && meetingReference === null
      ? minutedReference === null
        ? [
            ...row('Taken between meetings', 'Not minuted yet: it comes to the group’s next meeting by itself'),
            ...(decision.reportReference === null
              ? []
              : row('On the forward plan as', decision.reportTitle, meetingPaths.matter(decision.reportReference))),
          ]
        : row('Taken between meetings, minuted at', decision.minutedTitle, minutesPaths.show(minutedReference))
      : []),
    ...row('How will we know?', decision.lookQuestion ?? 'Not said: nothing comes back by itself'),
  ]
}
