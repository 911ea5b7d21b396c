import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listModulesOff } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { peoplePaths } from '../paths.ts'
import { switchableModules } from '../switchable-modules.ts'
import { switchOff, switchOn } from '../switch-module.ts'

const schema = z.object({
  reason: requiredText('Enter why it is switched off', 500, 'Reason must be 500 characters or fewer'),
})
const doneWords = {
  off: 'The module is switched off for everybody in this partnership.',
  on: 'The module is switched on, with everything that it held.',
}

/** The modules that the partnership uses; switching one off asks first and says what is gone. */
export function modulesPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'people.switch-modules' }

  const one = (name: string) => {
    const module = Object.hasOwn(switchableModules, name) ? switchableModules[name] : undefined
    if (!module) throw notFound('Module')
    return module
  }
  async function view(actor: Actor, name: string, form: Form) {
    const { title, holds, gone } = one(name)
    const off = await listModulesOff(db, actor.partnershipId)
    const isOff = off.some(({ module }) => module === name)
    return {
      heading: `Switch ${title} ${isOff ? 'on' : 'off'}?`,
      breadcrumbs: [{ text: 'Modules', href: peoplePaths.modules() }],
      form,
      action: peoplePaths.module(name),
      isOff,
      holds,
      gone,
      partnership: actor.partnershipName,
      cancelHref: peoplePaths.modules(),
    }
  }

  app.get<{ Querystring: { done?: string } }>(peoplePaths.modules(), { config }, async ({ actor, query }, reply) => {
    const off = new Map((await listModulesOff(db, actor.partnershipId)).map((each) => [each.module, each]))
    return reply.page('people/pages/modules.njk', {
      heading: 'Modules',
      breadcrumbs: [{ text: 'People and offices', href: peoplePaths.list() }],
      done: wordsFor(doneWords, query.done),
      modules: Object.entries(switchableModules).map(([name, { title, holds }]) => {
        const found = off.get(name)
        return {
          title,
          holds,
          isOff: found !== undefined,
          why: found
            ? `${found.reason ?? 'No reason was given'}. ${found.by ?? 'Goldenthread'}, ${instantInWords(found.at)}`
            : '',
          href: peoplePaths.module(name),
        }
      }),
    })
  })

  app.get<{ Params: { name: string } }>(peoplePaths.module(':name'), { config }, async ({ actor, params }, reply) =>
    reply.page('people/pages/switch-module.njk', await view(actor, params.name, blankForm())),
  )

  app.post<{ Params: { name: string } }>(
    peoplePaths.module(':name'),
    { config },
    async ({ actor, params, body }, reply) => {
      const { isOff } = await view(actor, params.name, blankForm())
      const to = typeof body === 'object' && body !== null && 'to' in body ? body.to : ''
      if (isOff === (to === 'off')) throw conflict('Somebody else has switched this module since you opened the page')
      if (isOff) {
        await switchOn(db, actor, { module: params.name })
        return reply.redirect(`${peoplePaths.modules()}?done=on`, 303)
      }
      const parsed = parseForm(schema, body)
      const again = async (form: Form) =>
        reply.page('people/pages/switch-module.njk', await view(actor, params.name, form), 400)
      if (!parsed.ok) return again(parsed.form)
      const done = await switchOff(db, actor, { module: params.name, reason: parsed.value.reason, at: clock.now() })
      if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
      return reply.redirect(`${peoplePaths.modules()}?done=off`, 303)
    },
  )
}
