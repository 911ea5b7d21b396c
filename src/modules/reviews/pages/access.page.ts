import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { instantInWords, inWords } from '#platform/dates.ts'
import { blankForm, formWithErrors, parseForm, requiredDate, requiredText, type Form } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { listAccess, listEligible, listRecused } from '../access-store.ts'
import { standingOf } from '../access-words.ts'
import type { Case } from '../case-store.ts'
import { choices, optionalDate } from '../form-fields.ts'
import { grantAccess } from '../grant-access.ts'
import { ownedCase } from '../owned-case.ts'
import { reviewPaths } from '../paths.ts'
import { caseCrumbs, type ByReference } from './case-page.ts'

const template = 'reviews/pages/access.njk'
const schema = z.object({
  holder: requiredText('Select who needs access', 100).regex(
    /^[0-9a-f-]{36} [0-9a-f-]{36}$/i,
    'Select who needs access',
  ),
  reason: requiredText('Enter why they need it', 1_000, 'Reason must be 1,000 characters or fewer'),
  startsOn: requiredDate('Enter the first day', 'First day must be a real date, like 27/3/2027'),
  endsOn: optionalDate('Last day must be a real date, like 27/3/2027'),
})

const doneWords: Record<string, string> = {
  given: 'Access was given.',
  ended: 'The access was ended.',
  recused: 'The person takes no part from now on.',
  'looked-at': 'What you think of it was saved.',
}

export function accessPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.open-case', stepUp: true } as const

  const view = async (actor: Actor, one: Case, form: Form, done = '') => {
    const [today, now] = [clock.today(), clock.now()]
    const access = await listAccess(db, one.id)
    const recused = await listRecused(db, one.id)
    const takesNoPart = new Set(recused.map((each) => each.personId))
    const { reference } = one
    return {
      heading: 'Who has access to this case',
      marking: sensitive,
      isInvented: one.isInvented,
      breadcrumbs: caseCrumbs(one),
      title: one.title,
      done,
      form,
      action: reviewPaths.access(reference),
      recuseHref: reviewPaths.recuse(reference),
      access: access.map((each) => {
        const { words } = standingOf(each, now, today)
        const canEnd = each.endedAt === null && each.personId !== actor.personId
        const mustLook = each.kind === 'break-glass' && each.lookedAt === null
        return {
          who: each.person ?? '',
          office: `${each.office ?? ''}, ${each.organisation ?? ''}`,
          reason: each.reason,
          given: `${each.kind === 'break-glass' ? 'Broke glass' : `By ${each.grantedBy ?? 'Goldenthread'}`} on ${instantInWords(each.grantedAt)}`,
          words,
          endReason: each.endReason,
          opinion: each.opinion,
          lookHref: mustLook ? reviewPaths.lookAt(reference, each.id) : '',
          endHref: canEnd ? reviewPaths.endAccess(reference, each.id) : '',
        }
      }),
      people: choices([
        { value: '', text: 'Choose a person' },
        ...(await listEligible(db, actor.partnershipId, today))
          .filter((each) => !takesNoPart.has(each.personId) && each.personId !== actor.personId)
          .map((each) => ({
            value: `${each.personId} ${each.officeId}`,
            text: `${each.person}, ${each.office}, ${each.organisation}`,
          })),
      ]),
      recused: recused.map((each) => ({
        who: each.person ?? '',
        since: instantInWords(each.recordedAt),
        reason: each.reason,
      })),
    }
  }

  type Asked = ByReference & { Querystring: { done?: string } }
  app.get<Asked>(reviewPaths.access(':reference'), { config }, async ({ actor, params, query }, reply) => {
    const one = await ownedCase(db, actor, params.reference, clock.now())
    const form = blankForm({ startsOn: inWords(clock.today()) })
    return reply.page(template, await view(actor, one, form, wordsFor(doneWords, query.done)))
  })

  app.post<ByReference>(reviewPaths.access(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const [today, now] = [clock.today(), clock.now()]
    const one = await ownedCase(db, actor, params.reference, now)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, one, parsed.form), 400)
    const { holder, ...grant } = parsed.value
    const [personId = '', officeId = ''] = holder.split(' ')
    const done = await grantAccess(db, actor, { reference: one.reference, personId, officeId, ...grant, today, now })
    if (!done.ok) {
      return reply.page(template, await view(actor, one, formWithErrors(parsed.values, done.problems)), 400)
    }
    return reply.redirect(`${reviewPaths.access(one.reference)}?done=given`, 303)
  })
}
