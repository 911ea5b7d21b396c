import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findPartnership, listGroups } from '#modules/partnerships/public.ts'
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
import { plural } from '#platform/words.ts'
import { beginPlan } from '../begin-plan.ts'
import { planPaths } from '../paths.ts'
import { nextPeriod, planPeriod } from '../plan.ts'
import { listPlans, listPublishedSets } from '../plan-store.ts'
import { date, formView, group, input, radios, select } from './form-view.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.write' }

const schema = z
  .object({
    title: requiredText('Enter a title for the plan', 200, 'Title must be 200 characters or fewer'),
    startsOn: requiredDate('Enter the first day of the plan', 'First day must be a real date, like 1/4/2026'),
    endsOn: requiredDate('Enter the last day of the plan', 'Last day must be a real date, like 31/3/2027'),
    group: optionalText(100),
    from: requiredText('Select where the plan begins', 100),
  })
  .refine((form) => form.startsOn < form.endsOn, {
    path: ['endsOn'],
    message: 'Last day of the plan must be after the first day',
    when: whenGood('startsOn', 'endsOn'),
  })

export function beginPlanPage(app: FastifyInstance, { db, clock }: Services): void {
  async function view(actor: Actor, form: Form | null) {
    const [partnership, groups, sets, plans] = await Promise.all([
      findPartnership(db, actor.partnershipId),
      listGroups(db, actor.partnershipId),
      listPublishedSets(db, actor),
      listPlans(db, actor),
    ])
    const word = partnership?.words.plan ?? 'Plan'
    const offered = nextPeriod(plans[0]?.endsOn ?? null, clock.today())
    const scrutiny = groups.find(({ name }) => /scrutiny|assurance/i.test(name))
    return formView({
      heading: `Begin a ${word.toLowerCase()}`,
      breadcrumbs: [{ text: 'Plans', href: planPaths.list() }],
      intro: [
        'It begins as a draft that you can change freely. Once a group has agreed it, every change is dated and gives its reason.',
      ],
      form:
        form ??
        blankForm({
          title: `${word} ${planPeriod(offered)}`,
          startsOn: inWords(offered.startsOn),
          endsOn: inWords(offered.endsOn),
          group: scrutiny?.id ?? '',
          from: sets.find(({ items }) => items.length > 0)?.id ?? 'blank',
        }),
      groups: [
        group('', [
          input('title', 'Title'),
          date('startsOn', 'First day', 'Any length will do, also an odd one. Both days are inside it.'),
          date('endsOn', 'Last day'),
          select(
            'group',
            'Which group judges progress?',
            groups.map(({ id, name }) => ({ value: id, text: name })),
            'No group yet',
          ),
          radios('from', 'Where does it begin?', [
            ...sets.map(({ id, label, items, source, note }) => ({
              value: id,
              text: `The priorities printed for ${label}: ${items.length === 0 ? 'none are named' : plural(items.length, 'priority', 'priorities')}`,
              hint: `${source}.${note === null ? '' : ` ${note}`}`,
            })),
            { value: 'blank', text: 'Blank', hint: 'You add the priorities yourself.' },
          ]),
        ]),
      ],
      action: planPaths.begin(),
      button: 'Begin the plan',
      back: { text: 'Cancel', href: planPaths.list() },
    })
  }

  app.get(planPaths.begin(), { config }, async ({ actor }, reply) => reply.page(template, await view(actor, null)))

  app.post(planPaths.begin(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, parsed.form), 400)
    const { title, startsOn, endsOn, group: groupId, from } = parsed.value
    const made = await beginPlan(db, actor, {
      title,
      startsOn,
      endsOn,
      groupId,
      publishedSetId: from === 'blank' ? null : from,
      at: clock.now(),
    })
    if (!made.ok) return reply.page(template, await view(actor, formWithErrors(parsed.values, made.problems)), 400)
    return reply.redirect(`${planPaths.show(made.value.slug)}?done=begun`, 303)
  })
}
