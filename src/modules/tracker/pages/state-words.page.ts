import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, parseForm, requiredText, ticked, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { choice, field, type Field } from '#platform/task-page.ts'
import { trackerPaths } from '../paths.ts'
import { chooseStateWords, listOwnWords } from '../state-word-store.ts'
import { everyState, isState, states, type State } from '../states.ts'

const nameOf = (state: State) => `words-${state}`
const schema = z.object({
  ...Object.fromEntries(
    everyState.map((state) => [
      nameOf(state),
      requiredText(
        `Enter the word for ‘${states[state].words}’`,
        60,
        `The word for ‘${states[state].words}’ must be 60 characters or fewer`,
      ),
    ]),
  ),
  shown: ticked(),
})

const fields: Field[] = [
  field('ticks', 'shown', 'Which of these do you want to see apart?', {
    hint: 'Each that you leave out is shown as a wider one. Nothing is lost by it: it can be switched on any day',
    items: everyState.flatMap((state) => {
      const { shownAs, words, meaning } = states[state]
      return shownAs === null ? [] : [choice(state, words, `${meaning}. Otherwise shown as ‘${states[shownAs].words}’`)]
    }),
  }),
  ...everyState.map((state) =>
    field('text', nameOf(state), `Your word for ‘${states[state].words}’`, { hint: states[state].meaning }),
  ),
]

export function stateWordsPage(app: FastifyInstance, { db }: Services): void {
  const config = { permission: 'tracker.settings' }
  const view = (form: Form, done = '') => ({
    heading: 'Words for the states',
    breadcrumbs: [{ text: 'Recommendations and actions', href: trackerPaths.list() }],
    done,
    form,
    action: trackerPaths.settings(),
    fields,
  })
  const valuesOf = async (actor: Actor) => {
    const own = await listOwnWords(db, actor.partnershipId)
    return {
      shown: everyState.filter((state) => own.get(state)?.isShown ?? states[state].shownAs === null),
      ...Object.fromEntries(everyState.map((state) => [nameOf(state), own.get(state)?.words ?? states[state].words])),
    }
  }

  app.get<{ Querystring: { done?: string } }>(trackerPaths.settings(), { config }, async ({ actor, query }, reply) =>
    reply.page(
      'tracker/pages/raise-item.njk',
      view(blankForm(await valuesOf(actor)), query.done === 'saved' ? 'Your words were saved.' : ''),
    ),
  )

  app.post(trackerPaths.settings(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page('tracker/pages/raise-item.njk', view(parsed.form), 400)
    const value = parsed.value as Record<string, string> & { shown: string[] }
    const words = Object.fromEntries(everyState.map((state) => [state, value[nameOf(state)] ?? ''])) as Record<
      State,
      string
    >
    const done = await chooseStateWords(db, actor, { words, shown: value.shown.filter(isState) })
    if (!done.ok)
      return reply.page('tracker/pages/raise-item.njk', view(formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${trackerPaths.settings()}?done=saved`, 303)
  })
}
