import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { parseNumber } from '#platform/sheets/parse-values.ts'
import { boundsOf, displayValue, unitWords } from '../display.ts'
import type { Indicator } from '../indicator.ts'
import { indicatorPaths } from '../paths.ts'
import { clearTarget, setTarget } from '../set-target.ts'
import { seenTarget, type SupplyTarget } from '../target-store.ts'
import { indicatorBreadcrumbs, manageConfig as config, openSupplied } from './manage-course.ts'

const template = 'indicators/pages/set-target.njk'

const schema = z.object({
  target: requiredText('Enter the target', 40, 'Target must be a number'),
  note: requiredText('Enter who agreed the target and when', 300, 'Who agreed it must be 300 characters or fewer'),
  seen: z.string({ error: 'Open the page again' }),
})

/** A target as it was typed, or what is wrong with it: within the unit’s bounds, and no finer than the page shows. */
function readTarget(indicator: Indicator, typed: string): { value: number } | { problem: string } {
  const parsed = parseNumber(typed)
  if (!parsed.ok) return { problem: 'Target must be a number, like 85 or 12.5' }
  const { min, max } = boundsOf(indicator.unit)
  if (parsed.wasPercent && indicator.unit !== 'percent') return { problem: 'Target must be a number without a % sign' }
  if (parsed.number < min) return { problem: `Target must be ${min} or more` }
  if (max !== undefined && parsed.number > max) return { problem: `Target must be ${max} or less` }
  const { decimals } = indicator
  if (Number(parsed.number.toFixed(decimals)) !== parsed.number) {
    const places = decimals === 1 ? '1 decimal place' : `${decimals} decimal places`
    return { problem: decimals === 0 ? 'Target must be a whole number' : `Target must have at most ${places}` }
  }
  return { value: parsed.number }
}

function view(indicator: Indicator, supply: SupplyTarget, form: Form) {
  return {
    heading: supply.target === null ? 'Set a target' : 'Change the target',
    breadcrumbs: indicatorBreadcrumbs(indicator),
    form,
    action: indicatorPaths.setTarget(indicator.slug),
    clearAction: supply.target === null ? null : indicatorPaths.clearTarget(indicator.slug),
    name: indicator.name,
    unit: unitWords(indicator),
    isPercent: indicator.unit === 'percent',
    current: supply.target === null ? null : displayValue(indicator, Number(supply.target)),
    currentNote: supply.targetNote,
    seen: seenTarget(supply),
  }
}

/** Sets, changes or clears the level that a partnership wants an indicator to reach. */
export function setTargetPage(app: FastifyInstance, { db }: Services): void {
  app.get<{ Params: { slug: string } }>(
    indicatorPaths.setTarget(':slug'),
    { config },
    async ({ actor, params }, reply) => {
      const { indicator, supply } = await openSupplied(db, actor, params.slug)
      const form = blankForm({
        target: supply.target === null ? '' : String(Number(supply.target)),
        note: supply.targetNote ?? '',
      })
      return reply.page(template, view(indicator, supply, form))
    },
  )

  app.post<{ Params: { slug: string } }>(
    indicatorPaths.setTarget(':slug'),
    { config },
    async ({ actor, params, body }, reply) => {
      const { indicator, supply } = await openSupplied(db, actor, params.slug)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, view(indicator, supply, parsed.form), 400)
      const target = readTarget(indicator, parsed.value.target)
      if ('problem' in target) {
        const form = formWithErrors(parsed.values, [{ field: 'target', text: target.problem }])
        return reply.page(template, view(indicator, supply, form), 400)
      }
      const { note, seen } = parsed.value
      const done = await setTarget(db, actor, { indicatorId: indicator.id, seen, target: target.value, note })
      if (!done.ok)
        return reply.page(template, view(indicator, supply, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(`${indicatorPaths.show(indicator.slug)}?done=target-set`, 303)
    },
  )

  app.post<{ Params: { slug: string } }>(
    indicatorPaths.clearTarget(':slug'),
    { config },
    async ({ actor, params, body }, reply) => {
      const { indicator, supply } = await openSupplied(db, actor, params.slug)
      const parsed = parseForm(schema.pick({ seen: true }), body)
      const seen = parsed.ok ? parsed.value.seen : ''
      const done = await clearTarget(db, actor, { indicatorId: indicator.id, seen })
      if (!done.ok) return reply.page(template, view(indicator, supply, formWithErrors({}, done.problems)), 400)
      return reply.redirect(`${indicatorPaths.show(indicator.slug)}?done=target-cleared`, 303)
    },
  )
}
