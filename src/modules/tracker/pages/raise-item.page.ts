import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  optionalDate,
  optionalText,
  parseForm,
  requiredChoice,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { choice, choicesOf, dateField, dateHint, field, type Field } from '#platform/task-page.ts'
import { keysOf, measureKinds, priorities, sourceKinds, strengths, type MeasureKind, type Strength } from '../kinds.ts'
import { momentOf } from '../moving.ts'
import { listAskable } from '../office-store.ts'
import { trackerPaths } from '../paths.ts'
import { proposeItem } from '../propose-item.ts'
import { noChild } from './fields.ts'

const schema = z.object({
  kind: requiredChoice(['recommendation', 'action'], 'Select whether it is a recommendation or an action'),
  title: requiredText('Enter its own words', 1_000, 'Its words must be 1,000 characters or fewer'),
  sourceKind: requiredChoice(keysOf(sourceKinds), 'Select what it came from'),
  sourceReference: optionalText(60),
  sourceTitle: optionalText(300),
  sourceDate: optionalDate('Date of the source must be a real date, like 27/3/2027'),
  sourcePage: optionalText(40),
  raisedOn: requiredDate(
    'Enter the date on which it was raised',
    'Date it was raised must be a real date, like 27/3/2027',
  ),
  priority: requiredChoice(keysOf(priorities), 'Select its priority'),
  theme: optionalText(100),
  group: optionalText(40),
  owner: optionalText(40),
  dueOn: optionalDate('Date due must be a real date, like 27/3/2027'),
  strength: optionalText(20),
  childWouldNotice: optionalText(1_000),
  measureKind: optionalText(20),
  measure: optionalText(500),
})

export function raiseItemPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'tracker.raise' }

  const view = async (actor: Actor, form: Form) => {
    const [groups, offices] = await Promise.all([
      listGroups(db, actor.partnershipId),
      listAskable(db, actor.partnershipId, clock.today()),
    ])
    const fields: Field[] = [
      field('choice', 'kind', 'What is it?', {
        items: [
          choice('recommendation', 'A recommendation', 'Somebody must still say whether it is accepted'),
          choice('action', 'An action that was decided', 'An office owes it at once'),
        ],
      }),
      field('lines', 'title', 'Its own words', {
        hint: `As they were written, one recommendation at a time. ${noChild}`,
      }),
      field('list', 'sourceKind', 'What did it come from?', {
        items: [choice('', 'Choose one'), ...choicesOf(sourceKinds)],
      }),
      field('text', 'sourceReference', 'Reference of the record it came from', {
        hint: 'When it came from something in this service, such as LSCP-WRN-2026-004',
      }),
      field('text', 'sourceTitle', 'Or the title of what it came from', {
        hint: 'When it came from a document outside this service',
      }),
      dateField('sourceDate', 'Date of that document (optional)'),
      field('text', 'sourcePage', 'Page (optional)'),
      dateField('raisedOn', 'When was it raised?', `Its true date, even if that is long ago. ${dateHint}`),
      field('choice', 'priority', 'Priority', { items: choicesOf(priorities) }),
      field('text', 'theme', 'Theme (optional)', {
        hint: 'Such as Information sharing. What shares a theme is tested together',
      }),
      field('list', 'group', 'Which group follows it? (optional)', {
        items: [choice('', 'No group'), ...groups.map(({ id, name }) => choice(id, name))],
      }),
      field('heading', 'forAction', 'If it is an action'),
      field('list', 'owner', 'Who owes it?', {
        items: [choice('', 'Choose an office'), ...offices.map(({ id, name }) => choice(id, name))],
      }),
      dateField('dueOn', 'By when?'),
      field('heading', 'forRecommendation', 'If it is a recommendation', {
        hint: 'Leave empty what nobody has thought about yet: it is asked again before it is accepted.',
      }),
      field('choice', 'strength', 'How strong is it?', { hint: 'The weakest first', items: choicesOf(strengths) }),
      field('lines', 'childWouldNotice', 'What would a child notice?', { hint: 'Name no child.' }),
      field('choice', 'measureKind', 'What is it measured by?', { items: choicesOf(measureKinds) }),
      field('text', 'measure', 'Which one?', { hint: 'Its question, or an indicator’s code and name' }),
    ]
    return {
      heading: 'Write down a recommendation or action',
      breadcrumbs: [{ text: 'Recommendations and actions', href: trackerPaths.list() }],
      form,
      action: trackerPaths.raise(),
      fields,
    }
  }

  app.get(trackerPaths.raise(), { config }, async ({ actor }, reply) => {
    const values = { raisedOn: inWords(clock.today()), priority: 'medium', kind: 'recommendation' }
    return reply.page('tracker/pages/raise-item.njk', await view(actor, blankForm(values)))
  })

  app.post(trackerPaths.raise(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page('tracker/pages/raise-item.njk', await view(actor, parsed.form), 400)
    const { group, owner, measureKind, measure, strength, ...rest } = parsed.value
    const groups = await listGroups(db, actor.partnershipId)
    const isOurs = group === null || groups.some(({ id }) => id === group)
    const outcome = isOurs
      ? await proposeItem(db, actor, {
          ...rest,
          groupId: group,
          ownerOfficeId: owner,
          strength: strength !== null && Object.hasOwn(strengths, strength) ? (strength as Strength) : null,
          measure:
            measureKind !== null && measure !== null && Object.hasOwn(measureKinds, measureKind)
              ? { kind: measureKind as MeasureKind, words: measure }
              : null,
          moment: momentOf(clock),
        })
      : { ok: false as const, problems: [{ field: 'group', text: 'Select one of the groups of this partnership' }] }
    if (!outcome.ok)
      return reply.page(
        'tracker/pages/raise-item.njk',
        await view(actor, formWithErrors(parsed.values, outcome.problems)),
        400,
      )
    return reply.redirect(`${trackerPaths.show(outcome.value.reference)}?done=raised`, 303)
  })
}
