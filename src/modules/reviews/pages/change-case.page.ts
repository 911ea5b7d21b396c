import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inWords } from '#platform/dates.ts'
import { blankForm, formWithErrors, parseForm, requiredChoice, type Form } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { caseStates, type CaseState } from '../case.ts'
import { caseFields, dayProblems, kindChoices } from '../case-form.ts'
import type { Case } from '../case-store.ts'
import { changeCase } from '../change-case.ts'
import { choices, shownVersion } from '../form-fields.ts'
import { writableCase } from '../owned-case.ts'
import { reviewPaths } from '../paths.ts'
import { caseCrumbs, type ByReference } from './case-page.ts'

const template = 'reviews/pages/change-case.njk'
const states = Object.keys(caseStates) as [CaseState, ...CaseState[]]
const schema = z.object({
  ...caseFields,
  state: requiredChoice(states, 'Select where the case stands'),
  version: shownVersion(),
})

export function changeCasePage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.open-case', stepUp: true } as const
  const view = (one: Case, form: Form) => ({
    heading: 'Change this case',
    marking: sensitive,
    isInvented: one.isInvented,
    breadcrumbs: caseCrumbs(one),
    title: one.title,
    form,
    action: reviewPaths.change(one.reference),
    kinds: kindChoices,
    states: choices(states.map((value) => ({ value, text: caseStates[value] }))),
  })

  app.get<ByReference>(reviewPaths.change(':reference'), { config }, async ({ actor, params }, reply) => {
    const one = await writableCase(db, actor, params.reference, clock.now())
    const form = blankForm({
      kind: one.kind,
      pseudonym: one.pseudonym,
      awareOn: one.awareOn === null ? '' : inWords(one.awareOn),
      notifiedOn: one.notifiedOn === null ? '' : inWords(one.notifiedOn),
      state: one.state,
      version: String(one.version),
    })
    return reply.page(template, view(one, form))
  })

  app.post<ByReference>(reviewPaths.change(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const [today, now] = [clock.today(), clock.now()]
    const one = await writableCase(db, actor, params.reference, now)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(one, parsed.form), 400)
    const wrong = dayProblems(parsed.value, today)
    if (wrong.length > 0) return reply.page(template, view(one, formWithErrors(parsed.values, wrong)), 400)
    const { version, ...change } = parsed.value
    const done = await changeCase(db, actor, { reference: one.reference, version: Number(version), ...change, now })
    if (!done.ok) return reply.page(template, view(one, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${reviewPaths.case(one.reference)}?done=changed`, 303)
  })
}
