import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { lastYear, yearOfDay } from '../added-days.ts'
import { findCalendar, listAdditions } from '../calendar-store.ts'
import { daysOfYear, endWarning, whatToDo } from '../calendar-view.ts'
import { dutyPaths } from '../paths.ts'

const doneWords = {
  added: 'The bank holiday is added. Deadlines are worked out with it from now on.',
  year: 'The year is added. Deadlines can be worked out in it from now on.',
  removed: 'The bank holiday is removed. The day counts as a working day from now on.',
}

/** The calendar of working days: how far it reaches, and the bank holidays of a year. */
export function calendarPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Querystring: { year?: string; done?: string } }>(
    dutyPaths.calendar(),
    { config: { permission: 'duties.read' } },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const calendar = await findCalendar(db)
      const { days } = await listAdditions(db)
      const first = yearOfDay(calendar.firstDay)
      const last = lastYear(calendar)
      const year = query.year === undefined ? Math.min(Math.max(yearOfDay(today), first), last) : Number(query.year)
      if (!Number.isInteger(year) || year < first || year > last) throw notFound('Year')
      const mayKeep = may(actor, 'duties.keep-calendar')
      return reply.page('duties/pages/calendar.njk', {
        heading: 'The calendar of working days',
        breadcrumbs: [{ text: 'Statutory deadlines', href: dutyPaths.list() }],
        done: wordsFor(doneWords, query.done),
        reach: `It reaches from ${inWords(calendar.firstDay)} to ${inWords(calendar.lastDay)} and is the same for every partnership.`,
        warning: endWarning(calendar, today),
        whatToDo: whatToDo(calendar),
        year,
        years: Array.from({ length: last - first + 1 }, (_each, at) => ({
          text: String(last - at),
          href: dutyPaths.calendar(last - at),
          isShown: last - at === year,
        })),
        days: daysOfYear(calendar, days, year, mayKeep),
        addDayHref: mayKeep ? dutyPaths.addDay() : '',
        addYearHref: mayKeep ? dutyPaths.addYear() : '',
        nextYear: last + 1,
      })
    },
  )
}
