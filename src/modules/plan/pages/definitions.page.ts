import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, optionalText, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { toneTags, type Definition } from '../definition.ts'
import { defineProgress } from '../define-progress.ts'
import { listDefinitions } from '../judgement-store.ts'
import { planPaths } from '../paths.ts'
import { checkboxes, formView, group, input, textarea } from './form-view.ts'

const template = 'plan/pages/form.njk'
const schema = z.object({
  words: requiredText('Enter the words of the judgement', 60, 'Words must be 60 characters or fewer'),
  meaning: requiredText('Enter what it means', 500, 'Meaning must be 500 characters or fewer'),
  isLittle: optionalText(5),
  needsEvidence: optionalText(5),
  isUsed: optionalText(5),
  version: requiredText('Open this page again').regex(/^\d{1,9}$/, 'Open this page again'),
})

const yes = (text: string) => [{ value: 'yes', text }]

export function definitionsPages(app: FastifyInstance, { db }: Services): void {
  app.get<{ Querystring: { done?: string } }>(
    planPaths.definitions(),
    { config: { permission: 'plan.read' } },
    async ({ actor, query }, reply) =>
      reply.page('plan/pages/definitions.njk', {
        heading: 'What the judgements mean',
        ...(query.done === 'saved' ? { done: 'Saved.' } : {}),
        breadcrumbs: [{ text: 'Plans', href: planPaths.list() }],
        definitions: (await listDefinitions(db, actor)).map((each) => ({
          ...each,
          tag: toneTags[each.tone],
          href: may(actor, 'plan.define') ? planPaths.definition(each.key) : '',
        })),
      }),
  )

  const config = { permission: 'plan.define' }
  const open = async (actor: Actor, key: string): Promise<Definition> => {
    const found = (await listDefinitions(db, actor)).find((each) => each.key === key)
    if (!found) throw notFound('Definition')
    return found
  }
  const view = (definition: Definition, form: Form) =>
    formView({
      heading: `Change ‘${definition.words}’`,
      breadcrumbs: [
        { text: 'Plans', href: planPaths.list() },
        { text: 'What the judgements mean', href: planPaths.definitions() },
      ],
      intro: ['What was judged before keeps the words and the meaning that it was judged by.'],
      form,
      hidden: [{ name: 'version', value: String(form.values['version'] ?? '') }],
      groups: [
        group('', [
          input('words', 'Words', '', 'govuk-input--width-20'),
          textarea('meaning', 'What does it mean?', 'It is printed wherever the words appear.', 3),
          checkboxes('needsEvidence', 'Evidence', yes('It may not be said without evidence')),
          checkboxes(
            'isLittle',
            'The yearly report',
            yes('It counts as an area with little or no evidence of progress'),
          ),
          checkboxes('isUsed', 'In use', yes('People may choose it')),
        ]),
      ],
      action: planPaths.definition(definition.key),
      button: 'Save',
      back: { text: 'Cancel', href: planPaths.definitions() },
    })

  app.get<{ Params: { key: string } }>(planPaths.definition(':key'), { config }, async ({ actor, params }, reply) => {
    const definition = await open(actor, params.key)
    const { words, meaning, isLittle, needsEvidence, isUsed, version } = definition
    const start = {
      words,
      meaning,
      isLittle: isLittle ? ['yes'] : [],
      needsEvidence: needsEvidence ? ['yes'] : [],
      isUsed: isUsed ? ['yes'] : [],
      version: String(version),
    }
    return reply.page(template, view(definition, blankForm(start)))
  })

  app.post<{ Params: { key: string } }>(
    planPaths.definition(':key'),
    { config },
    async ({ actor, params, body }, reply) => {
      const definition = await open(actor, params.key)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, view(definition, parsed.form), 400)
      const { words, meaning, isLittle, needsEvidence, isUsed, version } = parsed.value
      const done = await defineProgress(db, actor, {
        key: definition.key,
        version: Number(version),
        words,
        meaning,
        isLittle: isLittle === 'yes',
        needsEvidence: needsEvidence === 'yes',
        isUsed: isUsed === 'yes',
      })
      if (!done.ok) return reply.page(template, view(definition, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(`${planPaths.definitions()}?done=saved`, 303)
    },
  )
}
