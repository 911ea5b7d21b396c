import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { changeGroupFrom } from '../keeping/change-from.ts'
import type { FactKind } from '../keeping/dated-fact-store.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupToKeep, versionOf } from './arranging.ts'
import { frequency, name, operating, operatingChoices, timesAYear } from './group-fields.ts'

type Params = { Params: { slug: string; group: string } }

const startsOn = requiredDate('Enter the day from which it holds', 'The day must be a real date, like 27/3/2027')
const reason = requiredText('Enter why, or where it was decided', 500)

/** One page a fact, so that each has its day, its reason and its history. */
const tasks = {
  name: {
    heading: 'Change the name',
    schema: z.object({ version: optionalText(), words: name, timesAYear: optionalText(), startsOn, reason }),
    fields: [field('text', 'words', 'New name')],
  },
  frequency: {
    heading: 'Change how often it meets',
    schema: z.object({ version: optionalText(), words: frequency, timesAYear, startsOn, reason }),
    fields: [
      field('text', 'words', 'How often it meets, in words', { hint: 'For example, every two months' }),
      field('text', 'timesAYear', 'Meetings a year', {
        hint: 'Leave empty when nothing says how many',
        classes: 'govuk-input--width-4',
      }),
    ],
  },
  operating: {
    heading: 'Change whether it meets',
    schema: z.object({ version: optionalText(), words: operating, timesAYear: optionalText(), startsOn, reason }),
    fields: [field('choice', 'words', 'Does it meet?', { items: operatingChoices })],
  },
} as const

export function changeFromPage(app: FastifyInstance, { db, clock }: Services): void {
  for (const kind of ['name', 'frequency', 'operating'] as const satisfies readonly FactKind[]) {
    const { heading, schema, fields } = tasks[kind]
    const path = partnershipPaths.changeFrom(':slug', ':group', kind)
    const view = (kept: Awaited<ReturnType<typeof groupToKeep>>, form: Form) =>
      taskView({
        heading: `${heading}: ${kept.group.name}`,
        breadcrumbs: kept.trail,
        lines: [
          'What it was before stays in the group’s history. A day to come is kept, and the change happens on it by itself.',
        ],
        form,
        action: partnershipPaths.changeFrom(kept.partnership.slug, kept.group.slug, kind),
        cancelHref: kept.href,
        button: 'Save change',
        fields: [
          field('hidden', 'version'),
          ...fields,
          dateField('startsOn', 'From which day?'),
          field('lines', 'reason', 'Why, or where it was decided', { rows: 2 }),
        ],
      })
    app.get<Params>(path, { config }, async (request, reply) => {
      const kept = await groupToKeep(db, request)
      const { group } = kept
      const words = { name: group.name, frequency: group.frequency, operating: group.operating }[kind]
      const form = blankForm({
        version: String(group.version),
        words,
        timesAYear: group.meetingsAYear === null ? '' : String(group.meetingsAYear),
      })
      return reply.page(taskTemplate, view(kept, form))
    })
    app.post<Params>(path, { config }, async (request, reply) => {
      const kept = await groupToKeep(db, request)
      const parsed = parseForm(schema as (typeof tasks)['frequency']['schema'], request.body)
      if (!parsed.ok) return reply.page(taskTemplate, view(kept, parsed.form), 400)
      const { version, ...value } = parsed.value
      const done = await changeGroupFrom(db, request.actor, {
        ...value,
        timesAYear: kind === 'frequency' ? value.timesAYear : null,
        kind,
        groupId: kept.group.id,
        version: versionOf(version),
        today: clock.today(),
      })
      if (!done.ok) return reply.page(taskTemplate, view(kept, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(kept.href, 303)
    })
  }
}
