import type { FastifyInstance } from 'fastify'
import { blankForm, formWithErrors, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { lenient } from '#platform/views.ts'
import { dutyPacks } from '#statute/duty-packs.ts'
import { refusalOf } from '#statute/refusals.ts'
import { findCalendar } from '../calendar-store.ts'
import { dutyPaths } from '../paths.ts'
import { asSentence } from '../refuse-sentence.ts'
import { answerInWords } from '../work-out-answer.ts'
import { tasks, tasksByGroup, type Task } from '../work-out.ts'
import { readTask } from './work-out-form.ts'

const config = { permission: 'duties.read' }
const heading = 'Work out a deadline'
const breadcrumbs = [{ text: 'Statutory deadlines', href: dutyPaths.list() }]

/** The form of one task, and below it the answer when there is one. */
const taskView = (task: Task, form: Form, answer: ReturnType<typeof answerInWords> | null) => ({
  heading,
  breadcrumbs,
  form,
  action: dutyPaths.workOut(),
  otherHref: dutyPaths.workOut(),
  calendarHref: dutyPaths.calendar(),
  task: { rule: task.rule, name: task.name, countsDays: task.countsDays },
  days: task.days.map(({ name, label }) => ({
    name,
    label,
    hint: task.days.length > 1 ? 'Leave it empty if it is not known. For example, 27/3/2026' : 'For example, 27/3/2026',
  })),
  editions: [
    lenient({ value: '', text: 'The one in force on the day counted from' }),
    ...dutyPacks.map(({ id, name }) => lenient({ value: id, text: name })),
  ],
  answer,
})

/** Works out a deadline: choose what, give the days, read the answer. The address of an answer can be kept and sent. */
export function workOutPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Querystring: Record<string, unknown> }>(dutyPaths.workOut(), { config }, async ({ query }, reply) => {
    const task = tasks.find(({ rule }) => rule === query['rule'])
    if (task === undefined) {
      const problems = query['rule'] === undefined ? [] : [{ field: 'rule', text: 'Select what to work out' }]
      const view = {
        heading,
        breadcrumbs,
        form: formWithErrors({}, problems),
        groups: tasksByGroup,
        action: dutyPaths.workOut(),
      }
      return reply.page('duties/pages/choose-task.njk', view, problems.length > 0 ? 400 : 200)
    }
    const template = 'duties/pages/work-out.njk'
    const isAsked = task.days.some(({ name }) => query[name] !== undefined)
    if (!isAsked) {
      const edition = typeof query['edition'] === 'string' ? query['edition'] : ''
      return reply.page(template, taskView(task, blankForm({ edition }), null))
    }
    const parsed = readTask(task, query)
    if (!parsed.ok) return reply.page(template, taskView(task, parsed.form, null), 400)
    const calendar = await findCalendar(db)
    try {
      const answer = answerInWords(parsed.asked, calendar, clock.today())
      return reply.page(template, taskView(task, blankForm(parsed.values), answer))
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal === undefined) throw error
      const field = refusal.field.replace(/^anchors\./, '')
      const problems = [{ field, text: asSentence(refusal.sentence) }]
      return reply.page(template, taskView(task, formWithErrors(parsed.values, problems), null), 400)
    }
  })
}
