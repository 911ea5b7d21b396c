import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { addCalendarYear } from '../add-calendar-year.ts'
import { lastYear } from '../added-days.ts'
import { findCalendar } from '../calendar-store.ts'
import { dutyPaths } from '../paths.ts'
import { readYearLines } from '../year-lines.ts'
import { changedPath, keepBreadcrumbs as breadcrumbs, keepConfig as config } from './keep-calendar.ts'

const template = 'duties/pages/add-year.njk'

const schema = z.object({
  year: z
    .string({ error: 'Open the page again' })
    .regex(/^\d{4}$/, 'Open the page again')
    .transform(Number),
  days: requiredText('Enter the bank holidays of the year', 5_000, 'The list must be 5,000 characters or fewer'),
  source: requiredText(
    'Enter where the list comes from',
    200,
    'Where the list comes from must be 200 characters or fewer',
  ),
  complete: z.literal('yes', { error: 'Confirm that these are all the bank holidays of the year' }),
})

/** Adds the next year with all of its bank holidays: nothing is saved when one line is wrong. */
export function addYearPage(app: FastifyInstance, { db }: Services): void {
  const view = (year: number, form: Form) => ({
    heading: `Add the bank holidays of ${year}`,
    breadcrumbs,
    form,
    action: dutyPaths.addYear(),
    cancelHref: dutyPaths.calendar(),
    year,
  })

  app.get(dutyPaths.addYear(), { config }, async (_request, reply) => {
    const next = lastYear(await findCalendar(db)) + 1
    return reply.page(template, view(next, blankForm()))
  })

  app.post(dutyPaths.addYear(), { config }, async ({ actor, body }, reply) => {
    const next = lastYear(await findCalendar(db)) + 1
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(next, parsed.form), 400)
    const { year, days, source } = parsed.value
    const again = (problems: Parameters<typeof formWithErrors>[1]) =>
      reply.page(template, view(next, formWithErrors(parsed.values, problems)), 400)
    const lines = readYearLines(days, year)
    if (!lines.ok) return again([{ field: 'days', text: lines.problems.join('. ') }])
    const done = await addCalendarYear(db, actor, { year, holidays: lines.holidays, source })
    if (!done.ok) return again(done.problems)
    return reply.redirect(changedPath(done.value.year, 'year'), 303)
  })
}
