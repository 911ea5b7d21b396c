import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  parseForm,
  readDate,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { addBankHoliday } from '../add-bank-holiday.ts'
import { yearOfDay } from '../added-days.ts'
import { findCalendar } from '../calendar-store.ts'
import { dutyPaths } from '../paths.ts'
import { changedPath, keepBreadcrumbs as breadcrumbs, keepConfig as config } from './keep-calendar.ts'

const template = 'duties/pages/add-day.njk'
const notReal = 'Day that it was moved from must be a real date, like 4/5/2026'

const schema = z.object({
  date: requiredDate('Enter the day of the bank holiday', 'Day of the bank holiday must be a real date, like 4/6/2027'),
  name: requiredText('Enter the name of the bank holiday', 100, 'Name must be 100 characters or fewer'),
  replacesOn: z
    .string({ error: notReal })
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const date = readDate(text)
      if (date === null) context.addIssue({ code: 'custom', message: notReal })
      return date
    }),
  source: requiredText('Enter where it is announced', 200, 'Where it is announced must be 200 characters or fewer'),
})

/** Adds a one-off bank holiday, or moves one to another day. */
export function addDayPage(app: FastifyInstance, { db }: Services): void {
  async function view(form: Form) {
    const { firstDay, lastDay } = await findCalendar(db)
    return {
      heading: 'Add or move a bank holiday',
      breadcrumbs,
      form,
      action: dutyPaths.addDay(),
      cancelHref: dutyPaths.calendar(),
      reach: `${inWords(firstDay)} to ${inWords(lastDay)}`,
    }
  }

  app.get(dutyPaths.addDay(), { config }, async (_request, reply) => reply.page(template, await view(blankForm())))

  app.post(dutyPaths.addDay(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(parsed.form), 400)
    const done = await addBankHoliday(db, actor, parsed.value)
    if (!done.ok) return reply.page(template, await view(formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(changedPath(yearOfDay(done.value.date), 'added'), 303)
  })
}
