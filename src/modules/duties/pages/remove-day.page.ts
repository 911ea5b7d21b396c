import type { FastifyInstance, FastifyReply } from 'fastify'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { dayInWords } from '#statute/calendar-date.ts'
import { yearOfDay } from '../added-days.ts'
import { findAddedDay } from '../calendar-store.ts'
import { dutyPaths } from '../paths.ts'
import { removeBankHoliday } from '../remove-bank-holiday.ts'
import { changedPath, keepBreadcrumbs as breadcrumbs, keepConfig as config } from './keep-calendar.ts'

type Params = { date: string }

/** Asks whether an added bank holiday is to go, and takes it back. */
export function removeDayPage(app: FastifyInstance, { db }: Services): void {
  async function ask(reply: FastifyReply, date: string, form: Form, status = 200) {
    const day = await findAddedDay(db, date)
    if (!day) throw notFound('Bank holiday')
    const view = {
      heading: 'Remove this bank holiday?',
      breadcrumbs,
      form,
      name: day.name,
      day: dayInWords(date),
      moved: day.replacesOn === null ? '' : `${dayInWords(day.replacesOn)} becomes a bank holiday again.`,
      added: `Added by ${day.addedBy}, ${instantInWords(day.addedAt)}. ${day.source}`,
      action: dutyPaths.removeDay(date),
      cancelHref: dutyPaths.calendar(yearOfDay(date)),
    }
    return reply.page('duties/pages/remove-day.njk', view, status)
  }

  app.get<{ Params: Params }>(dutyPaths.removeDay(':date'), { config }, async ({ params }, reply) =>
    ask(reply, params.date, blankForm()),
  )

  app.post<{ Params: Params }>(dutyPaths.removeDay(':date'), { config }, async ({ actor, params }, reply) => {
    const { date } = params
    const done = await removeBankHoliday(db, actor, { date })
    if (!done.ok) return ask(reply, date, formWithErrors({}, done.problems), 400)
    return reply.redirect(changedPath(yearOfDay(date), 'removed'), 303)
  })
}
