import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findPartnership } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredDate,
  requiredText,
  whenGood,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { reportPacks, yearlyReportDue } from '#statute/yearly-report-contents.ts'
import { createReport } from '../create-report.ts'
import { reportPaths } from '../paths.ts'
import { editionFor, editionName, nextPeriod, periodInWords } from '../report.ts'
import { listReports } from '../report-store.ts'

const config = { permission: 'reports.write' }
const template = 'reports/pages/new-report.njk'
const editions = ['', ...reportPacks.map((pack) => pack.id)] as [string, ...string[]]

const schema = z
  .object({
    title: requiredText('Enter a title for the report', 200, 'Title must be 200 characters or fewer'),
    startsOn: requiredDate('Enter the first day of the period', 'First day must be a real date, like 1/4/2026'),
    endsOn: requiredDate('Enter the last day of the period', 'Last day must be a real date, like 31/3/2027'),
    edition: z.enum(editions, { error: 'Select which guidance the report is built on' }),
    editionReason: optionalText(500, 'Reason must be 500 characters or fewer'),
  })
  .refine((form) => form.startsOn < form.endsOn, {
    path: ['endsOn'],
    message: 'Last day of the period must be after the first day',
    when: whenGood('startsOn', 'endsOn'),
  })

export function newReportPage(app: FastifyInstance, { db, clock }: Services): void {
  async function view(actor: Actor, form: Form | null) {
    const partnership = await findPartnership(db, actor.partnershipId)
    const newest = (await listReports(db, actor))[0] ?? null
    const offered = nextPeriod(newest?.endsOn ?? null, clock.today())
    const inForce = editionFor(offered.to)
    return {
      heading: 'Begin a yearly report',
      breadcrumbs: [{ text: 'Yearly reports', href: reportPaths.list() }],
      form:
        form ??
        blankForm({
          title: `${partnership?.words.yearlyReport ?? 'Yearly report'} ${periodInWords(offered.from, offered.to)}`,
          startsOn: inWords(offered.from),
          endsOn: inWords(offered.to),
          edition: '',
        }),
      action: reportPaths.create(),
      previous:
        newest === null ? 'No report has been begun yet.' : `The newest report ends on ${inWords(newest.endsOn)}.`,
      due: `A report on the period offered here is to be published by ${inWords(yearlyReportDue(offered.to))}: the first 30 September after its last day.`,
      editions: [
        {
          value: '',
          text: 'The one in force on the last day of the period',
          hint: inForce === undefined ? '' : `For the period offered here: ${editionName(inForce)}`,
        },
        ...reportPacks.map((pack) => ({
          value: pack.id,
          text: pack.name,
          hint: `In force from ${inWords(pack.inForceFrom)}. ${pack.items.length} contents.${pack.note === null ? '' : ` ${pack.note}`}`,
        })),
      ],
    }
  }

  app.get(reportPaths.create(), { config }, async ({ actor }, reply) => reply.page(template, await view(actor, null)))

  app.post(reportPaths.create(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, parsed.form), 400)
    const { edition, ...rest } = parsed.value
    const made = await createReport(db, actor, {
      ...rest,
      edition: edition === '' ? null : edition,
      today: clock.today(),
    })
    if (!made.ok) return reply.page(template, await view(actor, formWithErrors(parsed.values, made.problems)), 400)
    return reply.redirect(`${reportPaths.show(made.value.reference)}?done=begun`, 303)
  })
}
