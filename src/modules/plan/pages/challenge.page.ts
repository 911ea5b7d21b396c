import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, optionalText, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { answerChallenge, challengeProgress } from '../challenge-progress.ts'
import { listChallenges, listJudgements, type Challenge } from '../judgement-store.ts'
import { planPaths } from '../paths.ts'
import { formView, group, select, textarea } from './form-view.ts'
import { openItem, type ItemParams } from './show-item.page.ts'

const template = 'plan/pages/form.njk'
const challengeSchema = z.object({
  judgement: optionalText(60),
  words: requiredText('Enter your challenge', 4_000, 'Challenge must be 4,000 characters or fewer'),
})
const answerSchema = z.object({
  answer: requiredText('Enter the answer', 4_000, 'Answer must be 4,000 characters or fewer'),
  version: requiredText('Open this page again').regex(/^\d{1,9}$/, 'Open this page again'),
})
type Opened = Awaited<ReturnType<typeof openItem>>
type AnswerParams = ItemParams & { challenge: string }

export function challengePages(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'plan.challenge' }
  const common = ({ plan, item, title }: Opened) => {
    const reference = item.reference ?? ''
    return {
      caption: title,
      breadcrumbs: [
        { text: 'Plans', href: planPaths.list() },
        { text: plan.title, href: planPaths.show(plan.slug) },
        { text: reference, href: planPaths.item(plan.slug, reference) },
      ],
      back: { text: 'Cancel', href: planPaths.item(plan.slug, reference) },
    }
  }

  async function challengeView(opened: Opened, form: Form) {
    const judgements = (await listJudgements(db, opened.plan.id)).filter(({ itemId }) => itemId === opened.item.id)
    return formView({
      ...common(opened),
      heading: 'Record a challenge',
      intro: [
        'Only you write these words, and nobody changes them afterwards, you neither. The business team answers beside them.',
      ],
      form,
      groups: [
        group('', [
          select(
            'judgement',
            'What do you challenge?',
            judgements.map(({ id, words, judgedOn }) => ({
              value: id,
              text: `The judgement ‘${words}’ of ${inWords(judgedOn)}`,
            })),
            'This part of the plan as a whole',
          ),
          textarea('words', 'Your challenge', 'Name no child.', 6),
        ]),
      ],
      action: planPaths.challenge(opened.plan.slug, opened.item.reference ?? ''),
      button: 'Record the challenge',
    })
  }

  app.get<{ Params: ItemParams }>(
    planPaths.challenge(':slug', ':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const opened = await openItem(db, actor, params, clock.today())
      return reply.page(template, await challengeView(opened, blankForm()))
    },
  )

  app.post<{ Params: ItemParams }>(
    planPaths.challenge(':slug', ':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const opened = await openItem(db, actor, params, clock.today())
      const parsed = parseForm(challengeSchema, body)
      if (!parsed.ok) return reply.page(template, await challengeView(opened, parsed.form), 400)
      const { judgement, words } = parsed.value
      const { slug } = opened.plan
      const made = await challengeProgress(db, actor, {
        slug,
        reference: params.reference,
        judgementId: judgement,
        words,
        at: clock.now(),
      })
      if (!made.ok)
        return reply.page(template, await challengeView(opened, formWithErrors(parsed.values, made.problems)), 400)
      return reply.redirect(`${planPaths.item(slug, params.reference)}?done=challenged`, 303)
    },
  )

  const answering = { permission: 'plan.write' }
  async function openChallenge(actor: Actor, params: AnswerParams): Promise<{ opened: Opened; challenge: Challenge }> {
    const opened = await openItem(db, actor, params, clock.today())
    const challenge = (await listChallenges(db, opened.plan.id)).find(
      ({ id, itemId, answer }) => id === params.challenge && itemId === opened.item.id && answer === null,
    )
    if (!challenge) throw notFound('Challenge')
    return { opened, challenge }
  }

  const answerView = (opened: Opened, challenge: Challenge, form: Form) =>
    formView({
      ...common(opened),
      heading: 'Answer this challenge',
      intro: [
        `${challenge.madeBy} wrote: ${challenge.words}`,
        'The answer is given once and stands beside the challenge.',
      ],
      form,
      hidden: [{ name: 'version', value: String(challenge.version) }],
      groups: [
        group('', [
          textarea('answer', 'Answer', 'What is done about it, by whom and when, or why nothing is. Name no child.', 6),
        ]),
      ],
      action: planPaths.answer(opened.plan.slug, opened.item.reference ?? '', challenge.id),
      button: 'Record the answer',
    })

  const answerUrl = planPaths.answer(':slug', ':reference', ':challenge')
  app.get<{ Params: AnswerParams }>(answerUrl, { config: answering }, async ({ actor, params }, reply) => {
    const { opened, challenge } = await openChallenge(actor, params)
    return reply.page(template, answerView(opened, challenge, blankForm()))
  })

  app.post<{ Params: AnswerParams }>(answerUrl, { config: answering }, async ({ actor, params, body }, reply) => {
    const { opened, challenge } = await openChallenge(actor, params)
    const parsed = parseForm(answerSchema, body)
    if (!parsed.ok) return reply.page(template, answerView(opened, challenge, parsed.form), 400)
    const { slug } = opened.plan
    const done = await answerChallenge(db, actor, {
      slug,
      reference: params.reference,
      challengeId: challenge.id,
      version: Number(parsed.value.version),
      answer: parsed.value.answer,
      at: clock.now(),
    })
    if (!done.ok)
      return reply.page(template, answerView(opened, challenge, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${planPaths.item(slug, params.reference)}?done=answered`, 303)
  })
}
