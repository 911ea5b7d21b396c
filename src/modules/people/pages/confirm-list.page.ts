import type { FastifyInstance } from 'fastify'
import { roleTitle } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Problem } from '#platform/command.ts'
import { instantInWords, quarterOf } from '#platform/dates.ts'
import { blankForm, formWithErrors, readDate, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { confirmList, peopleOnList } from '../confirm-list.ts'
import type { Answer } from '../list-check-store.ts'
import { peoplePaths } from '../paths.ts'
import { datesOf } from '../words.ts'

const template = 'people/pages/confirm-list.njk'
const answers = ['keep', 'ends', 'not-known'] as const
const isAnswer = (text: unknown): text is Answer['answer'] => answers.some((each) => each === text)

/** Reads one answer for each person; what is missing or no date is told beside it. */
function read(body: unknown, people: readonly { tenureId: string; person: string | null }[]) {
  const typed = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const values: Form['values'] = {}
  const problems: Problem[] = []
  const given: Answer[] = []
  for (const { tenureId, person } of people) {
    const [answerField, dateField] = [`answer-${tenureId}`, `endsOn-${tenureId}`]
    const answer = typed[answerField]
    const typedDate = typed[dateField]
    const date = typeof typedDate === 'string' ? typedDate.trim() : ''
    values[answerField] = isAnswer(answer) ? answer : ''
    values[dateField] = date
    const endsOn = readDate(date)
    if (!isAnswer(answer)) {
      problems.push({ field: answerField, text: `Say whether ${person ?? 'this person'} still holds the office` })
    } else if (answer === 'ends' && endsOn === null) {
      problems.push({ field: dateField, text: `Enter ${person ?? 'this person'}’s last day, like 27/3/2027` })
    } else given.push({ tenureId, answer, endsOn: answer === 'ends' ? endsOn : null })
  }
  return { values, problems, given }
}

/** An agency confirms its list for the quarter: each person is kept, ends on a day, or is not known. */
export function confirmListPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'people.confirm-list' }

  async function view(actor: Actor, organisationId: string, form: Form) {
    const today = clock.today()
    const { organisation, people } = await peopleOnList(db, actor, organisationId, today)
    return {
      heading: `Who holds ${organisation}’s offices?`,
      breadcrumbs: [{ text: 'Quarterly confirmation', href: peoplePaths.lists() }],
      quarter: quarterOf(today).label,
      form,
      action: peoplePaths.confirm(organisationId),
      people: people.map((line) => ({
        id: line.tenureId,
        name: line.person ?? '',
        office: `${line.title}, ${roleTitle(line.role).toLowerCase()}`,
        dates: datesOf(line),
        seen: line.lastUsedAt === null ? 'never used' : `last used ${instantInWords(line.lastUsedAt)}`,
        answer: form.values[`answer-${line.tenureId}`] ?? '',
        endsOn: form.values[`endsOn-${line.tenureId}`] ?? '',
        answerError: form.errors[`answer-${line.tenureId}`]?.text ?? '',
        dateError: form.errors[`endsOn-${line.tenureId}`]?.text ?? '',
      })),
    }
  }

  app.get<{ Params: { id: string } }>(peoplePaths.confirm(':id'), { config }, async ({ actor, params }, reply) =>
    reply.page(template, await view(actor, params.id, blankForm())),
  )

  app.post<{ Params: { id: string } }>(
    peoplePaths.confirm(':id'),
    { config },
    async ({ actor, params, body }, reply) => {
      const today = clock.today()
      const { people } = await peopleOnList(db, actor, params.id, today)
      const { values, problems, given } = read(body, people)
      const again = async (found: readonly Problem[]) =>
        reply.page(template, await view(actor, params.id, formWithErrors(values, found)), 400)
      if (problems.length > 0) return again(problems)
      const done = await confirmList(db, actor, { organisationId: params.id, answers: given, today, at: clock.now() })
      if (!done.ok) return again(done.problems)
      return reply.redirect(`${peoplePaths.lists()}?done=confirmed`, 303)
    },
  )
}
