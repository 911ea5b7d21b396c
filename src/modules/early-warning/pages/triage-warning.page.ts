import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listOfficesOfRole } from '#modules/identity/public.ts'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { addDays, inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
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
import type { Services } from '#platform/services.ts'
import { warningPaths } from '../paths.ts'
import { triageWarning } from '../triage-warning.ts'
import { decisions, type Decision } from '../warning.ts'
import { findWarning, type Warning } from '../warning-store.ts'
import { seenView } from './show-warning.page.ts'

const template = 'early-warning/pages/triage-warning.njk'
const choices = Object.keys(decisions) as [Decision, ...Decision[]]

const schema = z.object({
  decision: requiredChoice(choices, 'Select what should happen with this warning'),
  reason: requiredText('Enter the reason for your judgement', 2_000, 'Reason must be 2,000 characters or fewer'),
  group: optionalText(100),
  owner: optionalText(100),
  dueOn: optionalText(40),
  version: requiredText('Open the warning again').regex(/^\d{1,9}$/, 'Open the warning again'),
})

/** A month is what a group that meets quarterly can do between two meetings, and what the form proposes. */
const usualDays = 28

export function triageWarningPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'early-warning.triage' }

  const view = async (actor: Actor, warning: Warning, form: Form) => {
    const [groups, offices, seen] = await Promise.all([
      listGroups(db, actor.partnershipId),
      listOfficesOfRole(
        db,
        actor.partnershipId,
        ['signing-officer', 'data-lead', 'executive-member', 'business-manager', 'analyst'],
        clock.today(),
      ),
      seenView(db, actor, warning),
    ])
    return {
      heading: 'Judge this warning',
      invented: warning.isInvented,
      form,
      action: warningPaths.triage(warning.reference),
      breadcrumbs: [
        { text: 'Early warnings', href: warningPaths.list() },
        { text: warning.reference, href: warningPaths.show(warning.reference) },
      ],
      title: warning.title,
      ...seen,
      decisions: Object.entries(decisions).map(([value, { words, hint }]) => ({ value, words, hint })),
      groups: groups.map(({ id, name }) => ({ id, name })),
      owners: [...Map.groupBy(offices, (office) => office.id).values()].map(([office]) => ({
        id: office?.id ?? '',
        name: `${office?.title ?? ''}, ${office?.organisation ?? ''}${office?.holder === null ? ' (vacant)' : ` (${office?.holder ?? ''})`}`,
      })),
    }
  }

  const open = async (actor: Actor, reference: string): Promise<Warning> => {
    const warning = await findWarning(db, actor, reference)
    if (!warning) throw notFound('Warning')
    return warning
  }

  app.get<{ Params: { reference: string } }>(
    warningPaths.triage(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const warning = await open(actor, params.reference)
      const form = blankForm({
        decision: warning.decision ?? '',
        reason: warning.decisionReason ?? '',
        group: warning.groupId ?? '',
        owner: warning.ownerOfficeId ?? '',
        dueOn: inWords(warning.dueOn ?? addDays(clock.today(), usualDays)),
        version: String(warning.version),
      })
      return reply.page(template, await view(actor, warning, form))
    },
  )

  app.post<{ Params: { reference: string } }>(
    warningPaths.triage(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const warning = await open(actor, params.reference)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, warning, parsed.form), 400)
      const { decision, reason, group, owner, dueOn, version } = parsed.value
      const date = dueOn === null ? null : readDate(dueOn)
      if (decision === 'act' && dueOn !== null && date === null) {
        const problem = { field: 'dueOn', text: 'Date for the answer must be a real date, like 27/3/2027' }
        return reply.page(template, await view(actor, warning, formWithErrors(parsed.values, [problem])), 400)
      }
      const done = await triageWarning(db, actor, {
        reference: warning.reference,
        version: Number(version),
        decision,
        reason,
        groupId: group,
        officeId: owner,
        dueOn: date,
        today: clock.today(),
      })
      if (!done.ok)
        return reply.page(template, await view(actor, warning, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(
        `${warningPaths.show(warning.reference)}?done=${decision === 'act' ? 'given' : 'closed'}`,
        303,
      )
    },
  )
}
