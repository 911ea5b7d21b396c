import type { FastifyInstance } from 'fastify'
import { listGroups } from '#modules/partnerships/public.ts'
import { threadOf, threadPaths } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import {
  addDays,
  howFar,
  inWords,
  instantInWords,
  isQuarterStart,
  lastCompleteQuarter,
  quarterOf,
} from '#platform/dates.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { plural, wordsFor } from '#platform/words.ts'
import { findSetting, listDestinations, listHeadings } from '../feedback/arrangements-store.ts'
import { beginFeedback } from '../feedback/begin-feedback.ts'
import type { WarningsAnswered } from '../feedback/draft-feedback.ts'
import {
  findFeedback,
  listDeliveries,
  listFeedback,
  listOwing,
  listParts,
  type Feedback,
} from '../feedback/feedback-store.ts'
import { sendFeedback } from '../feedback/send-feedback.ts'
import { writeFeedback } from '../feedback/write-feedback.ts'
import { feedbackPaths } from '../paths.ts'
import { checkForGroup, mayForGroup } from '../rights.ts'

const done = {
  saved: 'Saved.',
  sent: 'The feedback is sent to each destination.',
  begun: 'A draft of what happened is ready.',
}
const most = 8_000
const crumbs = [{ text: 'Feedback of groups', href: feedbackPaths.list() }]

/** Each group's feedback on a quarter: who owes it, one to read, writing and sending it. */
export function feedbackPage(
  app: FastifyInstance,
  { db, clock, publicUrl }: Services,
  warnings: WarningsAnswered,
): void {
  const read = { permission: 'minutes.read' }
  const write = { permission: 'minutes.feedback' }
  type Chosen = { Querystring: { quarter?: string } }

  app.get<Chosen>(feedbackPaths.list(), { config: read }, async ({ actor, query }, reply) => {
    const today = clock.today()
    const last = lastCompleteQuarter(today)
    const asked = typeof query.quarter === 'string' && isQuarterStart(query.quarter) ? quarterOf(query.quarter) : last
    const quarter = asked.endsOn < today ? asked : last
    const [owing, setting, headings, earlier] = await Promise.all([
      listOwing(db, actor, quarter.startsOn),
      findSetting(db, actor.partnershipId),
      listHeadings(db, actor),
      listFeedback(db, actor),
    ])
    const due = addDays(quarter.endsOn, setting.feedbackDays)
    const mayWrite = await Promise.all(
      owing.map(({ groupId }) => mayForGroup(db, actor, 'minutes.feedback', groupId, today)),
    )
    const quarters = new Map([
      [last.startsOn, last],
      ...earlier.map(({ quarterOn }) => [quarterOn, quarterOf(quarterOn)] as const),
    ])
    return reply.page('minutes/pages/list-feedback.njk', {
      heading: `Feedback of groups, ${quarter.label}`,
      due: `${inWords(due)} (${howFar(today, due)})`,
      hasHeadings: headings.length > 0,
      quarters: [...quarters.values()].map(({ startsOn, label }) => ({ value: startsOn, text: label })),
      chosen: quarter.startsOn,
      groups: owing.map((each, index) => ({
        name: each.groupName,
        state:
          each.state === 'sent' ? 'Sent' : each.state === 'draft' ? 'Draft' : due < today ? 'Overdue' : 'Not begun',
        // A draft is read by those who write it.
        href:
          each.reference !== null && (each.state === 'sent' || mayWrite[index] === true)
            ? feedbackPaths.show(each.reference)
            : '',
        beginHref:
          each.reference === null && mayWrite[index] === true
            ? feedbackPaths.begin(each.groupSlug, quarter.startsOn)
            : '',
      })),
      arrangeHref: may(actor, 'minutes.arrange-feedback') ? feedbackPaths.arrange() : '',
    })
  })

  type Begin = { Params: { group: string; quarter: string } }
  async function openBegin(actor: Actor, { group: slug, quarter }: Begin['Params']) {
    const group = (await listGroups(db, actor.partnershipId)).find((each) => each.slug === slug)
    if (!group || !isQuarterStart(quarter)) throw notFound('Group')
    await checkForGroup(db, actor, 'minutes.feedback', group.id, clock.today())
    return group
  }
  const beginView = (group: { slug: string; name: string }, quarter: string, form: Form) => ({
    heading: `Begin the feedback of ${group.name}`,
    breadcrumbs: crumbs,
    form,
    quarter: quarterOf(quarter).label,
    action: feedbackPaths.begin(group.slug, quarter),
    problem: form.errors['quarter']?.text ?? '',
  })
  app.get<Begin>(feedbackPaths.begin(':group', ':quarter'), { config: write }, async ({ actor, params }, reply) => {
    const group = await openBegin(actor, params)
    return reply.page('minutes/pages/begin-feedback.njk', beginView(group, params.quarter, blankForm()))
  })
  app.post<Begin>(feedbackPaths.begin(':group', ':quarter'), { config: write }, async ({ actor, params }, reply) => {
    const group = await openBegin(actor, params)
    const input = { groupId: group.id, quarterOn: params.quarter, warnings, today: clock.today() }
    const begun = await beginFeedback(db, actor, input)
    if (!begun.ok) {
      const form = formWithErrors({}, begun.problems)
      return reply.page('minutes/pages/begin-feedback.njk', beginView(group, params.quarter, form), 400)
    }
    return reply.redirect(`${feedbackPaths.edit(begun.value.reference)}?done=begun`, 303)
  })

  async function open(actor: Actor, reference: string): Promise<Feedback> {
    const feedback = await findFeedback(db, actor, reference)
    if (!feedback) throw notFound('Feedback')
    return feedback
  }
  const titleOf = ({ groupName, quarterOn }: Feedback) => `Feedback of ${groupName}, ${quarterOf(quarterOn).label}`
  type At = { Params: { reference: string }; Querystring: { done?: string } }

  app.get<At>(feedbackPaths.show(':reference'), { config: read }, async ({ actor, params, query }, reply) => {
    const feedback = await open(actor, params.reference)
    const [parts, deliveries, mayWrite] = await Promise.all([
      listParts(db, [feedback.id]),
      listDeliveries(db, feedback.id),
      mayForGroup(db, actor, 'minutes.feedback', feedback.groupId, clock.today()),
    ])
    const isDraft = feedback.state === 'draft'
    // The thread leads here before it is sent: the page says so and shows none of the draft.
    const isKept = isDraft && !mayWrite
    return reply.page('minutes/pages/show-feedback.njk', {
      heading: titleOf(feedback),
      marking: 'OFFICIAL',
      breadcrumbs: crumbs,
      done: wordsFor(done, query.done),
      isInvented: feedback.isInvented,
      state: isDraft
        ? `A draft, due on ${inWords(feedback.dueOn)} (${howFar(clock.today(), feedback.dueOn)})`
        : `Sent on ${feedback.sentAt === null ? '' : instantInWords(feedback.sentAt)}${feedback.sentBy === null ? '' : ` by ${feedback.sentBy}`}`,
      waits: isKept ? `${feedback.groupName} is writing it. It can be read here when it has been sent.` : '',
      parts: (isKept ? [] : parts).map(({ name, text }) => ({
        name,
        lines: text.split('\n').filter((line) => line !== ''),
      })),
      deliveries: deliveries.map(({ name, kind, mails }) =>
        kind === 'group'
          ? `${name}: ${mails === 0 ? 'no member has a known address, so it was sent to nobody by mail' : plural(mails, 'mail')}`
          : `${name}: it is found there`,
      ),
      editHref: isDraft && mayWrite ? feedbackPaths.edit(feedback.reference) : '',
      sendHref: isDraft && mayWrite ? feedbackPaths.send(feedback.reference) : '',
      threadHref: threadPaths.show(feedback.reference),
      arrows: await threadOf(db, actor, feedback.recordId, clock.today()),
    })
  })

  async function openDraft(actor: Actor, reference: string): Promise<Feedback> {
    const feedback = await open(actor, reference)
    await checkForGroup(db, actor, 'minutes.feedback', feedback.groupId, clock.today())
    if (feedback.state === 'sent') throw conflict('This feedback has been sent, so it is not changed any more.')
    return feedback
  }
  async function editView(feedback: Feedback, form: Form, said = '') {
    const parts = await listParts(db, [feedback.id])
    return {
      heading: `Write: ${titleOf(feedback)}`,
      breadcrumbs: [...crumbs, { text: feedback.reference, href: feedbackPaths.show(feedback.reference) }],
      done: said,
      form,
      action: feedbackPaths.edit(feedback.reference),
      parts: parts.map(({ headingId, name }) => ({ id: headingId, name })),
    }
  }

  app.get<At>(feedbackPaths.edit(':reference'), { config: write }, async ({ actor, params, query }, reply) => {
    const feedback = await openDraft(actor, params.reference)
    const parts = await listParts(db, [feedback.id])
    const values = Object.fromEntries(parts.map(({ headingId, text }) => [`part-${headingId}`, text]))
    const form = blankForm({ ...values, version: String(feedback.version) })
    return reply.page('minutes/pages/edit-feedback.njk', await editView(feedback, form, wordsFor(done, query.done)))
  })

  app.post<At>(feedbackPaths.edit(':reference'), { config: write }, async ({ actor, params, body }, reply) => {
    const feedback = await openDraft(actor, params.reference)
    const { values, parts, problems } = readParts(body)
    const version = Number(values['version'] ?? 0)
    const shown = (form: Form, status: number) =>
      editView(feedback, form).then((view) => reply.page('minutes/pages/edit-feedback.njk', view, status))
    if (problems.length > 0) return shown(formWithErrors(values, problems), 400)
    if (version !== feedback.version) {
      const problem = {
        field: [...parts.keys()].map((id) => `part-${id}`)[0] ?? 'version',
        text: 'Somebody else has saved meanwhile: compare with what it says now, and save again',
      }
      return shown(formWithErrors({ ...values, version: String(feedback.version) }, [problem]), 409)
    }
    const saved = await writeFeedback(db, actor, {
      reference: feedback.reference,
      version,
      parts,
      today: clock.today(),
    })
    if (!saved.ok) return shown(formWithErrors(values, saved.problems), 400)
    return reply.redirect(`${feedbackPaths.show(feedback.reference)}?done=saved`, 303)
  })

  async function sendView(actor: Actor, feedback: Feedback, form: Form) {
    const destinations = await listDestinations(db, actor)
    return {
      heading: 'Send the feedback',
      breadcrumbs: [...crumbs, { text: feedback.reference, href: feedbackPaths.show(feedback.reference) }],
      form,
      title: titleOf(feedback),
      destinations: destinations.map(({ name }) => name),
      version: feedback.version,
      action: feedbackPaths.send(feedback.reference),
      problem: form.errors['send']?.text ?? '',
    }
  }
  app.get<At>(feedbackPaths.send(':reference'), { config: write }, async ({ actor, params }, reply) => {
    const feedback = await openDraft(actor, params.reference)
    return reply.page('minutes/pages/send-feedback.njk', await sendView(actor, feedback, blankForm()))
  })
  app.post<At & { Body: { version?: string } }>(
    feedbackPaths.send(':reference'),
    { config: write },
    async ({ actor, params, body }, reply) => {
      const feedback = await openDraft(actor, params.reference)
      const version = /^\d{1,9}$/.test(String(body.version)) ? Number(body.version) : 0
      const when = { today: clock.today(), now: clock.now() }
      const sent = await sendFeedback(db, actor, { reference: feedback.reference, version, publicUrl, ...when })
      if (!sent.ok) {
        const view = await sendView(actor, feedback, formWithErrors({}, sent.problems))
        return reply.page('minutes/pages/send-feedback.njk', view, 400)
      }
      return reply.redirect(`${feedbackPaths.show(feedback.reference)}?done=sent`, 303)
    },
  )
}

/** The texts of a posted form by the id of their heading. */
function readParts(body: unknown) {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const values: Form['values'] = { version: typeof fields['version'] === 'string' ? fields['version'] : '' }
  const parts = new Map<string, string>()
  const problems: { field: string; text: string }[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (!name.startsWith('part-') || !isId(name.slice(5)) || typeof value !== 'string') continue
    const text = value.replaceAll('\r\n', '\n').trim()
    values[name] = text
    parts.set(name.slice(5), text)
    if (text.length > most)
      problems.push({
        field: name,
        text: `What is under a heading must be ${most.toLocaleString('en-GB')} characters or fewer`,
      })
  }
  return { values, parts, problems }
}
