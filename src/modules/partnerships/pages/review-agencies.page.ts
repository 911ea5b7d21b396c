import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  optionalDate,
  optionalText,
  parseForm,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { reviewAgencyList } from '../keeping/keep-register.ts'
import { countTold, listReviews } from '../keeping/register-store.ts'
import type { Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupChoices, ownPartnership } from './arranging.ts'
import { trailOf } from './frame.ts'

type Params = { Params: { slug: string } }

const schema = z.object({
  reviewedOn: requiredDate('Enter the day of the review', 'Day of the review must be a real date, like 27/3/2027'),
  groupId: optionalText(),
  whatChanged: requiredText('Enter what changed, or that nothing did', 4_000),
  nextDueOn: optionalDate('Day of the next review must be a real date, like 27/3/2027'),
})

/** The yearly review of the list of agencies, with the earlier ones above the form. */
export function reviewAgenciesPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = async (partnership: Partnership, form: Form) => {
    const { id, slug } = partnership
    const [reviews, told] = [await listReviews(db, id), await countTold(db, id, clock.today())]
    return taskView({
      heading: 'Yearly review of the list of agencies',
      breadcrumbs: trailOf(partnership, { text: 'Agencies', href: partnershipPaths.agencies(slug) }),
      lines: [
        `${told.all} agencies are in the register; ${told.told} were told what is expected of them and ${told.acknowledged} acknowledged it.`,
        ...(reviews.length === 0 ? ['No review is recorded yet.'] : []),
        ...reviews
          .slice(0, 5)
          .map(
            (each) =>
              `${inWords(each.reviewedOn)}${each.office === null ? '' : `, ${each.office}`}${each.group === null ? '' : `, considered by the ${each.group}`}: ${each.whatChanged} Next due ${inWords(each.nextDueOn)}.`,
          ),
      ],
      form,
      action: partnershipPaths.reviewAgencies(slug),
      cancelHref: partnershipPaths.agencies(slug),
      button: 'Record review',
      fields: [
        dateField('reviewedOn', 'Reviewed on'),
        field('list', 'groupId', 'Group that considered it', {
          items: await groupChoices(db, id, clock.today(), 'No group'),
        }),
        field('lines', 'whatChanged', 'What changed', {
          hint: 'Agencies added, ended or in another standing; or that nothing changed',
        }),
        dateField('nextDueOn', 'Next review due', 'Leave empty for a year after this one'),
      ],
    })
  }
  const path = partnershipPaths.reviewAgencies(':slug')
  app.get<Params>(path, { config }, async (request, reply) => {
    const form = blankForm({ reviewedOn: inWords(clock.today()) })
    return reply.page(taskTemplate, await view(await ownPartnership(db, request), form))
  })
  app.post<Params>(path, { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(partnership, parsed.form), 400)
    const done = await reviewAgencyList(db, request.actor, { ...parsed.value, today: clock.today() })
    if (!done.ok)
      return reply.page(taskTemplate, await view(partnership, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(partnershipPaths.agencies(partnership.slug), 303)
  })
}
