import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { warningPaths } from '../paths.ts'
import { reopenWarning } from '../triage-warning.ts'
import { findWarning, type Warning } from '../warning-store.ts'

const template = 'early-warning/pages/reopen-warning.njk'
const schema = z.object({
  reason: requiredText('Enter why the warning should be open again', 2_000, 'Reason must be 2,000 characters or fewer'),
  version: requiredText('Open the warning again').regex(/^\d{1,9}$/, 'Open the warning again'),
})

export function reopenWarningPage(app: FastifyInstance, { db }: Services): void {
  const config = { permission: 'early-warning.triage' }
  const view = (warning: Warning, form: Form) => ({
    heading: 'Open this warning again',
    form,
    action: warningPaths.reopen(warning.reference),
    breadcrumbs: [
      { text: 'Early warnings', href: warningPaths.list() },
      { text: warning.reference, href: warningPaths.show(warning.reference) },
    ],
    title: warning.title,
    answer: warning.answer ?? '',
  })

  app.get<{ Params: { reference: string } }>(
    warningPaths.reopen(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const warning = await findWarning(db, actor, params.reference)
      if (!warning) throw notFound('Warning')
      return reply.page(template, view(warning, blankForm({ version: String(warning.version) })))
    },
  )

  app.post<{ Params: { reference: string } }>(
    warningPaths.reopen(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const warning = await findWarning(db, actor, params.reference)
      if (!warning) throw notFound('Warning')
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, view(warning, parsed.form), 400)
      const { reason, version } = parsed.value
      const done = await reopenWarning(db, actor, { reference: warning.reference, version: Number(version), reason })
      if (!done.ok) return reply.page(template, view(warning, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(`${warningPaths.show(warning.reference)}?done=reopened`, 303)
    },
  )
}
