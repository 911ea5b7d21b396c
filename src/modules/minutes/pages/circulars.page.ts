import type { FastifyInstance } from 'fastify'
import { listGroups, mayActInGroup } from '#modules/partnerships/public.ts'
import { threadOf, threadPaths } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { howFar, instantInWords, inWords, isQuarterStart, lastCompleteQuarter, quarterOf } from '#platform/dates.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { plural, wordsFor } from '#platform/words.ts'
import {
  findCircular,
  listCirculars,
  listCopies,
  listIssues,
  listParts,
  type Circular,
  type Part,
} from '../circulars/circular-store.ts'
import { draftCircular } from '../circulars/draft-circular.ts'
import { approveCircular, sendCircular, writeCircular } from '../circulars/move-circular.ts'
import { circularPaths } from '../paths.ts'

const done = {
  drafted: 'A draft of what was decided and fed back is ready.',
  saved: 'Saved. The chair approves it before it is sent.',
  approved: 'Approved. The business team can send it.',
  sent: 'Sent to the agencies.',
}
const stateWords = { draft: 'Draft', approved: 'Approved', sent: 'Sent' } as const
const crumbs = [{ text: 'Circulars', href: circularPaths.list() }]

/** The Executive's quarterly Circular: drafted, written, approved by the chair, sent, and there to be read. */
export function circularsPage(app: FastifyInstance, { db, clock, publicUrl }: Services): void {
  const read = { permission: 'minutes.read' }
  const write = { permission: 'minutes.circular' }
  const approve = { permission: 'minutes.approve-circular' }
  const executiveOf = async (actor: Actor) =>
    (await listGroups(db, actor.partnershipId)).find(({ kind }) => kind === 'executive')
  const titleOf = ({ groupName, quarterOn }: Circular) => `Circular of ${groupName}, ${quarterOf(quarterOn).label}`
  type At = { Params: { reference: string }; Querystring: { done?: string } }

  app.get(circularPaths.list(), { config: read }, async ({ actor }, reply) => {
    const [circulars, executive] = await Promise.all([listCirculars(db, actor), executiveOf(actor)])
    const { startsOn, label } = lastCompleteQuarter(clock.today())
    const isTeam = may(actor, 'minutes.circular')
    const shown = isTeam || may(actor, 'minutes.approve-circular') ? circulars : circulars.filter(published)
    return reply.page('minutes/pages/list-circulars.njk', {
      heading: 'Circulars of the Executive',
      circulars: shown.map((each) => ({
        title: titleOf(each),
        href: circularPaths.show(each.reference),
        state: stateWords[each.state],
      })),
      beginHref:
        isTeam && executive && !circulars.some(({ quarterOn }) => quarterOn === startsOn)
          ? circularPaths.begin(startsOn)
          : '',
      quarter: label,
    })
  })

  type Begin = { Params: { quarter: string } }
  const beginView = (quarter: string, form: Form) => ({
    heading: `Begin the Circular of ${quarterOf(quarter).label}`,
    breadcrumbs: crumbs,
    form,
    action: circularPaths.begin(quarter),
    problem: form.errors['quarter']?.text ?? '',
  })
  const openQuarter = (quarter: string): string => {
    if (!isQuarterStart(quarter)) throw notFound('Quarter')
    return quarter
  }
  app.get<Begin>(circularPaths.begin(':quarter'), { config: write }, async ({ params }, reply) =>
    reply.page('minutes/pages/begin-circular.njk', beginView(openQuarter(params.quarter), blankForm())),
  )
  app.post<Begin>(circularPaths.begin(':quarter'), { config: write }, async ({ actor, params }, reply) => {
    const quarterOn = openQuarter(params.quarter)
    const executive = await executiveOf(actor)
    if (!executive) throw conflict('Your partnership names no group as its Executive.')
    const begun = await draftCircular(db, actor, { groupId: executive.id, quarterOn, today: clock.today() })
    if (!begun.ok)
      return reply.page(
        'minutes/pages/begin-circular.njk',
        beginView(quarterOn, formWithErrors({}, begun.problems)),
        400,
      )
    return reply.redirect(`${circularPaths.edit(begun.value.reference)}?done=drafted`, 303)
  })

  async function open(actor: Actor, reference: string): Promise<Circular> {
    const circular = await findCircular(db, actor, reference)
    if (!circular) throw notFound('Circular')
    return circular
  }

  app.get<At>(circularPaths.show(':reference'), { config: read }, async ({ actor, params, query }, reply) => {
    const circular = await open(actor, params.reference)
    const [issues, draft, copies, role] = await Promise.all([
      listIssues(db, circular.id),
      listParts(db, circular.id),
      may(actor, 'minutes.circular') ? listCopies(db, circular.id, circular.issue) : [],
      mayActInGroup(db, actor, circular.groupId, clock.today()),
    ])
    const sent = issues.findLast(({ sentAt }) => sentAt !== null)
    const mayDraft = may(actor, 'minutes.circular') || may(actor, 'minutes.approve-circular')
    const parts: Part[] = mayDraft && circular.state !== 'sent' ? draft : (sent?.parts ?? [])
    // The thread leads here before it is sent: the page says so and shows none of the draft.
    const isKept = !mayDraft && !published(circular)
    return reply.page('minutes/pages/show-circular.njk', {
      heading: titleOf(circular),
      marking: 'OFFICIAL',
      breadcrumbs: crumbs,
      done: wordsFor(done, query.done),
      isInvented: circular.isInvented,
      state: isKept
        ? 'Not sent yet'
        : mayDraft
          ? `${stateWords[circular.state]}, issue ${circular.issue}`
          : `Issue ${sent?.issue ?? 1}`,
      empty: isKept
        ? 'It is being written. It can be read here when its chair has approved it and it has been sent.'
        : 'It says nothing yet.',
      due:
        mayDraft && circular.state !== 'sent'
          ? `Due on ${inWords(circular.dueOn)} (${howFar(clock.today(), circular.dueOn)})`
          : '',
      parts: parts.filter(({ text }) => text !== '').map(({ heading, text }) => ({ heading, lines: text.split('\n') })),
      issues: (isKept ? [] : issues).map((each) => ({
        words: `Issue ${each.issue}: approved by ${each.approvedBy ?? 'the installation'} on ${instantInWords(each.approvedAt)}${each.sentAt === null ? ', not sent yet' : `, sent on ${instantInWords(each.sentAt)}`}`,
        parts: each.issue === circular.issue ? [] : each.parts.map(({ heading, text }) => ({ heading, text })),
      })),
      copies: copies.map(({ name, mails }) => ({
        name,
        mails: mails === 0 ? 'No address known: tell it another way' : plural(mails, 'mail'),
      })),
      editHref: may(actor, 'minutes.circular') ? circularPaths.edit(circular.reference) : '',
      approveHref:
        circular.state === 'draft' && may(actor, 'minutes.approve-circular') && role === 'chair'
          ? circularPaths.approve(circular.reference)
          : '',
      sendHref:
        circular.state === 'approved' && may(actor, 'minutes.circular') ? circularPaths.send(circular.reference) : '',
      threadHref: threadPaths.show(circular.reference),
      arrows: await threadOf(db, actor, circular.recordId, clock.today()),
    })
  })

  const editView = (circular: Circular, form: Form, parts: readonly Part[], said = '') => ({
    heading: `Write: ${titleOf(circular)}`,
    breadcrumbs: [...crumbs, { text: circular.reference, href: circularPaths.show(circular.reference) }],
    done: said,
    form,
    action: circularPaths.edit(circular.reference),
    isSent: circular.state === 'sent',
    parts: parts.map((part, index) => ({ ...part, number: index })),
    added: parts.length,
  })
  app.get<At>(circularPaths.edit(':reference'), { config: write }, async ({ actor, params, query }, reply) => {
    const circular = await open(actor, params.reference)
    const form = blankForm({ version: String(circular.version) })
    const view = editView(circular, form, await listParts(db, circular.id), wordsFor(done, query.done))
    return reply.page('minutes/pages/edit-circular.njk', view)
  })
  app.post<At>(circularPaths.edit(':reference'), { config: write }, async ({ actor, params, body }, reply) => {
    const circular = await open(actor, params.reference)
    const { parts, problems, version } = readParts(body)
    if (version !== circular.version)
      problems.unshift({
        field: 'text-0',
        text: 'Somebody else has saved meanwhile: open the Circular in another window, compare, and save again',
      })
    if (problems.length > 0) {
      const form = formWithErrors({ version: String(circular.version) }, problems)
      return reply.page(
        'minutes/pages/edit-circular.njk',
        editView(circular, form, parts),
        version === circular.version ? 400 : 409,
      )
    }
    const kept = parts.filter(({ heading, text }) => heading !== '' || text !== '')
    const saved = await writeCircular(db, actor, { reference: circular.reference, version, parts: kept })
    if (!saved.ok) {
      const form = formWithErrors({ version: String(version) }, saved.problems)
      return reply.page('minutes/pages/edit-circular.njk', editView(circular, form, parts), 400)
    }
    return reply.redirect(`${circularPaths.show(circular.reference)}?done=saved`, 303)
  })

  const step = (kind: 'approve' | 'send', circular: Circular, form: Form) => ({
    heading: kind === 'approve' ? 'Approve the Circular' : 'Send the Circular',
    breadcrumbs: [...crumbs, { text: circular.reference, href: circularPaths.show(circular.reference) }],
    form,
    title: titleOf(circular),
    action: circularPaths[kind](circular.reference),
    problem: form.errors[kind]?.text ?? '',
    kind,
    version: circular.version,
    words:
      kind === 'approve'
        ? 'You approve the words as they stand. If they are changed afterwards, they come to you again.'
        : 'It goes by mail to the safeguarding lead of each agency, and stays here to be read.',
    button: kind === 'approve' ? 'Approve it' : 'Send it now',
  })
  for (const [kind, config] of [
    ['approve', approve],
    ['send', write],
  ] as const) {
    app.get<At>(circularPaths[kind](':reference'), { config }, async ({ actor, params }, reply) => {
      const circular = await open(actor, params.reference)
      return reply.page('minutes/pages/circular-step.njk', step(kind, circular, blankForm()))
    })
    app.post<At & { Body: { version?: string } }>(
      circularPaths[kind](':reference'),
      { config },
      async ({ actor, params, body }, reply) => {
        const circular = await open(actor, params.reference)
        const version = /^\d{1,9}$/.test(String(body.version)) ? Number(body.version) : 0
        const input = { reference: circular.reference, version, today: clock.today(), now: clock.now() }
        const moved =
          kind === 'approve'
            ? await approveCircular(db, actor, input)
            : await sendCircular(db, actor, { ...input, publicUrl })
        if (!moved.ok)
          return reply.page(
            'minutes/pages/circular-step.njk',
            step(kind, circular, formWithErrors({}, moved.problems)),
            400,
          )
        return reply.redirect(
          `${circularPaths.show(circular.reference)}?done=${kind === 'approve' ? 'approved' : 'sent'}`,
          303,
        )
      },
    )
  }
}

/** Whether an issue of it has been sent, so that everybody may read that one. */
const published = ({ state, issue }: Circular): boolean => state === 'sent' || issue > 1

function readParts(body: unknown) {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const text = (name: string): string =>
    typeof fields[name] === 'string' ? fields[name].replaceAll('\r\n', '\n').trim() : ''
  const numbers = Object.keys(fields)
    .flatMap((name) => (/^heading-\d{1,2}$/.test(name) ? [Number(name.slice(8))] : []))
    .toSorted((a, b) => a - b)
  const parts = numbers.map((number) => ({ heading: text(`heading-${number}`), text: text(`text-${number}`) }))
  const problems = parts.flatMap((part, number) => [
    ...(part.heading === '' && part.text !== ''
      ? [{ field: `heading-${number}`, text: 'Enter a heading for what you wrote' }]
      : []),
    ...(part.heading.length > 200
      ? [{ field: `heading-${number}`, text: 'A heading must be 200 characters or fewer' }]
      : []),
    ...(part.text.length > 20_000
      ? [{ field: `text-${number}`, text: 'A part must be 20,000 characters or fewer' }]
      : []),
  ])
  const version = text('version')
  return { parts, problems, version: /^\d{1,9}$/.test(version) ? Number(version) : 0 }
}
