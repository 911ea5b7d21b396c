import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listAgencies } from '#modules/partnerships/public.ts'
import { threadOf, threadPaths } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { howFar, instantInWords, inWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
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
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { askCascade } from '../cascades/ask-cascade.ts'
import {
  findCascade,
  listAsked,
  listCascades,
  standingOf,
  type Asked,
  type Cascade,
} from '../cascades/cascade-store.ts'
import { confirmCascade, mayConfirm } from '../cascades/confirm-cascade.ts'
import { cascadePaths } from '../paths.ts'

const askSchema = z.object({
  title: requiredText('Enter what it is about', 150, 'What it is about must be 150 characters or fewer'),
  message: requiredText(
    'Enter what is to be passed on',
    8_000,
    'What is to be passed on must be 8,000 characters or fewer',
  ),
  whatToDo: requiredText('Enter what is to be done', 2_000, 'What is to be done must be 2,000 characters or fewer'),
  marking: requiredChoice(['OFFICIAL', 'OFFICIAL-SENSITIVE'], 'Select its marking'),
  dueOn: requiredDate(
    'Enter the date by which agencies answer',
    'Date by which agencies answer must be a real date, like 27/3/2027',
  ),
  agencies: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((chosen) => [chosen ?? []].flat().filter((id) => id !== '')),
})
const answerSchema = z.object({
  answer: requiredChoice(['confirmed', 'does-not-apply'], 'Select whether it was passed on'),
  toldWho: optionalText(1_000, 'Who was told must be 1,000 characters or fewer'),
  toldHow: optionalText(1_000, 'How they were told must be 1,000 characters or fewer'),
  toldOn: optionalText(40).transform((text, context) => {
    if (text === null) return null
    const date = readDate(text)
    if (date !== null) return date
    context.addIssue({ code: 'custom', message: 'Date on which they were told must be a real date, like 27/3/2027' })
    return z.NEVER
  }),
  reason: optionalText(1_000, 'Reason must be 1,000 characters or fewer'),
  version: requiredText('Open the page again').regex(/^\d{1,9}$/, 'Open the page again'),
})
const done = { asked: 'The agencies are asked.', confirmed: 'Thank you: your agency’s answer is recorded.' }
const crumbs = [{ text: 'To pass on', href: cascadePaths.list() }]
const tags = {
  confirmed: 'govuk-tag--green',
  'does not apply': 'govuk-tag--grey',
  late: 'govuk-tag--red',
  'not yet': 'govuk-tag--yellow',
}

/** What agencies are asked to pass on among their people, and who has confirmed it. */
export function cascadesPage(app: FastifyInstance, { db, clock, publicUrl }: Services): void {
  const read = { permission: 'minutes.read' }
  const ask = { permission: 'minutes.cascade' }
  const confirm = { permission: 'minutes.confirm-cascade' }

  app.get(cascadePaths.list(), { config: read }, async ({ actor }, reply) => {
    const cascades = await listCascades(db, actor)
    const asked = await listAsked(
      db,
      actor,
      cascades.map(({ id }) => id),
    )
    const today = clock.today()
    return reply.page('minutes/pages/list-cascades.njk', {
      heading: 'To pass on within agencies',
      cascades: cascades.map((cascade) => {
        const own = asked.filter(({ cascadeId }) => cascadeId === cascade.id)
        const count = (kind: string) => own.filter((each) => standingOf(each, cascade.dueOn, today) === kind).length
        return {
          title: cascade.title,
          href: cascadePaths.show(cascade.reference),
          due: `${inWords(cascade.dueOn)} (${howFar(today, cascade.dueOn)})`,
          position: ['confirmed', 'does not apply', 'not yet', 'late']
            .flatMap((kind) => (count(kind) > 0 ? [`${count(kind)} ${kind}`] : []))
            .join(', '),
        }
      }),
      askHref: may(actor, 'minutes.cascade') ? cascadePaths.ask() : '',
    })
  })

  async function askView(actor: Actor, form: Form) {
    const agencies = await listAgencies(db, actor.partnershipId)
    const chosen = [form.values['agencies'] ?? []].flat()
    return {
      heading: 'Ask agencies to pass something on',
      breadcrumbs: crumbs,
      form,
      action: cascadePaths.ask(),
      markings: ['OFFICIAL', 'OFFICIAL-SENSITIVE'].map((value) => ({ value, text: value })),
      agencies: agencies
        .filter(({ isCategory }) => !isCategory)
        .map(({ organisationId, name }) => ({
          value: organisationId,
          text: name,
          checked: chosen.includes(organisationId),
        })),
    }
  }
  app.get(cascadePaths.ask(), { config: ask }, async ({ actor }, reply) =>
    reply.page('minutes/pages/ask-cascade.njk', await askView(actor, blankForm({ marking: 'OFFICIAL' }))),
  )
  app.post(cascadePaths.ask(), { config: ask }, async ({ actor, body }, reply) => {
    const parsed = parseForm(askSchema, body)
    if (!parsed.ok) return reply.page('minutes/pages/ask-cascade.njk', await askView(actor, parsed.form), 400)
    const { agencies, ...cascade } = parsed.value
    const asked = await askCascade(db, actor, {
      ...cascade,
      organisationIds: agencies,
      today: clock.today(),
      publicUrl,
    })
    if (!asked.ok)
      return reply.page(
        'minutes/pages/ask-cascade.njk',
        await askView(actor, formWithErrors(parsed.values, asked.problems)),
        400,
      )
    return reply.redirect(`${cascadePaths.show(asked.value.reference)}?done=asked`, 303)
  })

  async function open(actor: Actor, reference: string): Promise<{ cascade: Cascade; asked: Asked[] }> {
    const cascade = await findCascade(db, actor, reference)
    if (!cascade) throw notFound('Cascade')
    return { cascade, asked: await listAsked(db, actor, [cascade.id]) }
  }
  type At = { Params: { reference: string }; Querystring: { done?: string } }

  app.get<At>(cascadePaths.show(':reference'), { config: read }, async ({ actor, params, query }, reply) => {
    const { cascade, asked } = await open(actor, params.reference)
    const today = clock.today()
    return reply.page('minutes/pages/show-cascade.njk', {
      heading: cascade.title,
      marking: cascade.marking,
      breadcrumbs: crumbs,
      done: wordsFor(done, query.done),
      isInvented: cascade.isInvented,
      asked: `Asked on ${inWords(cascade.askedOn)}; answers are due by ${inWords(cascade.dueOn)} (${howFar(today, cascade.dueOn)})`,
      message: cascade.message.split('\n').filter((line) => line !== ''),
      whatToDo: cascade.whatToDo,
      agencies: asked.map((each) => {
        const state = standingOf(each, cascade.dueOn, today)
        return {
          name: each.name,
          state: state === 'not yet' || state === 'late' ? `${state}: not known` : state,
          tag: tags[state],
          words: saidBy(each),
          href:
            may(actor, 'minutes.confirm-cascade') && mayConfirm(actor, each.organisationId)
              ? cascadePaths.confirm(cascade.reference, each.organisationId)
              : '',
        }
      }),
      threadHref: threadPaths.show(cascade.reference),
      arrows: await threadOf(db, actor, cascade.recordId, clock.today()),
    })
  })

  type One = { Params: { reference: string; organisation: string } }
  async function openAgency(actor: Actor, { reference, organisation }: One['Params']) {
    const { cascade, asked } = await open(actor, reference)
    const agency = asked.find(({ organisationId }) => organisationId === organisation)
    if (!agency) throw notFound('Agency')
    if (!mayConfirm(actor, agency.organisationId))
      throw forbidden('Your agency’s safeguarding lead or administrator answers for it.', 'your agency’s administrator')
    return { cascade, agency }
  }
  const answerView = ({ cascade, agency }: Awaited<ReturnType<typeof openAgency>>, form: Form) => ({
    heading: `Was it passed on in ${agency.name}?`,
    marking: cascade.marking,
    breadcrumbs: [...crumbs, { text: cascade.reference, href: cascadePaths.show(cascade.reference) }],
    form,
    action: cascadePaths.confirm(cascade.reference, agency.organisationId),
    title: cascade.title,
    whatToDo: cascade.whatToDo,
    answers: [
      { value: 'confirmed', text: 'Yes, it was passed on' },
      { value: 'does-not-apply', text: 'It does not apply to us' },
    ],
  })
  app.get<One>(
    cascadePaths.confirm(':reference', ':organisation'),
    { config: confirm },
    async ({ actor, params }, reply) => {
      const opened = await openAgency(actor, params)
      const { answer, toldWho, toldHow, toldOn, reason, version } = opened.agency
      const form = blankForm({
        answer: answer ?? '',
        toldWho: toldWho ?? '',
        toldHow: toldHow ?? '',
        toldOn: toldOn === null ? '' : inWords(toldOn),
        reason: reason ?? '',
        version: String(version),
      })
      return reply.page('minutes/pages/confirm-cascade.njk', answerView(opened, form))
    },
  )
  app.post<One>(
    cascadePaths.confirm(':reference', ':organisation'),
    { config: confirm },
    async ({ actor, params, body }, reply) => {
      const opened = await openAgency(actor, params)
      const parsed = parseForm(answerSchema, body)
      if (!parsed.ok) return reply.page('minutes/pages/confirm-cascade.njk', answerView(opened, parsed.form), 400)
      const { version, ...answer } = parsed.value
      const { reference } = opened.cascade
      const saved = await confirmCascade(db, actor, {
        reference,
        organisationId: opened.agency.organisationId,
        version: Number(version),
        ...answer,
        today: clock.today(),
        now: clock.now(),
      })
      if (!saved.ok)
        return reply.page(
          'minutes/pages/confirm-cascade.njk',
          answerView(opened, formWithErrors(parsed.values, saved.problems)),
          400,
        )
      return reply.redirect(`${cascadePaths.show(reference)}?done=confirmed`, 303)
    },
  )
}

function saidBy({ answer, toldWho, toldHow, toldOn, reason, answeredAt, answeredBy }: Asked): string {
  if (answer === null || answeredAt === null) return 'Nothing was answered yet'
  const by = `${answeredBy ?? 'the installation'}, ${instantInWords(answeredAt)}`
  return answer === 'confirmed'
    ? `${toldWho ?? ''}; ${toldHow ?? ''}; ${toldOn === null ? '' : inWords(toldOn)} (${by})`
    : `${reason ?? ''} (${by})`
}
