import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
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
import { annotateChart } from '../annotate-chart.ts'
import { listAnnotations } from '../annotation-store.ts'
import type { Indicator } from '../indicator.ts'
import { listObservations } from '../observation-store.ts'
import { indicatorPaths } from '../paths.ts'
import { indicatorBreadcrumbs, manageConfig as config, openSupplied } from './manage-course.ts'

const template = 'indicators/pages/annotate-chart.njk'

const schema = z
  .object({
    startsOn: requiredDate('Enter the date of the change', 'Date of the change must be a real date, like 27/3/2026'),
    text: requiredText('Enter what changed', 60, 'What changed must be 60 characters or fewer'),
    isRebase: z.literal('yes').optional(),
    reason: optionalText(500, 'Reason must be 500 characters or fewer'),
  })
  .refine((form) => form.isRebase !== 'yes' || form.reason !== null, {
    path: ['reason'],
    message: 'Enter why new limits start here',
    when: whenGood('reason', 'isRebase'),
  })

/** Notes a change on an indicator’s chart, and lists what is noted on it. */
export function annotateChartPage(app: FastifyInstance, { db, clock }: Services): void {
  const firstQuarter = async (actor: Actor, indicator: Indicator): Promise<string | null> =>
    (await listObservations(db, actor.partnershipId, [indicator.id])).get(indicator.id)?.[0]?.startsOn ?? null

  async function view(actor: Actor, indicator: Indicator, form: Form) {
    const notes = await listAnnotations(db, actor.partnershipId, indicator.id)
    return {
      heading: 'Note a change on the chart',
      breadcrumbs: indicatorBreadcrumbs(indicator),
      form,
      action: indicatorPaths.annotate(indicator.slug),
      name: indicator.name,
      notes: notes.toReversed().map((note) => ({
        on: inWords(note.startsOn),
        text: note.text,
        limits: note.isRebase ? `New limits start here${note.reason === null ? '' : `: ${note.reason}`}` : 'No',
        author: note.author,
        removeHref: indicatorPaths.removeAnnotation(indicator.slug, note.id),
      })),
    }
  }

  app.get<{ Params: { slug: string } }>(
    indicatorPaths.annotate(':slug'),
    { config },
    async ({ actor, params }, reply) => {
      const { indicator } = await openSupplied(db, actor, params.slug)
      return reply.page(template, await view(actor, indicator, blankForm()))
    },
  )

  app.post<{ Params: { slug: string } }>(
    indicatorPaths.annotate(':slug'),
    { config },
    async ({ actor, params, body }, reply) => {
      const { indicator } = await openSupplied(db, actor, params.slug)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, indicator, parsed.form), 400)
      const { startsOn, text, reason } = parsed.value
      const isRebase = parsed.value.isRebase === 'yes'
      const first = await firstQuarter(actor, indicator)
      const problem =
        startsOn > clock.today()
          ? 'Date of the change must be today or earlier'
          : first !== null && startsOn <= first
            ? `Date of the change must be after the first quarter began, on ${inWords(first)}`
            : null
      if (problem !== null) {
        const form = formWithErrors(parsed.values, [{ field: 'startsOn', text: problem }])
        return reply.page(template, await view(actor, indicator, form), 400)
      }
      const note = { indicatorId: indicator.id, startsOn, text, isRebase, reason: isRebase ? reason : null }
      const done = await annotateChart(db, actor, note)
      if (!done.ok) {
        const form = formWithErrors(parsed.values, done.problems)
        return reply.page(template, await view(actor, indicator, form), 400)
      }
      return reply.redirect(`${indicatorPaths.show(indicator.slug)}?done=${isRebase ? 'rebased' : 'noted'}`, 303)
    },
  )
}
