import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
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
import type { Problem } from '#platform/command.ts'
import type { Services } from '#platform/services.ts'
import { answerWarning, mayAnswer } from '../answer-warning.ts'
import { warningPaths } from '../paths.ts'
import { evidenceKinds, type EvidenceKind } from '../warning.ts'
import { findWarning, type Warning } from '../warning-store.ts'
import { dueWords } from '../words.ts'
import { seenView } from './show-warning.page.ts'

const template = 'early-warning/pages/answer-warning.njk'

const schema = z.object({
  answer: requiredText('Enter what you found and what was done', 4_000, 'Answer must be 4,000 characters or fewer'),
  ground: requiredChoice(['evidence', 'reason'], 'Select whether you have evidence, or a reason why none is needed'),
  evidenceKind: optionalText(60),
  evidenceSource: optionalText(300, 'Where the evidence is must be 300 characters or fewer'),
  evidenceTrueOn: optionalText(40),
  version: requiredText('Open the warning again').regex(/^\d{1,9}$/, 'Open the warning again'),
})

type Evidence = { kind: EvidenceKind; source: string; trueOn: string }

/** The evidence that was typed, or what is missing of it; the three belong together. */
function readEvidence(kind: string | null, source: string | null, trueOn: string | null): Evidence | Problem[] {
  const date = trueOn === null ? null : readDate(trueOn)
  const problems: Problem[] = []
  if (kind === null || !Object.hasOwn(evidenceKinds, kind))
    problems.push({ field: 'evidenceKind', text: 'Select what kind of evidence it is' })
  if (source === null)
    problems.push({ field: 'evidenceSource', text: 'Enter what the evidence is and where it can be found' })
  if (trueOn === null) problems.push({ field: 'evidenceTrueOn', text: 'Enter the date on which the evidence was true' })
  else if (date === null)
    problems.push({ field: 'evidenceTrueOn', text: 'Date the evidence was true must be a real date, like 27/3/2027' })
  if (problems.length > 0 || source === null || date === null) return problems
  return { kind: kind as EvidenceKind, source, trueOn: date }
}

export function answerWarningPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'early-warning.answer' }

  const view = async (actor: Actor, warning: Warning, form: Form) => ({
    heading: 'Answer this warning',
    invented: warning.isInvented,
    form,
    action: warningPaths.answer(warning.reference),
    breadcrumbs: [
      { text: 'Early warnings', href: warningPaths.list() },
      { text: warning.reference, href: warningPaths.show(warning.reference) },
    ],
    title: warning.title,
    asked: warning.decisionReason ?? '',
    group: warning.groupName ?? '',
    due: dueWords(warning, clock.today()),
    kinds: Object.entries(evidenceKinds).map(([value, words]) => ({ value, words })),
    ...(await seenView(db, actor, warning)),
  })

  const open = async (actor: Actor, reference: string): Promise<Warning> => {
    const warning = await findWarning(db, actor, reference)
    if (!warning) throw notFound('Warning')
    if (warning.state === 'with-group' && !mayAnswer(actor, warning)) {
      throw forbidden(
        'This warning is owned by another office, which answers it.',
        `${warning.ownerOffice ?? ''}, or your partnership’s business team`,
      )
    }
    return warning
  }

  app.get<{ Params: { reference: string } }>(
    warningPaths.answer(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const warning = await open(actor, params.reference)
      if (warning.state !== 'with-group') return reply.redirect(warningPaths.show(warning.reference), 303)
      const form = blankForm({ version: String(warning.version), evidenceTrueOn: inWords(clock.today()) })
      return reply.page(template, await view(actor, warning, form))
    },
  )

  app.post<{ Params: { reference: string } }>(
    warningPaths.answer(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const warning = await open(actor, params.reference)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, warning, parsed.form), 400)
      const { answer, ground, evidenceKind, evidenceSource, evidenceTrueOn, version } = parsed.value
      const evidence = ground === 'evidence' ? readEvidence(evidenceKind, evidenceSource, evidenceTrueOn) : null
      if (Array.isArray(evidence))
        return reply.page(template, await view(actor, warning, formWithErrors(parsed.values, evidence)), 400)
      const { reference } = warning
      const done = await answerWarning(db, actor, {
        reference,
        version: Number(version),
        answer,
        ground,
        evidence,
        today: clock.today(),
      })
      if (!done.ok)
        return reply.page(template, await view(actor, warning, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(`${warningPaths.show(reference)}?done=answered`, 303)
    },
  )
}
